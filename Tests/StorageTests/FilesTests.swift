import TestSupport
import Foundation
import SystemPackage
import Testing

@testable import Storage

@Suite struct FilesTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aFileIsReplacedAsAWhole() throws {
        let path = scratch.file("a.txt")
        try Files.write("old", to: path)
        // Whoever has the old file open still reads it: it is not written into.
        let reader = try FileDescriptor.open(path, .readOnly)
        try Files.write("new and longer", to: path)
        var bytes = [UInt8](repeating: 0, count: 10)
        let count = try reader.closeAfter { try bytes.withUnsafeMutableBytes { try reader.read(into: $0) } }
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == "old")
        #expect(try Files.read(path) == Data("new and longer".utf8))
        #expect(try scratch.names() == ["a.txt"])
    }

    @Test func longFilesAreReadWhole() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Files.write(bytes, to: scratch.file("long"))
        #expect(try Files.read(scratch.file("long")) == Data(bytes))
    }

    @Test func whatAKillLeftIsOverwritten() throws {
        try scratch.write("half of a much longer fi", as: "a.txt.partial")
        try Files.write("whole", to: scratch.file("a.txt"))
        #expect(try scratch.names() == ["a.txt"])
        #expect(try Files.read(scratch.file("a.txt")) == Data("whole".utf8))
    }

    @Test func nothingIsLeftBehindOnFailure() throws {
        try Files.makeFolder(scratch.file("taken"))
        let error = #expect(throws: FileError.self) { try Files.write("text", to: scratch.file("taken")) }
        #expect(error?.description == "cannot write \(scratch.path)/taken: Is a directory")
        #expect(error?.action == .write)
        #expect(try scratch.names() == ["taken"])
    }

    @Test func aFullDiskIsReported() throws {
        // Every write to /dev/full fails as on a full disk; a link leads the file beside the place there.
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/a.txt.partial", withDestinationPath: "/dev/full")
        try Files.write("old", to: scratch.file("b.txt"))
        let error = #expect(throws: FileError.self) { try Files.write("text", to: scratch.file("a.txt")) }
        #expect(error?.description == "cannot write \(scratch.path)/a.txt: No space left on device")
        #expect(try scratch.names() == ["b.txt"])
    }

    @Test func missingFilesAreReported() throws {
        let path = scratch.file("none")
        let error = #expect(throws: FileError.self) { try Files.read(path) }
        #expect(error?.description == "cannot read \(path): No such file or directory")
        #expect(error?.action == .read)
        try Files.remove(path)
    }

    @Test func foldersAreMadeWithThoseAbove() throws {
        try Files.makeFolder(scratch.file("a/b/c"))
        try Files.makeFolder(scratch.file("a/b/c"))
        try Files.makeFolder(scratch.file("d/../e/"))
        #expect(try scratch.names() == ["a", "d", "e"])
        #expect(try scratch.names(in: "a/b") == ["c"])
    }

    @Test func foldersThatCannotBeMade() throws {
        try scratch.write("", as: "file")
        func complaint(_ path: FilePath) -> String? {
            let error = #expect(throws: FileError.self) { try Files.makeFolder(path) }
            #expect(error?.action == .create)
            return error?.description
        }
        let file = scratch.path + "/file"
        #expect(complaint(scratch.file("file/a")) == "cannot create \(file)/a: Not a directory")
        #expect(complaint(scratch.file("file/a/b")) == "cannot create \(file)/a/b: Not a directory")
        #expect(complaint(scratch.file("file")) == "cannot create \(file): File exists")
        #expect(complaint("") == "cannot create : No such file or directory")
        let long = scratch.path + "/" + String(repeating: "x", count: 300)
        #expect(complaint(FilePath(long)) == "cannot create \(long): File name too long")
    }
}
