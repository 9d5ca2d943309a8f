import Foundation
import Runs
import Text

/// A run's folder as a person names it.
enum RunFolder {
    /// - Throws: ``UsageError`` if there is no such folder, or if it holds a comparison.
    static func find(_ name: String) throws -> RunDirectory {
        let files = FileManager.default
        if name.isEmpty || files.fileExists(atPath: name) {
            if !holdsRun(name), files.fileExists(atPath: "\(name)/comparison.json") {
                throw UsageError(description: "\(name.printable) holds a comparison of runs, not a run")
            }
            if !holdsRun(name), files.fileExists(atPath: "\(name)/study.json") {
                throw UsageError(
                    description: "\(name.printable) holds a study, not a run; its runs are folders in it")
            }
            return RunDirectory(name)
        }
        let hint = likely(name).map { "; did you mean \($0.printable)?" } ?? ""
        throw UsageError(description: "\(name.printable): no such folder\(hint)")
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
