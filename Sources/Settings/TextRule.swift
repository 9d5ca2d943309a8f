/// Which texts a key accepts.
public struct TextRule: Equatable, Sendable {
    /// In words that fit after "allowed is".
    public let description: String
    /// A regular expression for the whole text, in what Swift and JSON Schema have in common; nil for every text.
    public let pattern: String?

    /// A rule in these words, which must say the same as the pattern.
    public init(description: String, pattern: String?) {
        self.description = description
        self.pattern = pattern.map { "^(?:\($0))$" }
    }

    /// Every text.
    public static let any = TextRule(description: "text", pattern: nil)

    /// A name that is safe as a file name: it neither hides, nor climbs, nor reads as an option.
    public static let name = TextRule(
        description: "a name of 1 to 64 letters, digits, '.', '_' and '-' that starts with a letter or digit",
        pattern: "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

    /// Whether the text keeps to the rule. Unicode scalars count, as they do in JSON Schema.
    public func accepts(_ text: String) -> Bool {
        guard let pattern else { return true }
        guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        return text.wholeMatch(of: regex) != nil
    }
}
