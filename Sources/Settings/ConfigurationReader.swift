/// Runs a declaration, on a document for the values or on nothing for the documentation.
public enum ConfigurationReader {
    /// Reads a document under a declaration.
    ///
    /// - Parameters:
    ///   - name: The file, as it is to be called in problems.
    ///   - synonyms: What is called otherwise elsewhere: from a name in small letters to the name it has here, or to
    ///     nil if there is no such thing here, for hints.
    /// - Returns: What the declaration makes of the document, and the complete configuration with the
    ///   defaults filled in, in the order of the declaration. Read again, it gives the same value and itself.
    /// - Throws: All problems of the document at once.
    public static func read<T>(
        _ document: JSONDocument, name: String, synonyms: [String: String?] = [:],
        declaration: (ConfigurationSection) -> T
    ) throws(ConfigurationError) -> (value: T, resolved: JSONValue) {
        let log = ProblemLog(document, synonyms: synonyms)
        let (value, section) = ConfigurationSection.read(
            document.root, at: .root, log: log, allowed: "an object", declaration)
        guard log.problems.isEmpty else { throw ConfigurationError(name: name, problems: log.problems) }
        return (value, .object(section.resolved))
    }

    /// The keys that a declaration asks for.
    static func shape<T>(of declaration: (ConfigurationSection) -> T) -> SectionShape {
        let section = ConfigurationSection.harvesting()
        _ = declaration(section)
        return section.shape
    }
}
