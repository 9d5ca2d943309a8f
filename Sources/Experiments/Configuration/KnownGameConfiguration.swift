import Distributions
import Games
import Settings

extension KnownGame {
    /// Reads `game`.
    ///
    /// - Parameters:
    ///   - batch: rows of a batch where batches are drawn, or where noise is an expectation over them.
    ///   - hasNoise: whether the discriminator sees points through noise.
    /// - Returns: nil for networks.
    static func read(_ section: ConfigurationSection, batch: Int, hasNoise: Bool) -> KnownGame? {
        section.variant(
            default: "network", about: "What is played: networks, or a game whose answers are known.",
            cases: [
                Variant<KnownGame?>("network", about: "networks on points of the plane") { _ in nil },
                Variant<KnownGame?>("dirac", about: "data at 0, G(z) = θ, D(x) = −ψx; arXiv 1801.04406") {
                    readDirac($0, batch: hasNoise ? batch : 1)
                },
                Variant<KnownGame?>(
                    "bilinear", about: "min over x, max over y of xᵀy, with `wasserstein`",
                    read: { readBilinear($0) }),
                Variant<KnownGame?>(
                    "quadratic", about: "uniform data, G(z) = az, D(x) = wx²; arXiv 1706.04156"
                ) {
                    readQuadratic($0, batch: batch)
                },
                Variant<KnownGame?>(
                    "gaussian", about: "normal data, G(z) = φ + z, D(x) = ψᵀx; arXiv 1806.09235"
                ) {
                    readGaussian($0, batch: batch)
                },
                Variant<KnownGame?>(
                    "function", about: "min over x, max over y of a formula, such as x*y + x^2/10",
                    read: { readFunction($0) }),
            ])
    }

    private static func readDirac(_ section: ConfigurationSection, batch: Int) -> KnownGame {
        .dirac(
            theta: section.number("theta", default: 1, in: .any, about: "The initial θ."),
            psi: section.number("psi", default: 1, in: .any, about: "The initial ψ."), batch: batch,
            isNoiseFresh: readStochastic(section, "instance noise"))
    }

    private static func readBilinear(_ section: ConfigurationSection) -> KnownGame {
        let x = section.numbers("x", default: [1], each: .any, count: 1...1000, about: "The initial x.")
        let y = section.numbers("y", default: [1], each: .any, count: 1...1000, about: "The initial y.")
        guard x.count == y.count else {
            section.report(
                "x has \(x.count) numbers, y \(y.count); they must be as many", involving: ["x", "y"])
            return .bilinear(x: [1], y: [1])
        }
        return .bilinear(x: x, y: y)
    }

    private static func readQuadratic(_ section: ConfigurationSection, batch: Int) -> KnownGame {
        let a = section.number("a", default: 1.5, in: .any, about: "The initial a.")
        let w = section.number("w", default: 0, in: .any, about: "The initial w.")
        let isStochastic = readStochastic(section, "batches")
        return .quadratic(a: a, w: w, freshBatch: isStochastic ? batch : nil)
    }

    private static func readGaussian(_ section: ConfigurationSection, batch: Int) -> KnownGame {
        func numbers(_ key: String, _ values: [Double], _ about: String) -> [Double] {
            section.numbers(key, default: values, each: .any, count: 1...1000, about: about)
        }
        let mean = numbers("mean", [0, 2], "v, the mean of the data.")
        let deviation = section.number(
            "standardDeviation", default: 0.7, in: .above(0),
            about: "The standard deviation σ of data and latent points.")
        let phi = numbers("phi", [0.05, 2.05], "φ at the start.")
        let psi = numbers("psi", [0.05, 0.05], "The initial ψ.")
        let isStochastic = readStochastic(section, "batches")
        guard phi.count == mean.count, psi.count == mean.count else {
            section.report(
                "mean has \(mean.count) numbers, phi \(phi.count), psi \(psi.count); they must be as many",
                involving: ["mean", "phi", "psi"])
            return .gaussian()
        }
        return .gaussian(
            mean: mean, standardDeviation: deviation, phi: phi, psi: psi,
            freshBatch: isStochastic ? batch : nil)
    }

    private static func readFunction(_ section: ConfigurationSection) -> KnownGame? {
        let text = section.text(
            "of", default: "x*y",
            about:
                "f(x, y): + − * / ^, exp, log, sin, cos, tanh, sqrt, abs, of vectors dot and sum; docs/games.md."
        )
        func start(_ key: String) -> [Double] {
            section.numbers(
                key, default: [1], each: .any, count: 1...FormulaCounts.most,
                about: "The initial \(key). One number is used for all that the formula names.")
        }
        let (x, y) = (start("x"), start("y"))
        do {
            let formula = try Formula(text)
            func filled(_ numbers: [Double], _ least: Int) -> [Double] {
                numbers.count == 1 ? Array(repeating: numbers[0], count: least) : numbers
            }
            let starts = (filled(x, formula.leastCounts.x), filled(y, formula.leastCounts.y))
            for (key, numbers, least) in [
                ("x", starts.0, formula.leastCounts.x), ("y", starts.1, formula.leastCounts.y),
            ] where numbers.count < least {
                section.report("has \(numbers.count) numbers, and the formula names \(key)\(least)", at: key)
                return nil
            }
            return try .function(formula, x: starts.0, y: starts.1)
        } catch {
            section.report(error.marked(indent: 4), at: "of", involving: ["x", "y"])
            return nil
        }
    }

    private static func readStochastic(_ section: ConfigurationSection, _ what: String) -> Bool {
        section.boolean(
            "stochastic", default: false,
            about:
                "true: every step draws fresh \(what), `batch` of them. false: expectations are exact."
        )
    }
}

extension KnownGame {
    /// Reports what has no meaning for this game and yet is not as it is by default.
    func reportKeysOfNetworks(in section: ConfigurationSection) {
        func report<T>(
            _ key: String, _ read: @escaping (ConfigurationSection) -> T, only keys: [String]? = nil,
            because reason: String
        ) {
            guard let given = section.resolvedValue(key)?.objectValue,
                let usual = try? ConfigurationReader.read(
                    JSONDocument.parse("{}"), name: "", declaration: read
                ).resolved.objectValue
            else { return }
            let changed = (keys ?? given.keys).filter { given[$0] != usual[$0] }
            guard !changed.isEmpty else { return }
            section.report(
                "\(changed.joined(separator: ", ")): without meaning for the game \"\(name)\": \(reason)",
                at: key)
        }
        if section.resolvedValue("labelSmoothing")?.numberValue ?? 0 > 0 {
            section.report(
                "without meaning for the game \"\(name)\", whose answers are those of labels 0 and 1",
                at: "labelSmoothing")
        }
        if objective != nil {
            let usual = ObjectiveName.nonSaturating.rawValue
            if let given = section.resolvedValue("objective")?.textValue, given != usual {
                section.report(
                    "without meaning for the game \"\(name)\": its players minimize ±f", at: "objective")
            }
            let needingData = (section.resolvedValue("penalties")?.listValue ?? [])
                .compactMap { $0.objectValue?["kind"]?.textValue }.filter { !["l2", "r2"].contains($0) }
            for kind in needingData {
                section.report(
                    "\"\(kind)\" has no meaning for the game \"\(name)\": there are no real points",
                    at: "penalties")
            }
        }
        report("data", DataConfiguration.init, because: "its data belong to it")
        report("latent", Latent.read(_:), because: "its latent points belong to it")
        let ofNetworks = [
            "kind", "hidden", "activation", "initializer", "outputInitializer", "biases", "inputScale",
            "output",
            "batchNormalization", "packing", "antisymmetric",
            "noise", "start", "spectralNormalization",
        ]
        for player in Player.allCases {
            report(
                player.rawValue, { PlayerConfiguration($0, of: player) }, only: ofNetworks,
                because: "its \(player) is no network")
        }
    }
}
