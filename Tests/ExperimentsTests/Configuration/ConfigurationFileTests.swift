import TestSupport
import Foundation
import Settings
import Testing

@testable import Experiments
@testable import Storage

@Suite struct ConfigurationFileTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path + "/configs", withIntermediateDirectories: true)
        try scratch.write(#"{ "name": "ring" }"#, as: "configs/ring.json")
        try scratch.write(#"{ "name": "grid" }"#, as: "configs/grid.json")
        try scratch.write("not meant", as: "configs/README.md")
    }

    private func name(of file: String) throws -> String {
        try ConfigurationFile.read(file, lookingIn: ["/nonexistent", scratch.path]).configuration.name
    }

    private func complaint(_ file: String, in folders: [String]? = nil) -> String? {
        #expect(throws: FileError.self) {
            try ConfigurationFile.read(file, lookingIn: folders ?? [scratch.path])
        }?.description
    }

    @Test func isFoundAsGivenOrInConfigs() throws {
        #expect(try name(of: "ring.json") == "ring")
        try scratch.write(#"{ "name": "mine" }"#, as: "ring.json")
        #expect(try name(of: scratch.path + "/ring.json") == "mine")
    }

    @Test func aNameThatIsNotFoundSuggestsTheNearest() {
        #expect(
            complaint("rign.json") == """
                cannot read rign.json: no such file, neither here nor in configs/
                Did you mean ring.json?
                """)
        #expect(
            complaint("something") == """
                cannot read something: no such file, neither here nor in configs/
                configs/ has: grid.json, ring.json
                """)
        #expect(
            complaint("ring.json", in: [])
                == "cannot read ring.json: no such file, neither here nor in configs/")
        #expect(
            complaint("/ring.json") == """
                cannot read /ring.json: no such file, neither here nor in configs/
                Did you mean ring.json?
                """)
    }

    @Test func filesInFoldersOfConfigs() throws {
        try FileManager.default.createDirectory(
            atPath: scratch.path + "/configs/papers", withIntermediateDirectories: true)
        try scratch.write(#"{ "name": "spiral" }"#, as: "configs/papers/spiral.json")
        #expect(try name(of: "papers/spiral.json") == "spiral")
        for wrong in ["spiral.json", "paper/spiral.json", "papers/spirla.json"] {
            #expect(
                complaint(wrong) == """
                    cannot read \(wrong): no such file, neither here nor in configs/
                    Did you mean papers/spiral.json?
                    """)
        }
        #expect(complaint("something")?.hasSuffix("configs/ has: grid.json, papers/, ring.json") == true)
        #expect(complaint("ring")?.hasSuffix("Did you mean ring.json?") == true)
        #expect(complaint("papers/spiral")?.hasSuffix("Did you mean papers/spiral.json?") == true)
        #expect(complaint("papers") == "cannot read papers: it is a folder\nIt has: spiral.json")
    }

    @Test func foldersAndDanglingLinksCannotBeRead() throws {
        #expect(complaint(scratch.path) == "cannot read \(scratch.path): it is a folder")
        let link = scratch.path + "/link.json"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
        #expect(complaint(link)?.hasPrefix("cannot read \(link): no such file") == true)
    }

    @Test(arguments: [
        ("", "line 1, column 1: expected a value, found the end of the text"),
        ("{\n  \"steps\" 5\n}", "line 2, column 11: expected ':' after the key \"steps\", found \"5\""),
        (
            "{\"steps\": 5",
            "line 1, column 12: expected a comma or '}' after the value, found the end of the text"
        ),
        (
            "{\"steps\": 1, \"steps\": 2}",
            "line 1, column 14: the key \"steps\" is given twice; it is already on line 1"
        ),
    ])
    func brokenJSONIsPlaced(text: String, complaint: String) throws {
        try scratch.write(text, as: "broken.json")
        let file = scratch.path + "/broken.json"
        let error = #expect(throws: ConfigurationSyntaxError.self) {
            try ConfigurationFile.read(file, lookingIn: [])
        }
        #expect(error?.description == "\(file): \(complaint)")
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        try Files.write([0x7B, 0xFF, 0x7D], to: scratch.file("bytes.json"))
        let error = #expect(throws: ConfigurationSyntaxError.self) {
            try name(of: scratch.path + "/bytes.json")
        }
        #expect(error?.error.message == "the text is not valid UTF-8")
    }

    @Test func changesAreJSONOrText() throws {
        let changes = [
            "steps=5", "name=ring-2", "generator.hidden=[4, 5]", #"penalties=[{"kind": "r1"}]"#,
            "data.kind=grid",
            "average.decay=0.5",
        ].compactMap(ConfigurationFile.change)
        let configuration = try ConfigurationFile.read(
            "ring.json", lookingIn: [scratch.path], changes: changes
        ).configuration
        #expect(configuration.steps == 5)
        #expect(configuration.name == "ring-2")
        #expect(configuration.players.generator.hidden == [4, 5])
        #expect(configuration.penalties.count == 1)
        #expect(configuration.modesTotal == 25)
        #expect(configuration.averageDecay == 0.5)
        #expect(ConfigurationFile.change("a=b=c")?.value == .string("b=c"))
        #expect(ConfigurationFile.change("a=")?.value == .string(""))
        #expect(ConfigurationFile.change("steps") == nil)
        #expect(ConfigurationFile.change("=5") == nil)
        #expect(ConfigurationFile.change("") == nil)
    }
}
