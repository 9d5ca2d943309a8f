/// Runs a declaration, on a document for the values or on nothing for the documentation.
public enum ConfigurationReader {
    /// Reads a document under a declaration.
    ///
    /// - Parameters:
    ///   - name: The file, as it is to be called in problems.
    /// - Returns: What the declaration makes of the document, and the complete configuration with the
    ///   defaults filled in, in the order of the declaration. Read again, it gives the same value and itself.
    /// - Throws: All problems of the document at once.
    public static func read<T>(
        _ document: JSONDocument, name: String, declaration: (ConfigurationSection) -> T
    ) throws(ConfigurationError) -> (value: T, resolved: JSONValue) {
        let log = ProblemLog(lines: document.lines)
        let (value, section) = ConfigurationSection.read(
            document.root, at: .root, log: log, allowed: "an object", declaration)
        guard log.problems.isEmpty else { throw ConfigurationError(name: name, problems: log.problems) }
        return (value, .object(section.resolved))
    }

    /// All keys that a declaration knows, those of every case of a variant included.
    public static func document<T>(_ declaration: (ConfigurationSection) -> T) -> [KeyDocumentation] {
        shape(of: declaration).documentation(at: .root, under: [])
    }

    static func shape<T>(of declaration: (ConfigurationSection) -> T) -> SectionShape {
        let section = ConfigurationSection.harvesting()
        _ = declaration(section)
        return section.shape
    }
}
