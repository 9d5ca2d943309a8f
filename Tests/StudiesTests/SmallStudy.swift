import Foundation
import Settings
import TestSupport

@testable import Studies

/// A study of a run that takes milliseconds, in a folder that is gone when the test is over.
final class SmallStudy {
    let scratch: Scratch

    /// - Parameter text: members of the study file beside name and base.
    init(_ text: String = #""variants": [{ "name": "a" }], "seeds": { "count": 2 }"#) throws {
        scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        try write(text)
    }

    func write(_ text: String) throws {
        try scratch.write(#"{ "name": "small", "base": "tiny.json", \#(text) }"#, as: "study.json")
    }

    func plan() throws -> StudyPlan {
        try StudyFile.read(scratch.file("study.json").string, lookingIn: [])
    }

    /// What is said about the file; nil if nothing is wrong.
    func problems() -> String? {
        do {
            _ = try plan()
            return nil
        } catch {
            return "\(error)".replacing(scratch.path + "/", with: "")
        }
    }

    var folder: StudyFolder { StudyFolder("\(scratch.path)/runs/small") }
}
