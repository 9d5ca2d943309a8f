import Networks
import Records
import Settings
import Storage
import SystemPackage

extension RunDirectory {
    /// The contents of `summary.json`; nil if there is none.
    ///
    /// - Throws: ``FileError`` if it is not what a run writes.
    package func readSummary() throws(FileError) -> JSONObject? {
        guard Files.exists(summary) else { return nil }
        guard let found = try soundSummary() else {
            throw FileError(
                .read, summary.string, "it is no summary of a run, or a damaged one",
                advice: "Without the file, gantrain resume \(name) writes it anew.")
        }
        return found
    }

    /// The contents of `summary.json`; nil if there is none, or it is not what a run writes.
    package func soundSummary() throws(FileError) -> JSONObject? {
        guard Files.exists(summary) else { return nil }
        let bytes = try Files.read(summary, atMost: 1 << 20)
        // What cannot be parsed is damaged.
        guard let object = (try? JSONDocument.parse(bytes: bytes))?.root.objectValue,
            object["status"]?.textValue != nil, object["steps"]?.integerValue != nil
        else { return nil }
        return object
    }

    /// How a run of so many steps ended; nil if it did not. The summary says it, and counts only where the checkpoint
    /// agrees: anybody can write a summary, and one may be left from before the run went on. The checkpoint's beginning
    /// alone is read.
    package func ending(ofSteps total: Int) throws(FileError) -> RunSummary.Status? {
        guard let summary = try soundSummary(), let saved = try savedStep else { return nil }
        switch summary["status"]?.textValue.flatMap(RunSummary.Status.init) {
        case .completed? where saved == total && summary["steps"]?.integerValue == total: return .completed
        // The last finite state may be older than the step that broke.
        case .diverged? where saved <= total: return .diverged
        default: return nil
        }
    }

    /// The step of the checkpoint; nil if there is none, or no such file.
    package var savedStep: Int? {
        get throws(FileError) { try Safetensors.metadata(of: checkpoint)?["step"].flatMap { Int($0) } }
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

extension StoredRun {
    /// The contents of `summary.json`; nil if there is none, or the run has gone on since.
    ///
    /// - Throws: ``FileError`` if the checkpoint or the table says something else: then the file was changed, or belongs
    ///   to another run.
    package func summary(beside table: Table) throws(FileError) -> JSONObject? {
        guard let summary = try directory.readSummary() else { return nil }
        let steps = summary["steps"]?.integerValue ?? 0
        let status = summary["status"]?.textValue.flatMap(RunSummary.Status.init)
        let last = table.rows.last.flatMap { Table.value($0, at: table.stepPlace) } ?? 0
        if status == .interrupted, max(last, Double(checkpoint?.step ?? 0)) > Double(steps) { return nil }
        let isEnd =
            switch status {
            case .completed: checkpoint?.step == steps && steps == configuration.steps
            case .interrupted: checkpoint?.step == steps && steps < configuration.steps
            // The last finite state may be older than the step that broke.
            case .diverged: checkpoint?.step ?? 0 <= steps
            case nil: false
            }
        guard isEnd else { throw disagreement("how far the run is", directory.checkpoint) }
        guard summary["seed"]?.numberValue == Double(configuration.seed) else {
            throw disagreement("the seed", directory.configuration)
        }
        if let told = summary[TableChecksum.key]?.textValue, told != TableChecksum(of: table).text {
            throw disagreement("its rows", directory.metrics)
        }
        if let row = table.rows.last, last == Double(steps) {
            for (place, column) in table.columns.enumerated() where column.role == .outcome {
                guard let told = summary[column.name]?.numberValue, let logged = Table.value(row, at: place),
                    abs(told - logged) > 1e-9 * max(1, abs(logged))
                else { continue }
                throw disagreement(column.name, directory.metrics)
            }
        }
        return summary
    }

    private func disagreement(_ what: String, _ file: FilePath) -> FileError {
        FileError(
            .read, directory.summary.string, "it does not agree with \(file.string) on \(what)",
            advice:
                "Put the files back as they were. Without summary.json, gantrain resume \(directory.name) "
                + "writes it anew.")
    }
}
