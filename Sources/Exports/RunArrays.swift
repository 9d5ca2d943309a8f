import Experiments
import Records
import Runs
import Storage
import SystemPackage
import Tensors

/// The numbers of a run as arrays with names, in NumPy's `.npz` format: a zip archive of `.npy` files.
struct RunArrays {
    private(set) var archive = ZipArchive()

    /// - Throws: ``FileError`` if a file of the run is damaged.
    init(of run: StoredRun) throws {
        let directory = run.directory
        let isSingle = run.configuration.precision == .float32
        let table = try directory.readTable(of: run.configuration)
        append(
            "metrics", [table.rows.count, table.columns.count], table.rows.joined().map { $0 ?? .nan })
        archive.append("columns.npy", Array(NumPyArray.encoded(table.columns.map(\.name))))
        for (name, file) in [("samples", directory.samples), ("latents", directory.latents)]
        where Files.exists(file) {
            let rows = try StepTable.numbers(of: file)
            append(name, [rows.count, rows.first?.count ?? 0], Array(rows.joined()), asFloats: isSingle)
        }
        let snapshots = try directory.readSnapshots()
        if let first = snapshots.first {
            appendSteps("snapshot_steps", snapshots.map(\.step))
            append(
                "snapshots", [snapshots.count, first.points.count, 2],
                snapshots.flatMap { $0.points.flatMap { [$0.x, $0.y] } }, asFloats: true)
        }
        let surfaces = try directory.readSurfaces().records
        if let first = surfaces.first?.surface {
            appendSteps("surface_steps", surfaces.map(\.step))
            append(
                "surfaces", [surfaces.count, first.ys.count, first.xs.count],
                surfaces.flatMap(\.surface.scores), asFloats: true)
            append("surface_x", [first.xs.count], first.xs)
            append("surface_y", [first.ys.count], first.ys)
        }
    }

    private mutating func append(
        _ name: String, _ shape: [Int], _ numbers: [Double], asFloats: Bool = false
    ) {
        let bytes =
            asFloats
            ? NumPyArray.encoded(numbers.map { Float($0) }, shape) : NumPyArray.encoded(numbers, shape)
        archive.append("\(name).npy", Array(bytes))
    }

    private mutating func appendSteps(_ name: String, _ steps: [Int]) {
        archive.append("\(name).npy", Array(NumPyArray.encoded(steps)))
    }
}
