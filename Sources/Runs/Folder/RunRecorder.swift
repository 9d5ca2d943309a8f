import Experiments
import Distributions
import Settings
import Storage
import SystemPackage

/// Turns events into the files of a run's folder.
final class RunRecorder: TrainingObserver {
    private let directory: RunDirectory
    private let metrics: StepTable
    private let snapshots: StepTable
    /// Seconds of training before this process, as far as they are recorded.
    let secondsBefore: Double
    private(set) var allModes: AllModes
    private var lastSaved: Int?

    /// - Parameters:
    ///   - progress: where training begins; rows after it are dropped.
    ///   - modesTotal: the modes of the data.
    /// - Throws: ``FileError`` if a table lacks the rows up to there, or cannot be read or written.
    init(_ directory: RunDirectory, _ names: MetricNames, modesTotal: Int, from progress: RecordedProgress)
        throws
    {
        self.directory = directory
        allModes = AllModes(total: modesTotal)
        let (metrics, kept) = try StepTable.open(
            directory.metrics, columns: names.columns, keepingUpTo: progress.step,
            expecting: progress.lastMeasured)
        self.metrics = metrics
        snapshots = try StepTable.open(
            directory.snapshots, columns: ["step", "x", "y"], keepingUpTo: progress.step,
            expecting: progress.lastSampled
        ).table
        secondsBefore = kept.last?.last.flatMap { Double($0) } ?? 0
        let modesColumn = names.columns.count - 4
        for row in kept where modesTotal > 0 && row.count == names.columns.count {
            if let modes = Int(row[modesColumn]), let step = Int(row[0]),
                let seconds = Double(row[row.count - 1])
            {
                allModes.note(modes, at: step, seconds)
            }
        }
    }

    func receive(_ event: TrainingEvent) throws {
        do { try write(event) } catch let error as FileError { throw explained(error) }
    }

    private func write(_ event: TrainingEvent) throws {
        switch event {
        case .began, .stepped: break
        case .measured(let measurement): try record(measurement)
        case .sampled(let step, let points):
            try snapshots.append(points.map { ["\(step)", "\(Float($0.x))", "\(Float($0.y))"] })
        case .checkpoint(let checkpoint):
            try Files.write(checkpoint.encoded(), to: directory.checkpoint)
            lastSaved = checkpoint.step
        case .kept(let checkpoint):
            try Folders.make(directory.keptCheckpoints)
            try Files.write(checkpoint.encoded(), to: directory.keptCheckpoint(of: checkpoint.step))
        case .spectrum(let spectrum):
            try Folders.make(directory.spectra)
            try Files.write(spectrum.table, to: directory.spectrum(of: spectrum.step))
        case .finished(let samples):
            try write(samples.points, columns: ["x", "y"], to: directory.samples)
            let latentColumns = samples.latents.first?.indices.map { "z\($0)" } ?? []
            try write(samples.latents, columns: latentColumns, to: directory.latents)
        case .ended(let summary):
            try Files.write(JSONWriter.pretty(summary.json), to: directory.summary)
        }
    }

    private func record(_ measurement: Measurement) throws {
        let coverage = measurement.coverage
        if let coverage { allModes.note(coverage.modes, at: measurement.step, measurement.seconds) }
        let position = measurement.position.map { [$0.distance] + $0.numbers }
        let quality = [
            coverage.map { "\($0.modes)" }, coverage.map { "\($0.highQuality)" },
            coverage.flatMap { $0.reverseKL }.map { "\($0)" },
        ].map { $0 ?? "" }
        let row =
            ["\(measurement.step)"] + measurement.terms.map { "\($0.value)" }
            + (position?.map { "\($0)" } ?? quality)
        try metrics.append([row + ["\(rounded(measurement.seconds))"]])
    }

    private func write(_ rows: [[String]], columns: [String], to path: FilePath) throws {
        let lines = [columns] + rows
        try Files.write(lines.map { $0.joined(separator: ",") + "\n" }.joined(), to: path)
    }

    private func explained(_ error: FileError) -> FileError {
        var error = error
        error.advice =
            Files.exists(directory.configuration) && (lastSaved == nil || Files.exists(directory.checkpoint))
            ? (lastSaved.map { "The checkpoint of step \($0) is whole. " } ?? "")
                + "When there is room again: gantrain resume \(directory.name)"
            : "The run's folder or its checkpoint is gone, so the run cannot be gone on with."
        return error
    }
}

/// How far a run has come, and which rows its tables must have by then.
struct RecordedProgress {
    var step = 0
    var lastMeasured: Int?
    var lastSampled: Int?
}

/// Since which evaluation all modes have been found every time.
struct AllModes {
    let total: Int
    private(set) var since: (step: Int, seconds: Double)?

    init(total: Int) { self.total = total }

    mutating func note(_ modes: Int, at step: Int, _ seconds: Double) {
        since = modes == total ? since ?? (step, seconds) : nil
    }
}
