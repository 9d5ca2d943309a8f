import Text

/// What a single value must be. The one source of the check, of the words in problems and documentation, and
/// of the schema.
indirect enum ValueRule: Equatable, Sendable {
    case integer(ClosedRange<Int>)
    case number(NumberRange)
    case boolean
    case text(TextRule)
    case choice([String])
    case list(of: ValueRule, count: ClosedRange<Int>)
    /// What the one rule or the other accepts.
    case either(ValueRule, ValueRule)
    /// Any value, for what another declaration will check.
    case anything
    /// An object whose keys are somebody else's, with any values.
    case mapping

    /// A value that breaks a rule: the whole value, or one inside it.
    struct Breach: Equatable {
        var place: [String] = []
        let value: JSONValue
        let rule: ValueRule
    }

    /// The integers that JSON numbers carry exactly.
    static let exactIntegers = -9_007_199_254_740_991...9_007_199_254_740_991

    /// In words that fit after "allowed is".
    var allowed: String {
        switch self {
        case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "\(range)"
        case .boolean: "true or false"
        case .text(let rule): rule.description
        case .choice(let names):
            names.count == 1
                ? names.map(JSONWriter.quoted).joined()
                : "one of " + names.map(JSONWriter.quoted).joined(separator: ", ")
        case .list(let element, let count):
            element == .anything
                ? "a list of \(Self.amount(count, of: "values"))"
                : "a list of \(Self.amount(count, of: "values")), each \(element.allowed)"
        case .either(let one, let other): "\(one.allowed), or \(other.allowed)"
        case .anything: "any value"
        case .mapping: "an object of key paths and their values"
        }
    }

    /// All the ways in which a value breaks the rule; a list may break it in several elements.
    func breaches(of value: JSONValue) -> [Breach] {
        if case .list(let element, let count) = self, let values = value.listValue {
            return listBreaches(values, element: element, count: count)
        }
        return accepts(value) ? [] : [Breach(value: value, rule: self)]
    }

    private func accepts(_ value: JSONValue) -> Bool {
        switch self {
        case .integer(let range): value.integerValue.map(range.contains) ?? false
        case .number(let range): value.numberValue.map(range.contains) ?? false
        case .boolean: value.booleanValue != nil
        case .text(let rule): value.textValue.map(rule.accepts) ?? false
        case .choice(let names): value.textValue.map(names.contains) ?? false
        case .list: false
        case .either(let one, let other): one.breaches(of: value).isEmpty || other.breaches(of: value).isEmpty
        case .anything: true
        case .mapping: value.objectValue != nil
        }
    }

    private func listBreaches(_ values: [JSONValue], element: ValueRule, count: ClosedRange<Int>) -> [Breach]
    {
        guard count.contains(values.count) else {
            return [Breach(value: .array(values), rule: self)]
        }
        return values.enumerated().flatMap { index, value in
            element.breaches(of: value).map { breach in
                var breach = breach
                breach.place.insert(String(index), at: 0)
                return breach
            }
        }
    }

    /// For example "1 to 8 values".
    static func amount(_ count: ClosedRange<Int>, of things: String) -> String {
        let isOpen = count.upperBound == .max
        if isOpen { return count.lowerBound <= 0 ? things : "\(count.lowerBound) or more \(things)" }
        if count.lowerBound == count.upperBound { return "\(count.lowerBound) \(things)" }
        return "\(count.lowerBound) to \(count.upperBound) \(things)"
    }
}
