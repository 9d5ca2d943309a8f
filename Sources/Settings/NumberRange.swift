/// The real numbers a key accepts: an interval whose ends may be open, closed or absent.
public struct NumberRange: Equatable, Sendable {
    struct Bound: Equatable, Sendable {
        let value: Double
        let isIncluded: Bool
    }

    let lower: Bound?
    let upper: Bound?

    private init(lower: Bound? = nil, upper: Bound? = nil) {
        self.lower = lower
        self.upper = upper
    }

    /// Every finite number.
    public static let any = NumberRange()

    /// `lower` and above.
    public static func atLeast(_ lower: Double) -> NumberRange {
        NumberRange(lower: Bound(value: lower, isIncluded: true))
    }

    /// `lower` is allowed, `upper` is not.
    public static func atLeast(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: true), upper: Bound(value: upper, isIncluded: false))
    }

    /// Above `lower`, which is not allowed itself.
    public static func above(_ lower: Double) -> NumberRange {
        NumberRange(lower: Bound(value: lower, isIncluded: false))
    }

    /// Neither end is allowed.
    public static func above(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: false), upper: Bound(value: upper, isIncluded: false))
    }

    /// `upper` is allowed, `lower` is not.
    public static func above(_ lower: Double, atMost upper: Double) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: false), upper: Bound(value: upper, isIncluded: true))
    }

    /// `upper` and below.
    public static func atMost(_ upper: Double) -> NumberRange {
        NumberRange(upper: Bound(value: upper, isIncluded: true))
    }

    /// Below `upper`, which is not allowed itself.
    public static func below(_ upper: Double) -> NumberRange {
        NumberRange(upper: Bound(value: upper, isIncluded: false))
    }

    /// Both ends are allowed.
    public static func between(_ lower: Double, _ upper: Double) -> NumberRange {
        NumberRange(
            lower: Bound(value: lower, isIncluded: true), upper: Bound(value: upper, isIncluded: true))
    }

    /// Whether the number is allowed; infinity and NaN never are.
    public func contains(_ number: Double) -> Bool {
        if let lower, !(lower.isIncluded ? number >= lower.value : number > lower.value) { return false }
        if let upper, !(upper.isIncluded ? number <= upper.value : number < upper.value) { return false }
        return number.isFinite
    }

    /// A number in the range to go on with after a problem, far from extremes where that is possible.
    var placeholder: Double {
        switch (lower, upper) {
        case (let lower?, _) where lower.isIncluded: lower.value
        case (_, let upper?) where upper.isIncluded: upper.value
        case (let lower?, let upper?): lower.value + (upper.value - lower.value) / 2
        case (let lower?, nil): max(lower.value + 1, lower.value.nextUp)
        case (nil, let upper?): min(upper.value - 1, upper.value.nextDown)
        case (nil, nil): 0
        }
    }
}

extension NumberRange: CustomStringConvertible {
    /// For example "a number above 0 and below 1".
    public var description: String {
        if let lower, let upper, lower.isIncluded, upper.isIncluded {
            return "a number from \(JSONWriter.number(lower.value)) to \(JSONWriter.number(upper.value))"
        }
        let least = lower.map { ($0.isIncluded ? "of at least " : "above ") + JSONWriter.number($0.value) }
        let most = upper.map { bound in
            let words = !bound.isIncluded ? "below " : lower == nil ? "of at most " : "at most "
            return words + JSONWriter.number(bound.value)
        }
        let limits = [least, most].compactMap(\.self)
        return limits.isEmpty ? "a number" : "a number " + limits.joined(separator: " and ")
    }
}
