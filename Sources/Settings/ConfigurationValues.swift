// Keys with a single value. In all of these methods the default nil makes the key required.
extension ConfigurationSection {
    /// Reads an integer. JSON carries integers exactly up to 2^53, and a wider range is narrowed to that.
    public func integer(
        _ key: String, default: Int?, in range: ClosedRange<Int>, unit: String? = nil, about: String,
        source: String? = nil
    ) -> Int {
        let range = range.clamped(to: ValueRule.exactIntegers)
        let value = value(
            key, .integer(range), default: `default`.map { .number(Double($0)) },
            KeyNotes(unit: unit, about: about, source: source))
        return value?.integerValue ?? `default` ?? range.lowerBound
    }

    /// Reads a real number.
    public func number(
        _ key: String, default: Double?, in range: NumberRange, unit: String? = nil, about: String,
        source: String? = nil
    ) -> Double {
        let value = value(
            key, .number(range), default: `default`.map { .number($0) },
            KeyNotes(unit: unit, about: about, source: source))
        return value?.numberValue ?? `default` ?? range.placeholder
    }

    /// Reads true or false.
    public func boolean(_ key: String, default: Bool?, about: String, source: String? = nil) -> Bool {
        let value = value(
            key, .boolean, default: `default`.map { .boolean($0) }, KeyNotes(about: about, source: source))
        return value?.booleanValue ?? `default` ?? false
    }

    /// Reads a text. Without a default the placeholder after a problem is the empty text.
    public func text(
        _ key: String, default: String?, allowed rule: TextRule = .any, about: String, source: String? = nil
    ) -> String {
        let value = value(
            key, .text(rule), default: `default`.map { .string($0) }, KeyNotes(about: about, source: source))
        return value?.textValue ?? `default` ?? ""
    }

    /// Reads one of a fixed set of names.
    public func choice<C: RawRepresentable & CaseIterable>(
        _ key: String, default: C?, about: String, source: String? = nil
    ) -> C where C.RawValue == String {
        guard let placeholder = `default` ?? C.allCases.first else {
            preconditionFailure("\(C.self) has no cases to choose from")
        }
        let value = value(
            key, .choice(C.allCases.map(\.rawValue)), default: `default`.map { .string($0.rawValue) },
            KeyNotes(about: about, source: source))
        return value?.textValue.flatMap(C.init(rawValue:)) ?? placeholder
    }

    /// Reads a list of integers.
    public func integers(
        _ key: String, default: [Int]?, each range: ClosedRange<Int>, count: ClosedRange<Int> = 0...Int.max,
        unit: String? = nil, about: String, source: String? = nil
    ) -> [Int] {
        let range = range.clamped(to: ValueRule.exactIntegers)
        let value = value(
            key, .list(of: .integer(range), count: count),
            default: `default`.map { .array($0.map { .number(Double($0)) }) },
            KeyNotes(unit: unit, about: about, source: source))
        return value?.listValue?.compactMap(\.integerValue)
            ?? `default` ?? Array(repeating: range.lowerBound, count: max(0, count.lowerBound))
    }

    /// Reads a list of real numbers.
    public func numbers(
        _ key: String, default: [Double]?, each range: NumberRange, count: ClosedRange<Int> = 0...Int.max,
        unit: String? = nil, about: String, source: String? = nil
    ) -> [Double] {
        let value = value(
            key, .list(of: .number(range), count: count),
            default: `default`.map { .array($0.map { .number($0) }) },
            KeyNotes(unit: unit, about: about, source: source))
        return value?.listValue?.compactMap(\.numberValue)
            ?? `default` ?? Array(repeating: range.placeholder, count: max(0, count.lowerBound))
    }
}
