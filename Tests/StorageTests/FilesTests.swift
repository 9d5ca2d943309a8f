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
        try Folders.make(scratch.file("taken"))
        let error = #expect(throws: FileError.self) { try Files.write("text", to: scratch.file("taken")) }
        #expect(
            error?.description == "cannot write \(scratch.path)/taken: it is a folder\nChoose another name.")
        #expect(error?.action == .write)
        #expect(try scratch.names() == ["taken"])
    }

    @Test func nothingIsWrittenThroughALink() throws {
        try scratch.write("precious", as: "elsewhere")
        for link in ["a.txt.partial", "a.txt"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(scratch.path)/\(link)", withDestinationPath: scratch.path + "/elsewhere")
        }
        try Files.write("text", to: scratch.file("a.txt"))
        #expect(try Files.read(scratch.file("elsewhere")) == Data("precious".utf8))
        #expect(try Files.read(scratch.file("a.txt")) == Data("text".utf8))
        #expect(try scratch.names() == ["a.txt", "elsewhere"])
    }

    @Test func aDeviceIsNeitherReplacedNorRead() throws {
        let write = #expect(throws: FileError.self) { try Files.write("text", to: "/dev/full") }
        #expect(write?.description == "cannot write /dev/full: it is a device\nChoose another name.")
        let check = #expect(throws: FileError.self) { try Files.checkFolder(of: "/dev/full") }
        #expect(check == write)
        for (path, kind) in [("/dev/zero", "a device"), (scratch.path, "a folder")] {
            let read = #expect(throws: FileError.self) { try Files.read(FilePath(path)) }
            #expect(read?.description == "cannot read \(path): it is \(kind)")
        }
    }

    @Test func whatIsLargerThanTheLimitIsRefused() throws {
        try scratch.write("12345", as: "five")
        #expect(try Files.read(scratch.file("five"), atMost: 5).count == 5)
        let error = #expect(throws: FileError.self) { try Files.read(scratch.file("five"), atMost: 4) }
        #expect(error?.reason == "it is larger than 4 bytes")
    }

    @Test func aPipeWithoutAWriterIsEmptyAndOneWithAWriterIsReadToItsEnd() throws {
        let pipe = scratch.file("pipe")
        #expect(mkfifo(pipe.string, 0o600) == 0)
        #expect(try Files.read(pipe).isEmpty)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = [
            "-c",
            "exec 3<>'\(pipe)'; : >'\(pipe).open'; printf one >&3; sleep 0.3; printf two >&3; sleep 0.3",
        ]
        try writer.run()
        while !Files.exists(scratch.file("pipe.open")) { usleep(1000) }
        #expect(try Files.read(pipe) == Data("onetwo".utf8))
        writer.waitUntilExit()
    }

    @Test func missingFilesAreReported() throws {
        let path = scratch.file("none")
        let error = #expect(throws: FileError.self) { try Files.read(path) }
        #expect(error?.description == "cannot read \(path): No such file or directory")
        #expect(error?.action == .read)
        try Files.remove(path)
    }
}
