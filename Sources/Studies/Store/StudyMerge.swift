import Comparisons
import Foundation
import Runs
import Settings
import Storage
import SystemPackage
import Text

/// What ``StudyFolder/merge(_:)`` has done.
public struct MergeReport: Sendable {
    /// Runs that were copied.
    public internal(set) var copied = 0
    /// Runs that were in the target already.
    public internal(set) var known = 0
    /// Names of runs that are in two folders with different numbers; the one that was there first stays.
    public internal(set) var different: [String] = []
    /// Runs of the other folders that are damaged and were left there, with the reason.
    public internal(set) var damaged: [(run: String, reason: String)] = []
    /// Names of runs that were damaged in the target, and that a whole one has replaced.
    public internal(set) var replaced: [String] = []
    /// What a folder's study asked otherwise, such as another claim; what the first folder asks stays.
    public internal(set) var questions: [(folder: String, changes: [StudyChange])] = []
    /// The kernels of each study, where they are not all the same.
    public internal(set) var kernels: [(folder: String, kernels: String)] = []
}

extension StudyFolder {
    /// Takes over what was trained apart, as on machines without a common disk. Only runs that are over are copied, each
    /// into its place by renaming, so a merge that was killed is done again.
    ///
    /// - Throws: ``StudyError`` if a study has other settings than this one, or runs that this one has not;
    ///   ``FileError`` if something cannot be read or written.
    public func merge(_ sources: [StudyFolder]) throws -> MergeReport {
        let own = try StudyRecord(reading: self)
        let records = try sources.map { try StudyRecord(reading: $0) }
        for (source, record) in zip(sources, records) {
            try check(own.plan, against: record.plan, of: source)
        }
        var report = MergeReport()
        let all = [(name, own.kernels)] + zip(sources, records).map { ($0.name, $1.kernels) }
        if Set(all.map(\.1)).count > 1 { report.kernels = all.map { (folder: $0.0, kernels: $0.1) } }
        try keepQuestions(of: zip(sources, records).map { ($0, $1) }, besides: own, &report)
        for source in sources {
            for run in own.plan.runs where try source.toldState(of: run).isOver {
                let (state, files) = try source.result(of: run)
                if let files {
                    try take(run, files, from: source, &report)
                } else if case .failed(let reason) = state {
                    report.damaged.append((source.folder(of: run).string, reason))
                }
            }
        }
        return report
    }

    /// Who reads the merged study learns what the others asked when their runs ended, and what was changed there.
    private func keepQuestions(
        of others: [(folder: StudyFolder, record: StudyRecord)], besides own: StudyRecord,
        _ report: inout MergeReport
    ) throws {
        var merged = own
        for (folder, record) in others {
            // More seeds or cells elsewhere are no other question.
            let changes = record.plan.changes(to: own.plan).filter { ![.seeds, .cells].contains($0.subject) }
            if !changes.isEmpty { report.questions.append((folder.name, changes)) }
            let ended = try folder.endedRuns(of: record.plan)
            let edit = changes.isEmpty || ended == 0 ? [] : [StudyEdit(ended: ended, changes: changes)]
            merged.edits += (record.edits + edit).filter { !merged.edits.contains($0) }
        }
        if merged.edits != own.edits { try Files.write(JSONWriter.pretty(merged.json), to: record) }
    }

    private func check(_ own: StudyPlan, against other: StudyPlan, of source: StudyFolder) throws {
        let differences = try other.differences(from: own)
        guard differences.isEmpty else {
            throw StudyError(
                """
                \(source.name.printable) holds a study with other settings than \(name.printable):
                \(differences.map { "  \($0)" }.joined(separator: "\n"))
                """)
        }
        let known = Set(own.runs.map(\.folderName))
        if let missing = other.runs.first(where: { !known.contains($0.folderName) }) {
            throw StudyError(
                """
                \(source.name.printable) has runs that the study in \(name.printable) does not ask for, such as \
                \(missing.folderName). Add its seeds and variants to the study file, and start it once: \
                gantrain study FILE --out \(name.printable)
                """)
        }
    }

    private func take(
        _ run: PlannedRun, _ files: ComparedRun, from source: StudyFolder, _ report: inout MergeReport
    ) throws {
        let (_, own) = try result(of: run)
        if let own {
            report.known += 1
            let (mine, other) = (try checkpoint(of: run), try source.checkpoint(of: run))
            if mine != other || TableChecksum(of: own.table).text != TableChecksum(of: files.table).text {
                report.different.append(run.folderName)
            }
            return
        }
        if try toldState(of: run).isOver { report.replaced.append(run.folderName) }
        if Files.exists(folder(of: run)) {
            // What was begun here gives way, unless somebody is working on it.
            let lock = try FolderLock(folder(of: run))
            try withExtendedLifetime(lock) { try Folders.remove(folder(of: run)) }
        }
        let scratch = try ScratchFolder(in: path, prefix: ".merging-")
        defer { scratch.close() }
        try copy(source.folder(of: run), to: scratch.path.appending(run.folderName))
        try scratch.move(run.folderName, to: path)
        report.copied += 1
    }

    private func checkpoint(of run: PlannedRun) throws(FileError) -> Data {
        try Files.read(RunDirectory(folder(of: run).string).checkpoint)
    }

    /// Files and folders; links are left out.
    private func copy(_ source: FilePath, to target: FilePath) throws(FileError) {
        try Folders.make(target)
        for name in try Folders.names(in: source) where !FolderLock.isLockFile(name) {
            let from = source.appending(name)
            switch FileKind(ofLink: from) {
            case .folder: try copy(from, to: target.appending(name))
            case .file: try Files.write(try Files.read(from), to: target.appending(name))
            default: break
            }
        }
    }
}
