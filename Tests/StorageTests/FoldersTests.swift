import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Storage

@Suite struct FoldersTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func removingDoesNotFollowLinks() throws {
        try Folders.make(scratch.file("precious"))
        try scratch.write("kept", as: "precious/file")
        try Folders.make(scratch.file("run/figures"))
        try scratch.write("gone", as: "run/figures/a.svg")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/run/link", withDestinationPath: scratch.path + "/precious")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/alias", withDestinationPath: scratch.path + "/precious")
        try Folders.remove(scratch.file("run"))
        try Folders.remove(scratch.file("alias"))
        #expect(try scratch.names() == ["precious"])
        #expect(try scratch.names(in: "precious") == ["file"])
    }

    @Test func aFolderThatCannotBeReadIsNotAnEmptyOne() throws {
        #expect(try Folders.names(in: scratch.file("none")).isEmpty)
        try scratch.write("", as: "file")
        let error = #expect(throws: FileError.self) { try Folders.names(in: scratch.file("file")) }
        #expect(error?.description == "cannot read \(scratch.path)/file: Not a directory")
    }

    @Test func foldersAreMadeWithThoseAbove() throws {
        try Folders.make(scratch.file("a/b/c"))
        try Folders.make(scratch.file("a/b/c"))
        try Folders.make(scratch.file("d/../e/"))
        #expect(try scratch.names() == ["a", "d", "e"])
        #expect(try scratch.names(in: "a/b") == ["c"])
    }

    @Test func foldersThatCannotBeMade() throws {
        try scratch.write("", as: "file")
        func complaint(_ path: FilePath) -> String? {
            let error = #expect(throws: FileError.self) { try Folders.make(path) }
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
