import Dynamics
import Experiments
import Foundation
import Games
import Runs
import Tensors
import Text

/// The summary of a spectrum in words.
struct SpectrumReport {
    private let result: RunSpectrum
    private let spectrum: GameSpectrum
    private let equilibrium: EquilibriumReport

    init(_ result: RunSpectrum) {
        self.result = result
        spectrum = result.spectrum
        equilibrium = EquilibriumReport(check: result.equilibrium, batches: result.spectrum.batches)
    }

    var text: String {
        let parameters = spectrum.parameters
        let about =
            [
                row(
                    "parameters",
                    "\(spectrum.size): discriminator \(parameters.discriminator), generator \(parameters.generator)"
                ),
                row(
                    "averaged over",
                    "\(counted(spectrum.batches, "batch", "batches")) of \(spectrum.batch) points"),
                row(spectrum.isPlain ? "‖v‖ (plain)" : "‖v‖", Self.number(spectrum.fieldNorm)),
            ] + equilibrium.rows
            + spectrum.penaltiesAtGeneratedPoints.map {
                row(
                    "points of \($0.name)",
                    $0.isDetached ? "given (detached)" : "functions of the generator's parameters")
            }
        let body =
            switch spectrum.eigenvalues {
            case .whole(let whole): rows(whole)
            case .part(let largest, let rightmost): rows(largest, rightmost)
            }
        let findings = (equilibrium.sentences + findings).map { TextTable.Row.heading($0) }
        let end =
            apart + path + [
                row("seconds", String(format: "%.1f", spectrum.seconds)), row("written to", result.folder),
            ]
        var table = TextTable(
            [.heading("\(result.title), step \(spectrum.step)")] + about + body + findings + end)
        table.indent = 2
        return table.text
    }

    // MARK: All eigenvalues

    private func rows(_ whole: Dynamics.Spectrum) -> [TextTable.Row] {
        let (all, nonzero) = (whole.all, whole.nonzero)
        let zeros = all.count - nonzero.count
        func line(_ name: String, _ value: (SpectrumQuantities) -> String) -> TextTable.Row {
            row(name, value(all), value(nonzero))
        }
        return [
            row(
                "zeros",
                "\(counted(zeros, "eigenvalue")), |λ| ≤ \(Self.number(whole.threshold)) "
                    + "(\(Self.number(whole.tolerance)) of the largest)"),
            row("", "all \(all.count)", "the \(nonzero.count) that are not 0"),
            line("largest Re", { Self.number($0.largestRealPart) }),
            line(
                "Re > 0", { "\($0.positiveRealParts) (\(String(format: "%.1f", 100 * $0.positiveShare)) %)" }),
            line("max |Im/Re|", { Self.number($0.phaseFactor) }),
            line("max|λ|/min|λ|", { Self.number($0.conditioningFactor) }),
            line("largest stable h", { $0.largestStableStep.map { Self.number($0) } ?? "none" }),
        ] + forecast(isWhole: true)
    }

    private func forecast(isWhole: Bool) -> [TextTable.Row] {
        guard let forecast = spectrum.forecast else {
            return [row("forecast", "none: the players' rates differ; --step gives both the same")]
        }
        func line(_ name: String, _ value: (DescentForecast) -> String) -> TextTable.Row {
            .cells([name] + (isWhole ? [value(forecast.all)] : []) + [value(forecast.nonzero)])
        }
        return [
            line(
                "max |1 + hλ|",
                { $0.spectralRadius.isFinite ? String(format: "%.9g", $0.spectralRadius) : "infinite" }),
            line("steps to halve", { $0.stepsToHalve.map { Self.number($0) } ?? "never" }),
        ]
    }

    // MARK: Sentences

    /// What the eigenvalues say of the place. A forecast of descent has a meaning near an equilibrium only.
    private var findings: [String] {
        if equilibrium.isAway { return [finding(known, isAway: true)] }
        return (spectrum.forecast.map { [verdict($0.nonzero)] } ?? []) + [finding(known, isAway: false)]
    }

    /// Of all eigenvalues that are known and do not count as 0.
    private var known: SpectrumQuantities {
        switch spectrum.eigenvalues {
        case .whole(let whole): whole.nonzero
        case .part: SpectrumQuantities(of: spectrum.points, positiveFrom: 0)
        }
    }

    private func finding(_ quantities: SpectrumQuantities, isAway: Bool) -> String {
        let count = quantities.positiveRealParts
        let directions = "\(count) of \(quantities.count) directions"
        let apart =
            switch (isAway, count) {
            case (true, 0): "Close paths move apart in no direction"
            case (true, _): "Close paths move apart in \(directions)"
            case (false, 0): "No direction leads away from here"
            case (false, 1): "\(directions) leads away from here"
            case (false, _): "\(directions) lead away from here"
            }
        let who = isAway ? "they" : "the players"
        let phase: Double? = quantities.phaseFactor
        let turning =
            switch phase {
            case nil: ""
            case let phase? where phase < 0.01: "; \(who) hardly circle"
            case let phase?: "; \(who) circle, with |Im λ| up to \(Self.number(phase)) times |Re λ|"
            }
        return "\(apart)\(scope)\(turning)."
    }

    /// What plain descent would do near an equilibrium.
    private func verdict(_ forecast: DescentForecast) -> String {
        let rates = spectrum.rates
        let step =
            rates.discriminator == rates.generator
            ? "h = \(Self.number(rates.generator))"
            : "h = \(Self.number(rates.discriminator)) for the discriminator and "
                + "\(Self.number(rates.generator)) for the generator"
        let outcome =
            forecast.stepsToHalve.map {
                "would converge here\(scope), and halve the distance in \(Self.number($0)) steps"
            } ?? "would not converge here\(scope)"
        return "Simultaneous gradient descent with \(step) \(outcome)."
    }

    /// How far the verdict goes.
    private var scope: String {
        switch spectrum.eigenvalues {
        case .whole(let whole):
            whole.nonzero.count < whole.all.count ? " outside the flat directions" : ""
        case .part: ", as far as these eigenvalues tell"
        }
    }

    // MARK: Some eigenvalues

    private func rows(_ largest: KrylovSchur.Result, _ rightmost: KrylovSchur.Result) -> [TextTable.Row] {
        let quantities = known
        return [
            found("largest modulus", largest), found("rightmost", rightmost),
            row("largest |λ|", Self.number(largest.pairs.map(\.value.modulus).max())),
            row("largest Re", Self.number(rightmost.pairs.map(\.value.real).max())),
            row("max |Im/Re|", "at least \(Self.number(quantities.phaseFactor))"),
            row(
                "largest stable h",
                quantities.largestStableStep.map { "at most \(Self.number($0))" } ?? "none"),
        ] + forecast(isWhole: false)
    }

    private func found(_ name: String, _ result: KrylovSchur.Result) -> TextTable.Row {
        let converged = result.pairs.count(where: \.isConverged)
        return row(
            name,
            "\(converged) of \(result.pairs.count) eigenvalues found in \(result.products) products, residuals "
                + "up to \(Self.number(result.pairs.map(\.residual).max())) of ‖J‖")
    }

    // MARK: Parts and path

    private var apart: [TextTable.Row] {
        guard let apart = spectrum.apart else { return [] }
        return [
            row("\(Player.discriminator) alone", Self.alone(apart.discriminator)),
            row("\(Player.generator) alone", Self.alone(apart.generator)),
        ]
    }

    private static func alone(_ eigenvalues: GameSpectrum.Eigenvalues) -> String {
        let values = eigenvalues.points
        let quantities = SpectrumQuantities(of: values, positiveFrom: 0)
        return "Re from \(number(values.map(\.real).min())) to \(number(quantities.largestRealPart)), "
            + "Re > 0: \(quantities.positiveRealParts) of \(quantities.count), max |Im/Re| \(number(quantities.phaseFactor))"
    }

    private var path: [TextTable.Row] {
        guard let path = spectrum.path else { return [] }
        let cosines = path.places.compactMap(\.cosine)
        return [
            row(
                "path from the start",
                "length \(Self.number(path.length)), cosine from \(Self.number(cosines.min())) to "
                    + "\(Self.number(cosines.max())), changes sign "
                    + counted(path.signChanges, "time"))
        ]
    }

    // MARK: Layout

    private func row(_ name: String, _ values: String...) -> TextTable.Row { .cells([name] + values) }

    static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        return value.isInfinite ? "infinite" : String(format: "%.4g", value)
    }
}
