import Foundation
import Testing

@testable import gantrain

@Suite struct WordsTests {
    @Test func textIsTaken() {
        #expect(Words.complaint(about: Data("gantrain\0--out\0läufe/ü\0".utf8)) == nil)
        #expect(Words.complaint(about: nil) == nil)
    }

    @Test func otherBytesAreNamed() {
        let complaint = Words.complaint(about: Data("gantrain\0--out\0run-".utf8) + [0xff, 0])
        #expect(complaint == "run-\u{fffd} is not UTF-8, which gantrain needs; rename the file or folder")
    }

    @Test func aFolderIsNotRenamedSilently() throws {
        let program = try Program()
        let name = "$(printf 'run-\\377')"
        let output = try program.shell("\"$G\" --config tiny.json --out \"\(name)\"")
        #expect(output.status == 64)
        #expect(output.stderr.hasSuffix("is not UTF-8, which gantrain needs; rename the file or folder\n"))
        #expect(try program.names(in: ".") == ["tiny.json"])
    }
}
