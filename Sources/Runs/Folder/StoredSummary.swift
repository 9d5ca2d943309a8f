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

    /// Of a run that was killed between its last checkpoint and its summary. The broken step cannot be done again, since
    /// one player may have moved in it; so what is known is written, and no times or measures.
    func writeSummary(of run: StoredRun, divergedAt divergence: String, after steps: Int) throws(FileError) {
        let known: JSONValue = [
            "name": .string(run.configuration.name), "status": "diverged", "steps": .number(Double(steps)),
            "seed": .number(Double(run.configuration.seed)), "divergence": .string(divergence),
        ]
        try Files.write(JSONWriter.pretty(known), to: summary)
    }
}
