import Runs
import Settings
import Storage
import SystemPackage

/// Why a run has no result: the contents of `failure.json` in its folder.
struct RunFailure: Sendable {
    /// What was wrong, in the words of the error or of the signal.
    let error: String
    /// The last lines that the process wrote to its standard error.
    var lastWords: [String] = []

    var json: JSONValue {
        ["error": .string(error), "lastWords": .array(lastWords.map { .string($0) })]
    }

    /// For a line of a report.
    var text: String { ([error] + lastWords.suffix(3)).joined(separator: "\n") }
}

extension StudyFolder {
    func write(_ failure: RunFailure, of run: PlannedRun) throws(FileError) {
        try Folders.make(folder(of: run))
        try Files.write(JSONWriter.pretty(failure.json), to: self.failure(of: run))
    }

    func forgetFailure(of run: PlannedRun) throws(FileError) { try Files.remove(failure(of: run)) }

}

extension RunDirectory {
    var failure: FilePath { path.appending("failure.json") }

    var failureText: String {
        get throws(FileError) {
            let bytes = try Files.read(failure, atMost: 1 << 20)
            guard let root = try? JSONDocument.parse(bytes: bytes).root,
                let error = root["error"]?.textValue
            else { return "failure.json is damaged" }
            let words = root["lastWords"]?.listValue?.compactMap(\.textValue) ?? []
            return RunFailure(error: error, lastWords: words).text
        }
    }
}
