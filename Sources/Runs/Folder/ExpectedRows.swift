import Experiments
import Storage
import SystemPackage

/// The rows that the tables of a run must have up to a step: a function of how often the configuration asks for
/// them.
struct ExpectedRows {
    let recording: RecordingConfiguration
    /// Of the whole run.
    let steps: Int
    /// Whether the run has samples to keep.
    let hasSamples: Bool

    init(of configuration: ExperimentConfiguration) {
        recording = configuration.recording
        steps = configuration.steps
        hasSamples = configuration.knownGame == nil
    }

    /// - Throws: ``FileError`` if rows up to `step` are missing, doubled or out of order.
    func check(_ directory: RunDirectory, upTo step: Int) throws(FileError) {
        try check(directory.metrics, upTo: step, measuredSteps(upTo: step), rowsEach: 1)
        guard hasSamples else { return }
        let sampled = recording.snapshotSteps(of: steps).filter { $0 <= step }.sorted()
        try check(directory.snapshots, upTo: step, sampled, rowsEach: recording.samples)
    }

    /// In order. A long run has many.
    private func measuredSteps(upTo step: Int) -> some Sequence<Int> {
        sequence(state: 0) { last in
            guard last < step else { return nil }
            let next = [recording.metricsEvery, recording.evaluateEvery].map { (last / $0 + 1) * $0 }
            last = min(next[0], next[1], steps)
            return last <= step ? last : nil
        }
    }

    private func check(
        _ table: FilePath, upTo step: Int, _ expected: some Sequence<Int>, rowsEach: Int
    ) throws(FileError) {
        var rows = Files.exists(table) ? try StepTable.rows(of: table)[...] : []
        for step in expected {
            for _ in 0..<rowsEach {
                guard rows.popFirst().flatMap({ Int($0[0]) }) == step else {
                    throw Self.error(table, "the rows of step \(step)")
                }
            }
        }
        // Later rows belong to steps after the checkpoint and are written again.
        if let left = rows.lazy.compactMap({ Int($0[0]) }).first(where: { $0 <= step }) {
            throw Self.error(table, "the rows of step \(left)")
        }
    }

    private static func error(_ table: FilePath, _ what: String) -> FileError {
        FileError(
            .read, table.string,
            "\(what) are missing, doubled or in another place than record in config.json asks for",
            advice: "Put table and record back as they were, or train anew with --overwrite.")
    }
}
