import Foundation
import Runs
import Text

/// A run's folder as a person names it.
enum RunFolder {
    /// - Throws: ``UsageError`` if there is no such folder, or what is there is no run but something near it.
    static func find(_ name: String) throws -> RunDirectory {
        guard !name.isEmpty else { throw UsageError(description: "the name of a run's folder is needed") }
        if !holdsRun(name), let complaint = complaint(about: name) {
            throw UsageError(description: name.printable + complaint)
        }
        return RunDirectory(name)
    }

    /// What is there in the place of a run, if that is known.
    private static func complaint(about name: String) -> String? {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: name, isDirectory: &isFolder) else {
            let isLink = (try? files.destinationOfSymbolicLink(atPath: name)) != nil
            if isLink { return " is a link that leads nowhere" }
            if let likely = likely(name) { return ": no such folder; did you mean \(likely.printable)?" }
            return ": no such folder"
                + (files.fileExists(atPath: "runs") ? "; gantrain list names those that are here" : "")
        }
        guard isFolder.boolValue else {
            let parent = (name as NSString).deletingLastPathComponent
            let folder = parent.isEmpty ? "." : parent
            return holdsRun(folder)
                ? " is a file of a run; name its folder: \(folder.printable)" : " is no folder"
        }
        if files.fileExists(atPath: "\(name)/comparison.json") {
            return " holds a comparison of runs, not a run"
        }
        if files.fileExists(atPath: "\(name)/study.json") {
            return " holds a study, not a run; its runs are folders in it"
        }
        return nil
    }

    private static func holdsRun(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/config.json")
    }

    /// A run of a similar name beside the place named, or in runs/.
    private static func likely(_ name: String) -> String? {
        let parts = name.split(separator: "/")
        let last = parts.last.map(String.init) ?? name
        let parent = name.hasPrefix("/") || parts.count > 1 ? String(name.dropLast(last.count)) : ""
        for folder in [parent, "runs/"] {
            let entries =
                (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
            let runs = entries.filter { holdsRun(folder + $0) }.sorted()
            if let near = runs.first(where: { $0 == last }) ?? Spelling.nearest(to: last, among: runs) {
                return folder + near
            }
        }
        return nil
    }
}
