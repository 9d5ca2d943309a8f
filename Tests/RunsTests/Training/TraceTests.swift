import Foundation
import Networks
import SystemPackage
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

@Suite struct TraceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func trace(_ steps: Int, to path: String) throws -> Safetensors {
        #expect(try Trace.write(Tiny.resolved(), steps: steps, to: path) == nil)
        return try Safetensors(decoding: Files.read(FilePath(path)))
    }

    @Test func holdsEveryStep() throws {
        let (one, three) = (
            try trace(1, to: scratch.path + "/one"), try trace(3, to: scratch.path + "/three")
        )
        #expect(three.metadata["steps"] == "3" && three.metadata["format"] == Trace.format)
        #expect(Set(three.entries.map(\.name)).count == three.entries.count)
        #expect(three.entries.contains { $0.name.hasPrefix("3.") })
        #expect(!one.entries.contains { $0.name.hasPrefix("2.") })
        for entry in one.entries {
            #expect(three.entries.first { $0.name == entry.name } == entry)
        }
        #expect(try scratch.names() == ["one", "three"])
    }

    @Test func replacesATraceAndNothingElse() throws {
        let path = scratch.path + "/trace"
        _ = try trace(1, to: path)
        #expect(try trace(2, to: path).metadata["steps"] == "2")
        for text in ["", "mine", "step,x\n1,2\n"] {
            try scratch.write(text, as: "trace")
            let error = #expect(throws: FileError.self) { try trace(1, to: path) }
            #expect(error?.reason == "it exists, and is no trace")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    /// Only its beginning is read.
    @Test(.timeLimit(.minutes(1))) func whatIsThereMayBeOfAnySize() throws {
        let path = scratch.path + "/huge"
        try scratch.write("", as: "huge")
        #expect(truncate(path, 1 << 42) == 0)
        #expect(throws: FileError.self) { try trace(1, to: path) }
    }

    @Test(arguments: ["/dev/full", "/dev/zero", "/dev/stdin"]) func devicesAreRefused(path: String) throws {
        #expect(throws: FileError.self) { try trace(1, to: path) }
    }

    @Test func aFolderIsRefused() throws {
        try Folders.make(scratch.file("folder"))
        #expect(throws: FileError.self) { try trace(1, to: scratch.path + "/folder") }
        #expect(throws: FileError.self) { try trace(1, to: scratch.path + "/none/trace") }
    }
}
