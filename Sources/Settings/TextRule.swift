/// Which texts a key accepts.
public struct TextRule: Equatable, Sendable {
    /// In words that fit after "allowed is".
    public let description: String
    /// The characters that may occur; nil stands for all.
    public let characters: String?
    /// The characters that may come first, if fewer.
    public let first: String?
    /// The number of Unicode scalars.
    public let length: ClosedRange<Int>

    /// A rule in these words that allows these characters.
    public init(
        description: String, characters: String?, first: String? = nil, length: ClosedRange<Int> = 0...Int.max
    ) {
        self.description = description
        self.characters = characters
        self.first = first
        self.length = length
    }

    /// Every text.
    public static let any = TextRule(description: "text", characters: nil)

    /// A name that is safe as a file name: it neither hides, nor climbs, nor reads as an option.
    public static let name = TextRule(
        description: "a name of 1 to 64 letters, digits, '.', '_' and '-' that starts with a letter or digit",
        characters: alphanumerics + "._-", first: alphanumerics, length: 1...64)

    private static let alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    /// Whether the text keeps to the rule.
    public func accepts(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard length.contains(scalars.count) else { return false }
        if let characters {
            let allowed = Set(characters.unicodeScalars)
            guard scalars.allSatisfy(allowed.contains) else { return false }
        }
        if let first, let start = scalars.first { return first.unicodeScalars.contains(start) }
        return true
    }

    /// The rule about characters as a regular expression, for the JSON Schema.
    var pattern: String? {
        guard characters != nil || first != nil else { return nil }
        let rest = characters.map(Self.characterClass) ?? "[\\s\\S]"
        guard let first else { return "^\(rest)*$" }
        return "^(\(Self.characterClass(first))\(rest)*)?$"
    }

    /// The characters in brackets, runs such as A to Z shortened.
    private static func characterClass(_ characters: String) -> String {
        var runs: [ClosedRange<Unicode.Scalar>] = []
        for scalar in characters.unicodeScalars {
            if let last = runs.last, scalar.value == last.upperBound.value + 1 {
                runs[runs.count - 1] = last.lowerBound...scalar
            } else {
                runs.append(scalar...scalar)
            }
        }
        let parts = runs.map { run in
            let ends = run.lowerBound == run.upperBound ? [run.lowerBound] : [run.lowerBound, run.upperBound]
            return ends.map { "\\]^-[".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }.joined(
                separator: "-")
        }
        return "[" + parts.joined() + "]"
    }
}
