/// The real numbers a key accepts: an interval that is open at one end or has no end there.
public struct NumberRange: Equatable, Sendable {
    struct Bound: Equatable, Sendable {
        let value: Double
        let isIncluded: Bool
    }

    let lower: Bound?
    let upper: Bound?

    /// Every finite number.
    public static let any = NumberRange(lower: nil, upper: nil)

    /// `lower` is allowed, `upper` is not.
    public static func atLeast(_ lower: Double, below upper: Double? = nil) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: true),
            upper: upper.map { Bound(value: $0, isIncluded: false) })
    }

    /// `lower` is not allowed, `upper` is.
    public static func above(_ lower: Double, atMost upper: Double? = nil) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: false),
            upper: upper.map { Bound(value: $0, isIncluded: true) })
    }

    /// Whether the number is allowed; infinity and NaN never are.
    public func contains(_ number: Double) -> Bool {
        if let lower, !(lower.isIncluded ? number >= lower.value : number > lower.value) { return false }
        if let upper, !(upper.isIncluded ? number <= upper.value : number < upper.value) { return false }
        return number.isFinite
    }

    /// A number in the range to go on with after a problem.
    var placeholder: Double {
        guard let lower else { return 0 }
        return lower.isIncluded ? lower.value : upper?.value ?? max(lower.value + 1, lower.value.nextUp)
    }
}

extension NumberRange: CustomStringConvertible {
    /// For example "a number above 0 and at most 1".
    public var description: String {
        let least = lower.map { ($0.isIncluded ? "of at least " : "above ") + JSONWriter.number($0.value) }
        let most = upper.map { ($0.isIncluded ? "at most " : "below ") + JSONWriter.number($0.value) }
        let limits = [least, most].compactMap(\.self).joined(separator: " and ")
        return limits.isEmpty ? "a number" : "a number \(limits)"
    }
}
