/// Runs a declaration, on a document for the values or on nothing for the documentation.
public enum ConfigurationReader {
    /// Reads a document under a declaration.
    ///
    /// - Parameters:
    ///   - name: The file, as it is to be called in problems.
    ///   - synonyms: What is called otherwise elsewhere, for hints: from a name, in small letters and digits alone, to the
    ///     name it has here, or to nil if there is no such thing here.
    /// - Returns: What the declaration makes of the document, and the complete configuration with the
    ///   defaults filled in, in the order of the declaration. Read again, it gives the same value and itself.
    /// - Throws: All problems of the document at once.
    public static func read<T>(
        _ document: JSONDocument, name: String, synonyms: [String: String?] = [:],
        declaration: (ConfigurationSection) -> T
    ) throws(ConfigurationError) -> (value: T, resolved: JSONValue) {
        let (value, section) = try section(of: document, name: name, synonyms: synonyms, declaration)
        return (value, .object(section.resolved))
    }

    /// The keys of a document whose values are not the defaults. It says the same as the complete configuration, and goes
    /// on to do so when a later version of the program has more keys.
    ///
    /// - Throws: All problems of the document at once.
    public static func essential<T>(
        of document: JSONDocument, name: String, declaration: (ConfigurationSection) -> T
    ) throws(ConfigurationError) -> JSONValue {
        .object(try section(of: document, name: name, synonyms: [:], declaration).section.essential)
    }

    private static func section<T>(
        of document: JSONDocument, name: String, synonyms: [String: String?],
        _ declaration: (ConfigurationSection) -> T
    ) throws(ConfigurationError) -> (value: T, section: ConfigurationSection) {
        let log = ProblemLog(document, synonyms: synonyms)
        let read = ConfigurationSection.read(
            document.root, at: .root, log: log, declaration)
        guard log.problems.isEmpty else { throw ConfigurationError(name: name, problems: log.problems) }
        return read
    }

    /// The keys that a declaration asks for.
    static func description<T>(of declaration: (ConfigurationSection) -> T) -> SectionDescription {
        let section = ConfigurationSection.harvesting()
        _ = declaration(section)
        return section.description
    }
}
