import Dynamics
import Foundation
import KnownGames
import Tensors
import Text

/// What is printed of a function that is played: its critical points, then what each method makes of them.
struct FunctionReport {
    let study: FunctionStudy

    var text: String {
        """
        min over x, max over y of \(study.plan.formula.title.printable)

        \(points)

        steps of \(String(format: "%g", study.plan.step)), \(study.plan.steps) of them
        \(plays)
          radius of F': the factor by which a step changes a small distance from the point; below 1 training converges
          largest step: the largest h that does not lead away; none: every h does; any: no h does
        """
    }

    private var points: String {
        guard !study.points.isEmpty else { return "no critical points found" }
        let rows = study.points.enumerated().map { index, point in
            [
                "\(index + 1)", Self.numbers(point.x), Self.numbers(point.y), Self.number(point.value),
                Self.number(point.largestOfY), point.smallestSchur.map(Self.number) ?? "-",
                point.kind.rawValue,
            ]
        }
        return "critical points\n"
            + Self.table(
                [["point", "x", "y", "f", "largest of H_yy", "smallest of Schur", "kind"]] + rows,
                [.left, .right, .right, .right, .right, .right, .left])
    }

    private var plays: String {
        let rows = study.plays.flatMap { play -> [[String]] in
            let names = [play.method, play.way, end(play.end)]
            let locals = play.locals.enumerated().map { index, local in
                (index == 0 ? names : ["", "", ""]) + [
                    "\(index + 1)", Self.eigenvalues(local), Self.radius(local.radius), Self.largest(local),
                ]
            }
            return locals.isEmpty ? [names + ["", "", "", ""]] : locals
        }
        return Self.table(
            [["method", "moves", "ends at", "point", "(λ − 1)/h of a step", "radius of F'", "largest step"]]
                + rows,
            [.left, .left, .left, .left, .left, .right, .right])
    }

    private func end(_ end: FunctionStudy.End) -> String {
        switch end {
        case .point(let index): "point \(index + 1)"
        case .away: "runs away"
        case .elsewhere(let numbers):
            numbers.count == 2
                ? "(\(Self.number(numbers[1])), \(Self.number(numbers[0])))" : "no rest"
        }
    }

    private static func largest(_ local: FunctionStudy.Local) -> String {
        guard local.isAtRest else { return "-" }
        guard let step = local.largestStep else { return "none" }
        return step.isFinite ? number(step) : "any"
    }

    /// The slowest one, and the other of a pair or of two.
    private static func eigenvalues(_ local: FunctionStudy.Local) -> String {
        guard local.isAtRest else { return "does not rest there" }
        guard let first = local.eigenvalues.first else { return "-" }
        // Rounding parts a double root by the square root of its errors.
        if abs(first.imaginary) > 1e-6 * (1 + abs(first.real)) {
            return "\(number(first.real)) ± \(number(abs(first.imaginary)))i"
        }
        guard local.eigenvalues.count > 1 else { return number(first.real) }
        return local.eigenvalues.prefix(2).map { number($0.real) }.joined(separator: ", ")
    }

    private static func radius(_ radius: Double) -> String {
        radius.isFinite ? String(format: radius < 1e4 ? "%.6f" : "%.4g", radius) : "infinite"
    }

    private static func numbers(_ numbers: [Double]) -> String {
        numbers.count <= 3 ? numbers.map(number).joined(separator: ", ") : "\(numbers.count) numbers"
    }

    /// Rounding errors differ from one processor to the next: what they leave of 0 is 0.
    private static func number(_ number: Double) -> String {
        guard number.isFinite else { return "infinite" }
        return String(format: "%.5g", abs(number) < 1e-9 ? 0 : number)
    }

    private static func table(_ rows: [[String]], _ alignments: [TextTable.Alignment]) -> String {
        var table = TextTable(rows.map { .cells($0) })
        table.indent = 2
        table.alignments = alignments
        return table.text
    }
}
