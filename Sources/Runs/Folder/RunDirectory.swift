import Experiments
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
    /// The page that `gantrain report` writes.
    public var report: String { path.appending("report.html").string }

    package var configuration: FilePath { path.appending("config.json") }
    package var metrics: FilePath { path.appending("metrics.csv") }
    var snapshots: FilePath { path.appending("snapshots.csv") }
    package var surfaces: FilePath { path.appending("surfaces.safetensors") }
    package var samples: FilePath { path.appending("samples.csv") }
    package var latents: FilePath { path.appending("latents.csv") }
    var modes: FilePath { path.appending("modes.csv") }
    package var summary: FilePath { path.appending("summary.json") }
    package var checkpoint: FilePath { Checkpoint.last(in: path) }

    /// Whether what is here is a run of gantrain, and not something else with a file `config.json`.
    ///
    /// - Throws: ``FileError`` if that cannot be read.
    public var holdsRun: Bool {
        get throws {
            guard FileKind(ofLink: configuration) == .file else { return false }
            if try Checkpoint.begins(at: checkpoint) { return true }
            // A run that was killed before its first checkpoint has nothing but its configuration. A
            // configuration that cannot be parsed is none that gantrain wrote.
            let bytes = try Files.read(configuration)
            return (try? JSONDocument.parse(bytes: bytes)).map { RunIdentity.isComplete($0.root) } ?? false
        }
    }

    /// For whoever is about to write something else here, before long work.
    ///
    /// - Throws: ``FileError`` if a run is here, whose files have the same names, or no folder can be here.
    public func checkIsFree() throws {
        try Folders.checkPlace(path)
        guard try holdsRun else { return }
        throw FileError(
            .create, path.string, "a run is there", advice: "Choose another folder with --out.")
    }

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
        try makeRoom(overwriting: overwriting)
        return lock
    }

    /// Sees to it that nothing of another run is in the folder, which is locked.
    func makeRoom(overwriting: Bool) throws {
        // A kill during the very first write leaves a beginning of config.json, and nothing of value.
        let isEmpty = try Folders.names(in: path).allSatisfy {
            $0 == "config.json.partial" || FolderLock.isLockFile($0)
        }
        if !isEmpty { try clear(overwriting: overwriting) }
    }

    private func clear(overwriting: Bool) throws {
        guard try holdsRun else {
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
        try removeFiles()
    }

    /// Keeps other processes from writing here as long as the returned lock lives.
    func lock() throws -> FolderLock { try FolderLock(path) }
}
