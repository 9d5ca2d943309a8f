import Dynamics
import Experiments
import Foundation
import Tensors

/// The summary of a spectrum in words.
struct SpectrumReport {
    private let result: RunSpectrum
    private let spectrum: GameSpectrum

    init(_ result: RunSpectrum) {
        self.result = result
        spectrum = result.spectrum
    }

    var text: String {
        let parameters = spectrum.parameters
        let about = [
            "\(result.title), step \(spectrum.step)",
            row(
                "parameters",
                "\(spectrum.size): discriminator \(parameters.discriminator), generator \(parameters.generator)"
            ),
            row("averaged over", "\(spectrum.batches) batches of \(spectrum.batch) points"),
            row(spectrum.isPlain ? "‖v‖ (plain)" : "‖v‖", Self.number(spectrum.fieldNorm)),
        ]
        let body =
            switch spectrum.eigenvalues {
            case .whole(let whole): table(whole)
            case .part(let largest, let rightmost): table(largest, rightmost)
            }
        return (about + body + [row("seconds", String(format: "%.1f", spectrum.seconds))])
            .joined(separator: "\n")
    }

    // MARK: All eigenvalues

    private func table(_ whole: Dynamics.Spectrum) -> [String] {
        let (all, nonzero) = (whole.all, whole.nonzero)
        let zeros = all.count - nonzero.count
        func line(_ name: String, _ value: (SpectrumQuantities) -> String) -> String {
            row(name, pad(value(all)) + value(nonzero))
        }
        return [
            row(
                "zeros",
                "\(zeros) eigenvalues, |λ| ≤ \(Self.number(whole.threshold)) "
                    + "(\(Self.number(whole.tolerance)) of the largest)"),
            row("", pad("all \(all.count)") + "the \(nonzero.count) that are not 0"),
            line("largest Re", { Self.number($0.largestRealPart) }),
            line(
                "Re > 0", { "\($0.positiveRealParts) (\(String(format: "%.1f", 100 * $0.positiveShare)) %)" }),
            line("max |Im/Re|", { Self.number($0.phaseFactor) }),
            line("max|λ|/min|λ|", { Self.number($0.conditioningFactor) }),
            line("largest stable h", { $0.largestStableStep.map { Self.number($0) } ?? "none" }),
        ] + forecastLines(isWhole: true)
    }

    private func forecastLines(isWhole: Bool) -> [String] {
        guard let forecast = spectrum.forecast else {
            return [row("forecast", "none: the players' rates differ; --step gives both the same")]
        }
        func line(_ name: String, _ value: (DescentForecast) -> String) -> String {
            row(name, isWhole ? pad(value(forecast.all)) + value(forecast.nonzero) : value(forecast.nonzero))
        }
        return [
            line(
                "max |1 + hλ|",
                { $0.spectralRadius.isFinite ? String(format: "%.9g", $0.spectralRadius) : "infinite" }),
            line("steps to halve", { $0.stepsToHalve.map { Self.number($0) } ?? "never" }),
            verdict(forecast.nonzero),
        ]
    }

    /// In a sentence what plain descent would do here.
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

    private func table(_ largest: KrylovSchur.Result, _ rightmost: KrylovSchur.Result) -> [String] {
        let known = (largest.pairs + rightmost.pairs).map(\.value)
        let quantities = SpectrumQuantities(of: known, positiveFrom: 0)
        return [
            found("largest modulus", largest), found("rightmost", rightmost),
            row("largest |λ|", Self.number(largest.pairs.map(\.value.modulus).max())),
            row("largest Re", Self.number(rightmost.pairs.map(\.value.real).max())),
            row("max |Im/Re|", "at least \(Self.number(quantities.phaseFactor))"),
            row(
                "largest stable h",
                quantities.largestStableStep.map { "at most \(Self.number($0))" } ?? "none"),
        ] + forecastLines(isWhole: false)
    }

    private func found(_ name: String, _ result: KrylovSchur.Result) -> String {
        let converged = result.pairs.count(where: \.isConverged)
        return row(
            name,
            "\(converged) of \(result.pairs.count) eigenvalues found in \(result.products) products, residuals "
                + "up to \(Self.number(result.pairs.map(\.residual).max())) of |λ|")
    }

    // MARK: Layout

    private func row(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 17 - name.count)) + value
    }

    private func pad(_ text: String) -> String {
        text + String(repeating: " ", count: max(1, 22 - text.count))
    }

    static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        return value.isInfinite ? "infinite" : String(format: "%.4g", value)
    }
}
