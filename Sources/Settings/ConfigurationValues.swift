// Keys with a single value. Where a default may be nil, nil makes the key required.
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

    /// Reads an integer that may be left out or null, which gives nil.
    public func optionalInteger(
        _ key: String, in range: ClosedRange<Int>, unit: String? = nil, about: String, source: String? = nil
    ) -> Int? {
        let range = range.clamped(to: ValueRule.exactIntegers)
        return optional(key, .integer(range), KeyNotes(unit: unit, about: about, source: source))?
            .integerValue
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

    /// Reads a real number that may be left out or null, which gives nil.
    public func optionalNumber(
        _ key: String, in range: NumberRange, unit: String? = nil, about: String, source: String? = nil
    ) -> Double? {
        optional(key, .number(range), KeyNotes(unit: unit, about: about, source: source))?.numberValue
    }

    func optional(_ key: String, _ rule: ValueRule, _ notes: KeyNotes) -> JSONValue? {
        record(.key(KeyDescription(name: key, content: .value(rule), defaultValue: .null, notes: notes)))
        guard !isHarvesting, let found = given(key), found != .null else {
            resolve(key, as: .null, essential: nil)
            return nil
        }
        return checked(key, rule, default: nil)
    }

    /// Reads true or false.
    public func boolean(_ key: String, default: Bool, about: String, source: String? = nil) -> Bool {
        let value = value(key, .boolean, default: .boolean(`default`), KeyNotes(about: about, source: source))
        return value?.booleanValue ?? `default`
    }

    /// Reads a text. Without a default the placeholder after a problem is the empty text.
    public func text(
        _ key: String, default: String?, allowed rule: TextRule = .any, about: String, source: String? = nil
    ) -> String {
        let value = value(
            key, .text(rule), default: `default`.map { .string($0) }, KeyNotes(about: about, source: source))
        return value?.textValue ?? `default` ?? ""
    }

    /// Reads a text that may be left out or null, which gives nil.
    public func optionalText(
        _ key: String, allowed rule: TextRule = .any, about: String, source: String? = nil
    ) -> String? {
        optional(key, .text(rule), KeyNotes(about: about, source: source))?.textValue
    }

    /// Reads one of a fixed set of names.
    public func choice<C: RawRepresentable & CaseIterable>(
        _ key: String, default: C, about: String, source: String? = nil
    ) -> C where C.RawValue == String {
        let value = value(
            key, .choice(C.allCases.map(\.rawValue)), default: .string(`default`.rawValue),
            KeyNotes(about: about, source: source))
        return value?.textValue.flatMap(C.init(rawValue:)) ?? `default`
    }

    /// Reads a list of integers.
    public func integers(
        _ key: String, default: [Int], each range: ClosedRange<Int>, count: ClosedRange<Int> = 0...Int.max,
        unit: String? = nil, about: String, source: String? = nil
    ) -> [Int] {
        let value = value(
            key, .list(of: .integer(range.clamped(to: ValueRule.exactIntegers)), count: count),
            default: .array(`default`.map { .number(Double($0)) }),
            KeyNotes(unit: unit, about: about, source: source))
        return value?.listValue?.compactMap(\.integerValue) ?? `default`
    }

    /// Reads a list of real numbers.
    public func numbers(
        _ key: String, default: [Double], each range: NumberRange, count: ClosedRange<Int> = 0...Int.max,
        unit: String? = nil, about: String, source: String? = nil
    ) -> [Double] {
        let value = value(
            key, .list(of: .number(range), count: count), default: .array(`default`.map { .number($0) }),
            KeyNotes(unit: unit, about: about, source: source))
        return value?.listValue?.compactMap(\.numberValue) ?? `default`
    }

    /// Reads a list of texts.
    public func texts(
        _ key: String, default: [String]?, each rule: TextRule = .any, count: ClosedRange<Int> = 0...Int.max,
        about: String, source: String? = nil
    ) -> [String] {
        let value = value(
            key, .list(of: .text(rule), count: count),
            default: `default`.map { .array($0.map { .string($0) }) }, KeyNotes(about: about, source: source))
        return value?.listValue?.compactMap(\.textValue) ?? `default` ?? []
    }

    /// Reads a list of values that another declaration will check.
    public func values(
        _ key: String, default: [JSONValue]?, count: ClosedRange<Int> = 0...Int.max, about: String,
        source: String? = nil
    ) -> [JSONValue] {
        let value = value(
            key, .list(of: .anything, count: count), default: `default`.map { .array($0) },
            KeyNotes(about: about, source: source))
        return value?.listValue ?? `default` ?? []
    }

    /// Reads an object whose keys are paths in another file.
    public func mapping(_ key: String, about: String, source: String? = nil) -> JSONObject {
        let value = value(key, .mapping, default: [:], KeyNotes(about: about, source: source))
        return value?.objectValue ?? [:]
    }
}
