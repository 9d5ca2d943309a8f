import Dynamics
import Foundation
import KnownGames
import Tensors
import Text

/// What is printed of a game with a known answer: eigenvalues by formula and by differentiation, then what each
/// way of stepping makes of them.
struct GameReport {
    let study: GameStudy

    var text: String {
        """
        \(study.plan.kind.rawValue): eigenvalues at the equilibrium
        \(spectra)
          phase: the largest |Im λ/Re λ|, how much the players circle; conditioning: largest |λ| / smallest |λ|

        steps of \(Self.plain(study.plan.step)), \(study.plan.steps) of them
        \(plays)
          radius of F': the factor by which a step changes a small distance from the equilibrium, predicted, then
            measured in training; below 1 training converges
          1/e in steps: after how many steps the distance is 1/e of what it was
          largest step: the largest h that does not lead away; none: every h does; any: no h does
        """
    }

    private var spectra: String {
        let rows = study.spectra.flatMap { spectrum -> [[String]] in
            guard let formula = spectrum.formula, let difference = spectrum.difference else {
                return [[spectrum.method, "none: the field is not smooth there"]]
            }
            let quantities = SpectrumQuantities(of: spectrum.automatic, positiveFrom: 0)
            // Two a block.
            return stride(from: 0, to: formula.count, by: 2).map { index in
                [
                    index == 0 ? spectrum.method : "", Self.pair(Array(formula[index..<index + 2])),
                    Self.pair(Array(spectrum.automatic[index..<index + 2])),
                    index == 0 ? Self.difference(difference) : "",
                    index == 0 ? Self.factor(quantities.phaseFactor) : "",
                    index == 0 ? Self.factor(quantities.conditioningFactor) : "",
                ]
            }
        }
        return Self.table(
            [["method", "by formula", "by differentiation", "difference", "phase", "conditioning"]] + rows,
            words: 3)
    }

    private var plays: String {
        let rows = study.plays.map { play in
            [
                play.method, play.way, play.predicted.map(Self.radius) ?? "-",
                play.measured.map(Self.radius) ?? "-", Self.fold(play.predicted),
                Self.fold(play.predicted) == "-" ? "-" : Self.fold(play.measured), Self.largest(play),
                play.radii.last.map { Self.finite($0, "%.3g") } ?? "-",
            ]
        }
        return Self.table(
            [
                [
                    "method", "moves", "radius of F'", "measured", "1/e in steps", "measured", "largest step",
                    "distance at the end",
                ]
            ] + rows,
            words: 2)
    }

    private static func largest(_ play: GameStudy.Play) -> String {
        guard play.predicted != nil, !play.holdsStep else { return "-" }
        guard let step = play.largestStep else { return "none" }
        return step.isFinite ? String(format: "%.4g", step) : "any"
    }

    /// Rounding errors differ from one processor to the next.
    private static func difference(_ difference: Double) -> String {
        difference < 1e-12 ? "<1e-12" : finite(difference, "%.0e")
    }

    private static func factor(_ factor: Double?) -> String {
        guard let factor else { return "-" }
        return factor < 1e12 ? String(format: "%.3g", factor) : "infinite"
    }

    /// After how many steps a distance that shrinks by this factor a step is 1/e of what it was.
    private static func fold(_ factor: Double?) -> String {
        guard let factor, factor > 0, factor < 1 - 1e-5 else { return "-" }
        return String(format: "%.4g", -1 / log(factor))
    }

    private static func radius(_ radius: Double) -> String { decimal(radius) }

    /// Six places behind the point, or so many digits of a number that would be a row of them.
    private static func decimal(_ number: Double) -> String {
        finite(number, abs(number) < 1e6 ? "%.6f" : "%.6g")
    }

    private static func finite(_ number: Double, _ format: String) -> String {
        number.isFinite ? String(format: format, number) : "infinite"
    }

    private static func pair(_ values: [Eigenvalue]) -> String {
        let real = values.map { $0.real.isZero ? 0 : $0.real }
        // Rounding may part a double root.
        guard abs(values[0].imaginary) > 5e-7 else {
            return real.map(decimal).joined(separator: ", ")
        }
        let sign = decimal(real[0])
        return "\(sign == "-0.000000" ? "0.000000" : sign) ± \(decimal(abs(values[0].imaginary)))i"
    }

    private static func plain(_ number: Double) -> String { String(format: "%g", number) }

    /// Words to the left, numbers to the right.
    private static func table(_ rows: [[String]], words: Int) -> String {
        var table = TextTable(rows.map { .cells($0) })
        table.indent = 2
        table.alignments = Array(repeating: .left, count: words) + [.right]
        return table.text
    }
}
