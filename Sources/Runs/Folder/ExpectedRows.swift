import Experiments
import Storage
import SystemPackage

/// The rows that the tables of a run must have up to a step.
struct ExpectedRows {
    let plan: ObservationPlan
    let samples: Int
    /// Whether the run has samples to keep.
    let hasSamples: Bool

    init(of configuration: ExperimentConfiguration) {
        plan = ObservationPlan(configuration)
        samples = configuration.recording.samples
        hasSamples = configuration.knownGame == nil
    }

    /// - Throws: ``FileError`` if rows up to `step` are missing, doubled or out of order.
    func check(_ directory: RunDirectory, upTo step: Int) throws(FileError) {
        try check(directory.metrics, upTo: step, plan.measuredSteps(upTo: step), rowsEach: 1)
        guard hasSamples else { return }
        try check(directory.snapshots, upTo: step, plan.sampledSteps(upTo: step), rowsEach: samples)
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
