import Experiments
import Storage
import SystemPackage

/// The rows that the tables of a run must have up to a step.
struct ExpectedRows {
    /// A time of the run in which it had one number of steps before it.
    private struct Stage {
        let plan: ObservationPlan
        /// The steps that were done before.
        let start: Int
        let end: Int

        func steps(_ planned: some Sequence<Int>) -> some Sequence<Int> {
            planned.lazy.filter { [start] in $0 > start }
        }
    }

    private let stages: [Stage]
    private let samples: Int
    /// Whether the run has samples to keep.
    private let hasSamples: Bool

    /// - Parameter lengthenings: how the run came to the steps that it has.
    init(of configuration: ExperimentConfiguration, _ lengthenings: [MachineRecord.Lengthening] = []) {
        let starts = [0] + lengthenings.map(\.step)
        let ends = lengthenings.map(\.step) + [configuration.steps]
        let totals = lengthenings.map(\.from) + [configuration.steps]
        stages = totals.indices.map {
            Stage(
                plan: ObservationPlan(configuration, total: totals[$0]), start: starts[$0], end: ends[$0])
        }
        samples = configuration.recording.samples
        hasSamples = configuration.knownGame == nil
    }

    /// - Throws: ``FileError`` if rows up to `step` are missing, doubled or out of order.
    func check(_ directory: RunDirectory, upTo step: Int) throws(FileError) {
        try check(
            directory.metrics, upTo: step,
            stages.lazy.flatMap { $0.steps($0.plan.measuredSteps(upTo: min($0.end, step))) }, rowsEach: 1)
        guard hasSamples else { return }
        try check(
            directory.snapshots, upTo: step,
            stages.flatMap { $0.steps($0.plan.sampledSteps(upTo: min($0.end, step))) }, rowsEach: samples)
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
