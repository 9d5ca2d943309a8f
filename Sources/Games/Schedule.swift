import Foundation

/// A number that changes over training: a learning rate or a penalty's weight.
public enum Schedule: Hashable, Sendable {
    case constant(Double)
    /// In a straight line from the first step to the end, constant afterwards.
    case linear(from: Double, to: Double, over: Int)
    /// Along half a cosine wave: slow, fast, slow.
    case cosine(from: Double, to: Double, over: Int)
    /// By the same factor each step; both ends must be above 0.
    case exponential(from: Double, to: Double, over: Int)
    /// Constant for `every` steps, at least 1, then multiplied by the factor, again and again.
    case step(from: Double, factor: Double, every: Int)

    /// The value at a step, counted from 1. The first step has the value `from`, step `over` the value `to`, both exactly:
    /// from + (to − from)·1 would lose the digits of a `to` far below `from`.
    public func value(at step: Int) -> Double {
        switch self {
        case .constant(let value):
            value
        case .linear(let from, let to, let over):
            Self.between(from, to, step, over) { from + (to - from) * $0 }
        case .cosine(let from, let to, let over):
            Self.between(from, to, step, over) { to + (from - to) * (1 + cos(.pi * $0)) / 2 }
        case .exponential(let from, let to, let over):
            Self.between(from, to, step, over) { from * pow(to / from, $0) }
        case .step(let from, let factor, let every):
            from * pow(factor, Double((step - 1) / every))
        }
    }

    private static func between(
        _ from: Double, _ to: Double, _ step: Int, _ over: Int, _ value: (_ share: Double) -> Double
    ) -> Double {
        let share = progress(step, over)
        return share == 0 ? from : share == 1 ? to : value(share)
    }

    /// From 0 at the first step to 1 at step `over`.
    private static func progress(_ step: Int, _ over: Int) -> Double {
        over <= 1 ? 1 : min(1, Double(step - 1) / Double(over - 1))
    }
}

extension Schedule {
    /// The same course; one written with `over` 0 lasts all `steps` of the run.
    public func lasting(_ steps: Int) -> Schedule {
        switch self {
        case .linear(let from, let to, 0): .linear(from: from, to: to, over: steps)
        case .cosine(let from, let to, 0): .cosine(from: from, to: to, over: steps)
        case .exponential(let from, let to, 0): .exponential(from: from, to: to, over: steps)
        default: self
        }
    }
}

extension Schedule {
    /// The first value and the last, such as "10" or "1 → 0.1"; for steps "1, ×0.5 every 100".
    public var summary: String {
        switch self {
        case .constant(let value): Self.short(value)
        case .step(let from, let factor, let every):
            factor == 1
                ? Self.short(from) : "\(Self.short(from)), ×\(Self.short(factor)) every \(every)"
        case .linear(let from, let to, _), .cosine(let from, let to, _), .exponential(let from, let to, _):
            from == to ? Self.short(from) : "\(Self.short(from)) → \(Self.short(to))"
        }
    }

    private static func short(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
