import Foundation
import Settings
import SystemPackage

/// The folder of a run, and the names of the files in it.
public struct RunDirectory: Sendable {
    let path: FilePath

    public init(_ path: String) { self.path = FilePath(path) }

    public var name: String { path.string }
    public var figures: String { path.appending("figures").string }

    var configuration: FilePath { path.appending("config.json") }
    var metrics: FilePath { path.appending("metrics.csv") }
    var snapshots: FilePath { path.appending("snapshots.csv") }
    var samples: FilePath { path.appending("samples.csv") }
    var latents: FilePath { path.appending("latents.csv") }
    var summary: FilePath { path.appending("summary.json") }
    var checkpoint: FilePath { path.appending("checkpoint.safetensors") }

    /// Whether a run has begun here.
    public var holdsRun: Bool { Files.exists(configuration) }

    /// Whether a step has been logged here.
    var hasMeasurements: Bool {
        get throws { try Files.exists(metrics) && !StepTable.rows(of: metrics).isEmpty }
    }

    /// Makes the folder for a new run.
    ///
    /// - Parameter overwriting: removes an earlier run's files instead of refusing.
    /// - Returns: the lock on the folder, taken before anything in it is touched.
    /// - Throws: ``FileError`` if something is there already, or the folder cannot be made or written.
    func prepare(overwriting: Bool) throws -> RunLock {
        try Files.makeFolder(path)
        let lock = try lock()
        let entries = try? FileManager.default.contentsOfDirectory(atPath: path.string)
        // A kill during the very first write leaves this, and nothing of value.
        let others = entries?.filter { $0 != "config.json.partial" } ?? []
        if !others.isEmpty { try clear(overwriting: overwriting) }
        return lock
    }

    private func clear(overwriting: Bool) throws {
        guard holdsRun else {
            throw FileError(
                .create, path.string, "the folder is not empty and holds no run of gantrain",
                advice: "Choose another folder with --out.")
        }
        guard overwriting else {
            throw FileError(
                .create, path.string, "a run is there already",
                advice: """
                    Go on with it:      gantrain resume \(path)
                    Replace it:         add --overwrite
                    Keep both:          choose another folder with --out
                    """)
        }
        // The configuration stays until the new one replaces it, and the checkpoint goes first: after a kill in
        // between this is still a run, and none of its files speaks of steps that others have lost.
        for file in [checkpoint, summary, metrics, snapshots, samples, latents] { try Files.remove(file) }
        // What the old run has left must not be taken for the new one's.
        for folder in [FilePath(figures), keptCheckpoints, spectra] where Files.exists(folder) {
            try Files.removeFolder(folder)
        }
    }

    /// Keeps other processes from writing here as long as the returned lock lives.
    func lock() throws -> RunLock { try RunLock(path) }
}

/// An advisory lock on a run's folder; the system drops it when the process ends, however it ends.
final class RunLock {
    private let folder: FileDescriptor

    init(_ path: FilePath) throws(FileError) {
        // A program started meanwhile must not inherit the lock and outlive its owner with it.
        do { folder = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            throw FileError(.read, path, error)
        }
        guard flock(folder.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? folder.close()
            throw FileError(.write, path.string, "another gantrain is working on this run")
        }
    }

    deinit { try? folder.close() }
}
