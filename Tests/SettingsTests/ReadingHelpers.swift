import Settings

/// Reads a sample from text.
func readSample(_ text: String) throws -> (value: Sample, resolved: JSONValue) {
    try ConfigurationReader.read(try JSONDocument.parse(text), name: "mog8.json", declaration: Sample.init)
}

/// Reads a text that should be accepted.
func accepted<T>(
    _ text: String, _ declaration: (ConfigurationSection) -> T
) throws -> (value: T, resolved: JSONValue) {
    try ConfigurationReader.read(try JSONDocument.parse(text), name: "test.json", declaration: declaration)
}

/// The problems of a document, without the lines; none if it is accepted.
func problems<T>(_ document: JSONDocument, _ declaration: (ConfigurationSection) -> T) -> [String] {
    do throws(ConfigurationError) {
        _ = try ConfigurationReader.read(document, name: "test.json", declaration: declaration)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

/// The problems of a text; a slip in the text of the test itself counts as one.
func problems<T>(_ text: String, _ declaration: (ConfigurationSection) -> T) -> [String] {
    do throws(JSONSyntaxError) {
        return problems(try JSONDocument.parse(text), declaration)
    } catch {
        return [error.description]
    }
}
