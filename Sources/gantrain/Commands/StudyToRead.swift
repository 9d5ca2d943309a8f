import Foundation
import Studies
import Text

/// A study as a person names it to a command that only reads it: by its folder, by its name in `runs`, or by its file.
enum StudyToRead {
    /// The folder, and of a study that is named by its file what that asks for. Nil if the name is no study's.
    ///
    /// - Throws: ``UsageError`` for a study that was not begun, and what reading its file throws.
    static func find(_ name: String) throws -> (folder: StudyFolder, asked: StudyPlan?)? {
        for folder in [name, "runs/\(name)"].map({ StudyFolder($0) }) where folder.holdsStudy {
            return (folder, nil)
        }
        guard !isFolder(name), name.hasSuffix(".json") else { return nil }
        let plan = try StudyFile.read(name, lookingIn: HomeFolder.candidates)
        let folder = StudyFolder("runs/\(plan.study.name)")
        guard folder.holdsStudy else {
            throw UsageError(
                description:
                    "\(folder.name.printable) holds no study yet; begin it: gantrain study \(name.printable)")
        }
        return (folder, plan)
    }

    private static func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) && isFolder.boolValue
    }
}
