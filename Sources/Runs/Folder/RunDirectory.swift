import Foundation
import Settings
import Storage
import SystemPackage

/// The folder of a run, and the names of the files in it.
public struct RunDirectory: Sendable {
    package let path: FilePath

    public init(_ path: String) { self.path = FilePath(path) }

    public var name: String { path.string }
    public var figures: String { path.appending("figures").string }

    var configuration: FilePath { path.appending("config.json") }
    package var metrics: FilePath { path.appending("metrics.csv") }
    var snapshots: FilePath { path.appending("snapshots.csv") }
    var samples: FilePath { path.appending("samples.csv") }
    var latents: FilePath { path.appending("latents.csv") }
    package var summary: FilePath { path.appending("summary.json") }
    package var checkpoint: FilePath { path.appending("checkpoint.safetensors") }

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
    func prepare(overwriting: Bool) throws -> FolderLock {
        try Folders.make(path)
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
            try Folders.remove(folder)
        }
    }

    /// Keeps other processes from writing here as long as the returned lock lives.
    func lock() throws -> FolderLock { try FolderLock(path) }
}
