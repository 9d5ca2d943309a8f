import Experiments
import Records
import Settings
import Storage
import SystemPackage

/// Turns what a run makes into the files of its folder. It works in line: what cannot be written ends the run.
final class RunRecorder {
    private let directory: RunDirectory
    private let columns: [Column]
    private let metrics: StepTable
    private let snapshots: StepTable
    private var surfaces: SurfaceTable
    /// Seconds of training before this process, as far as they are recorded.
    let secondsBefore: Double
    private(set) var milestones: Milestones
    private var checksum: TableChecksum
    private var lastSaved: Int?

    private init(
        _ directory: RunDirectory, _ columns: [Column], metrics: StepTable, snapshots: StepTable,
        surfaces: SurfaceTable, kept: Table
    ) {
        self.directory = directory
        self.columns = columns
        self.metrics = metrics
        self.snapshots = snapshots
        self.surfaces = surfaces
        let time = columns.firstIndex { $0.role == .time }
        secondsBefore = kept.rows.last.flatMap { Table.value($0, at: time) } ?? 0
        milestones = Milestones(columns)
        for row in kept.rows { milestones.note(row) }
        checksum = TableChecksum(of: kept)
    }

    /// Opens the tables of a run's folder, where rows after `step` are dropped.
    ///
    /// - Returns: the recorder, and what the run has left so far.
    /// - Throws: ``FileError`` if a file is damaged, or cannot be read or written.
    static func open(
        _ directory: RunDirectory, _ columns: [Column], from step: Int, title: String
    ) throws -> (recorder: RunRecorder, record: RunRecord) {
        let names = columns.map(\.name)
        let (metrics, kept) = try StepTable.open(
            directory.metrics, columns: names, keepingUpTo: step)
        let table = try Table(.init(names: names, rows: kept), columns: columns, of: directory.metrics)
        let (snapshots, _) = try StepTable.open(
            directory.snapshots, columns: ["step", "x", "y"], keepingUpTo: step)
        let surfaces = try directory.openSurfaces(keepingUpTo: step)
        try directory.write(columns)
        let recorder = RunRecorder(
            directory, columns, metrics: metrics, snapshots: snapshots, surfaces: surfaces, kept: table)
        return (
            recorder,
            RunRecord(
                title: title, step: step, table: table, snapshots: try directory.readSnapshots(),
                surfaces: surfaces.records, spectra: step > 0 ? try directory.spectra(until: step) : [])
        )
    }

    func receive(_ made: Made) throws {
        do { try write(made) } catch let error as FileError { throw explained(error) }
    }

    private func write(_ made: Made) throws {
        switch made {
        case .event(let event): try write(event)
        case .checkpoint(let checkpoint):
            try Files.write(checkpoint.encoded(), to: directory.checkpoint)
            lastSaved = checkpoint.step
        case .kept(let checkpoint):
            try Folders.make(directory.keptCheckpoints)
            try Files.write(checkpoint.encoded(), to: directory.keptCheckpoint(of: checkpoint.step))
        case .spectrum(let spectrum):
            try Folders.make(directory.spectra)
            try Files.write(spectrum.table, to: directory.spectrum(of: spectrum.step))
        case .finished(let last):
            try write(
                last.points, columns: Array(["x", "y"].prefix(last.points.first?.count ?? 2)),
                to: directory.samples)
            let latentColumns = last.latents.first?.indices.map { "z\($0)" } ?? []
            try write(last.latents, columns: latentColumns, to: directory.latents)
            if let modes = last.modes { try write(modes, columns: ModesTable.columns, to: directory.modes) }
        case .ended(let summary):
            try Files.write(JSONWriter.pretty(checksum.noted(in: summary.json)), to: directory.summary)
        }
    }

    private func write(_ event: Event) throws {
        switch event {
        case .measured(let row):
            milestones.note(row)
            try append(row)
        case .broke(_, let row): if !row.isEmpty { try append(row) }
        case .sampled(let samples):
            try snapshots.append(
                samples.points.map { ["\(samples.step)", "\(Float($0.x))", "\(Float($0.y))"] })
        case .scored(let record):
            surfaces.records.append(record)
            try Files.write(try surfaces.encoded(), to: directory.surfaces)
        case .began, .stepped, .spectrum, .surface, .touched, .glimpsed, .saved, .finished, .warned, .ended:
            break
        }
    }

    private func append(_ row: [Double?]) throws {
        checksum.add(row)
        try metrics.append([
            zip(columns, row).map { column, value in
                column.cell(column.role == .time ? value.map(rounded) : value)
            }
        ])
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
