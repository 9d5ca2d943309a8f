import Dynamics
import Experiments
import Foundation
import Games
import Settings
import Storage
import SystemPackage
import Tensors

extension RunSpectrum {
    /// Writes `eigenvalues.csv` and `summary.json`, and if they were asked for `player-eigenvalues.csv` and `path.csv`, into ``folder``, which is made if it is missing.
    ///
    /// - Throws: ``FileError``.
    public func write() throws {
        let path = FilePath(folder)
        try Folders.make(path)
        try Files.write(spectrum.table, to: path.appending("eigenvalues.csv"))
        if let table = spectrum.tableApart {
            try Files.write(table, to: path.appending("player-eigenvalues.csv"))
        }
        if let table = spectrum.tableOfPath { try Files.write(table, to: path.appending("path.csv")) }
        try Files.write(JSONWriter.pretty(json), to: path.appending("summary.json"))
    }

    /// The quantities of the summary, by name.
    public var json: JSONValue {
        var object = JSONObject()
        object["run"] = .string(run.name)
        for (key, value) in spectrum.members { object[key] = value }
        object["equilibrium"] = equilibrium.json
        return .object(object)
    }
}

extension EquilibriumCheck {
    fileprivate var json: JSONValue {
        object(
            [("verdict", .string(verdict.rawValue)), ("batches", number(batchCount))]
                + Player.allCases.map { player in
                    let part = parts[player]
                    return (
                        "\(player)",
                        object([
                            ("norm", Runs.json(part.norm)), ("error", Runs.json(part.error)),
                            ("untrainedNorm", Runs.json(part.untrainedNorm)),
                        ])
                    )
                })
    }
}

extension GameSpectrum {
    /// A row an eigenvalue: real and imaginary part, and the residual where it is not one of all.
    var table: String {
        let lines =
            switch eigenvalues {
            case .whole(let spectrum):
                ["re,im"] + spectrum.eigenvalues.map { "\($0.real),\($0.imaginary)" }
            case .part(let largest, let rightmost):
                ["re,im,residual,target"] + Self.rows(largest, "largestModulus")
                    + Self.rows(rightmost, "rightmost")
            }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A row an eigenvalue of a player's own block.
    var tableApart: String? {
        apart.map { apart in
            let lines = Player.allCases.flatMap { player in
                apart[player].points.map { "\(player),\($0.real),\($0.imaginary)" }
            }
            return (["player,re,im"] + lines).joined(separator: "\n") + "\n"
        }
    }

    /// A row a place; the cosine is empty where there is none.
    var tableOfPath: String? {
        path.map { path in
            let lines = path.places.map { place in
                "\(place.alpha),\(place.cosine.map { "\($0)" } ?? ""),\(place.norm),\(place.norms[0]),\(place.norms[1])"
            }
            return (["alpha,cosine,norm,normDiscriminator,normGenerator"] + lines).joined(separator: "\n")
                + "\n"
        }
    }

    private static func rows(_ result: KrylovSchur.Result, _ target: String) -> [String] {
        result.pairs.map { "\($0.value.real),\($0.value.imaginary),\($0.residual),\(target)" }
    }

    var members: [(String, JSONValue)] {
        let about: [(String, JSONValue)] = [
            ("step", number(step)), ("plain", .boolean(isPlain)), ("parameters", number(size)),
            ("discriminatorParameters", number(parameters.discriminator)),
            ("generatorParameters", number(parameters.generator)), ("batches", number(batches)),
            ("batch", number(batch)), ("fieldNorm", json(fieldNorm)),
            ("discriminatorRate", .number(rates.discriminator)), ("generatorRate", .number(rates.generator)),
        ]
        let points = penaltiesAtGeneratedPoints.map { penalty in
            (penalty.name, JSONValue.string(penalty.isDetached ? "detached" : "functions"))
        }
        return about + [("generatedPoints", object(points))] + eigenvalueMembers + forecastMembers + [
            ("seconds", .number(rounded(seconds)))
        ] + apartMembers + pathMembers
    }

    private var apartMembers: [(String, JSONValue)] {
        guard let apart else { return [] }
        return Player.allCases.map { player in
            ("\(player)Block", SpectrumQuantities(of: apart[player].points, positiveFrom: 0).json)
        }
    }

    private var pathMembers: [(String, JSONValue)] {
        guard let path else { return [] }
        return [
            (
                "path",
                object([
                    ("length", json(path.length)), ("places", number(path.places.count)),
                    ("signChanges", number(path.signChanges)),
                    ("largestNorm", json(path.places.map(\.norm).max())),
                ])
            )
        ]
    }

    private var eigenvalueMembers: [(String, JSONValue)] {
        switch eigenvalues {
        case .whole(let spectrum):
            [
                ("method", .string("dense")), ("largestModulus", json(spectrum.largestModulus)),
                ("zeroBelow", json(spectrum.threshold)),
                ("zeros", number(spectrum.all.count - spectrum.nonzero.count)),
                ("all", spectrum.all.json), ("nonzero", spectrum.nonzero.json),
            ]
        case .part(let largest, let rightmost):
            [("method", .string("krylov")), ("largest", largest.json), ("rightmost", rightmost.json)]
        }
    }

    private var forecastMembers: [(String, JSONValue)] {
        guard let forecast else { return [("forecast", .null)] }
        return [("forecastAll", forecast.all.json), ("forecastNonzero", forecast.nonzero.json)]
    }
}

extension SpectrumQuantities {
    fileprivate var json: JSONValue {
        object([
            ("count", number(count)), ("largestRealPart", json(largestRealPart)),
            ("positiveRealParts", number(positiveRealParts)), ("positiveShare", .number(positiveShare)),
            ("phaseFactor", json(phaseFactor)), ("conditioningFactor", json(conditioningFactor)),
            ("largestStableStep", json(largestStableStep)),
        ])
    }

    private func json(_ value: Double?) -> JSONValue { Runs.json(value) }
}

extension DescentForecast {
    fileprivate var json: JSONValue {
        object([
            ("spectralRadius", Runs.json(spectralRadius)), ("converges", .boolean(converges)),
            ("stepsToHalve", Runs.json(stepsToHalve)),
        ])
    }
}

extension KrylovSchur.Result {
    fileprivate var json: JSONValue {
        object([
            ("count", number(pairs.count)), ("converged", number(pairs.count(where: \.isConverged))),
            ("largestResidual", Runs.json(pairs.map(\.residual).max())),
            ("largestModulus", Runs.json(pairs.map(\.value.modulus).max())),
            ("largestRealPart", Runs.json(pairs.map(\.value.real).max())),
            ("products", number(products)),
        ])
    }
}

private func object(_ members: [(String, JSONValue)]) -> JSONValue {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    return .object(object)
}

private func number(_ integer: Int) -> JSONValue { .number(Double(integer)) }

/// JSON has no infinity: what is undefined or infinite is null.
private func json(_ value: Double?) -> JSONValue {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
}
