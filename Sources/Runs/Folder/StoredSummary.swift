import Settings
import Storage

extension RunDirectory {
    /// The contents of `summary.json`; nil if there is none.
    ///
    /// - Throws: ``FileError`` if it is not what a run writes.
    package func readSummary() throws -> JSONObject? {
        guard Files.exists(summary) else { return nil }
        let bytes = try Files.read(summary)
        // What cannot be parsed is damaged.
        guard let object = (try? JSONDocument.parse(bytes: bytes))?.root.objectValue,
            object["status"]?.textValue != nil, object["steps"]?.integerValue != nil
        else {
            throw FileError(.read, summary.string, "it is no summary of a run, or a damaged one")
        }
        return object
    }
}
