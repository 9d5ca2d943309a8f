import Runs
import Settings
import Storage
import SystemPackage

/// The folder of a study: `study.json`, and a folder for each run.
public struct StudyFolder: Sendable {
    package let path: FilePath

    public init(_ path: String) { self.path = FilePath(path) }

    /// The study that a run belongs to, which has folders with names like `r1-gamma=10-seed3-89c1e0f2a4b5d677`; nil if it
    /// belongs to none.
    public init?(of run: RunDirectory) {
        let path = FilePath(Files.resolved(FilePath(run.name)))
        self.init(path.removingLastComponent().string)
        guard holdsStudy, path.lastComponent?.string.wholeMatch(of: /.+-seed\d+-[0-9a-f]{16}/) != nil else {
            return nil
        }
    }

    public var name: String { path.string }

    package var record: FilePath { path.appending("study.json") }

    /// Whether a study has been begun here.
    public var holdsStudy: Bool { Files.exists(record) }

    package func folder(of run: PlannedRun) -> FilePath {
        let folder = path.appending(run.folderName)
        if Files.exists(folder) { return folder }
        let former = path.appending(run.formerFolderName)
        return Files.exists(former) ? former : folder
    }

    /// The files by which ``stateWithoutLock(of:)`` tells how far a run is.
    package func watchedFiles(of run: PlannedRun) -> [FilePath] {
        let folder = folder(of: run)
        return ["config.json", "summary.json", "failure.json", "checkpoint.safetensors"].map(folder.appending)
    }

    func failure(of run: PlannedRun) -> FilePath { RunDirectory(folder(of: run).string).failure }

    /// Whether the record begins as those of gantrain do.
    var isStudy: Bool {
        guard let bytes = try? Files.beginning(of: record, limit: 200) else { return false }
        return String(decoding: bytes, as: UTF8.self).contains(StudyRecord.format)
    }
}
