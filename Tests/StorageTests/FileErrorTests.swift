import SystemPackage
import Testing

@testable import Storage

@Suite struct FileErrorTests {
    @Test func saysWhatWhereWhyAndWhatToDo() {
        #expect(FileError(.create, "a/b", "taken").description == "cannot create a/b: taken")
        #expect(
            FileError(.write, "a/b", "full", advice: "Make room.").description
                == "cannot write a/b: full\nMake room.")
        #expect(
            FileError(.read, "a/b" as FilePath, Errno.permissionDenied).description
                == "cannot read a/b: Permission denied")
    }
}
