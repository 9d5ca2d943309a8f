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
            complaint("rope.json") == """
                cannot read rope.json: no such file, neither here nor in configs/
                configs/ has: grid.json, ring.json
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
        #expect(complaint("papers/nope.json")?.hasSuffix("configs/papers/ has: spiral.json") == true)
        let inPapers = #expect(throws: FileError.self) {
            try ConfigurationFile.find(
                "nope.json", lookingIn: [scratch.path], within: ["configs", "configs/papers"])
        }
        #expect(
            inPapers?.description == """
                cannot read nope.json: no such file, neither here nor in configs/papers/
                configs/papers/ has: spiral.json
                """)
        #expect(complaint("ring")?.hasSuffix("Did you mean ring.json?") == true)
        #expect(complaint("papers/spiral")?.hasSuffix("Did you mean papers/spiral.json?") == true)
        #expect(complaint("papers") == "cannot read papers: it is a folder\nIt has: spiral.json")
    }

    @Test func foldersAndDanglingLinksCannotBeRead() throws {
        #expect(complaint(scratch.path) == "cannot read \(scratch.path): it is a folder")
        let link = scratch.path + "/link.json"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
        #expect(complaint(link) == "cannot read \(link): it is a link that leads nowhere")
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
        let changes = try [
            "steps=5", "name=ring-2", "generator.hidden=[4, 5]", #"penalties=[{"kind": "r1"}]"#,
            "data.kind=grid",
            "average.decay=0.5",
        ].map { try Change(setting: $0) }
        let configuration = try ConfigurationFile.read(
            "ring.json", lookingIn: [scratch.path], changes: changes
        ).configuration
        #expect(configuration.steps == 5)
        #expect(configuration.name == "ring-2")
        #expect(configuration.players.generator.hidden == [4, 5])
        #expect(configuration.penalties.count == 1)
        #expect(configuration.data.modes?.centres.count == 25)
        #expect(configuration.averageDecay == 0.5)
        func value(_ text: String) throws -> JSONValue { try Change(setting: text).value }
        #expect(try value("a=b=c") == "b=c")
        #expect(try value("a=") == "")
        #expect(try value("a=x,y=z.csv") == "x,y=z.csv")
        #expect(try value(#"a="[x]""#) == "[x]")
    }

    @Test(arguments: [
        ("steps", "expected key.path=value, such as steps=5000, without spaces around ="),
        ("=5", "expected key.path=value, such as steps=5000, without spaces around ="),
        ("", "expected key.path=value, such as steps=5000, without spaces around ="),
        ("penalties[0].gamma=5", "a place in a list is written with a point: penalties.0.gamma"),
        (
            "penalties=[{'kind': 'r1'}]",
            "the value is not JSON: expected a key in double quotes or '}', found \"'\"; JSON needs double quotes"
        ),
        (
            "penalties=[{\"kind\":",
            "the value is not JSON: expected a value, found the end of the text"
        ),
        ("seed=5,batch=64", "one --set changes one key; give batch a --set too"),
        ("seed=5 batch=64", "one --set changes one key; give batch a --set too"),
    ])
    func changesThatAreNone(text: String, reason: String) {
        let error = #expect(throws: ChangeError.self) { try Change(setting: text) }
        #expect(error?.description == "--set \(text): \(reason)")
    }

    @Test func anOptionIsNamedAndEscaped() throws {
        let change = try Change(setting: "steps.x=\u{1B}\n")
        let error = #expect(throws: ChangeError.self) {
            try ConfigurationFile.read(
                "ring.json", lookingIn: [scratch.path],
                changes: [Change("steps", "5", option: "--steps 5"), change])
        }
        #expect(
            error?.description
                == #"--set steps.x=\u001b\n: steps is a number, not an object or a list"#)
    }

    @Test func otherFormatsAreTold() throws {
        try scratch.write("steps: 5\n", as: "ring.yaml")
        let error = #expect(throws: ConfigurationSyntaxError.self) {
            try name(of: scratch.path + "/ring.yaml")
        }
        #expect(
            error?.description.hasSuffix(
                #"line 1, column 1: expected a value, found "steps"; a configuration is JSON, which begins with {"#
            )
                == true)
    }

    @Test func namesFromElsewhere() throws {
        func problem(_ key: JSONPath, _ value: String) -> String? {
            let error = #expect(throws: ConfigurationError.self) {
                try ConfigurationFile.read(
                    "ring.json", lookingIn: [scratch.path], changes: [Change(key, value, option: "x")])
            }
            return error?.problems.first.flatMap { $0.message.split(separator: ";").last.map(String.init) }
        }
        #expect(problem("generator.optimizer.lr", "1") == #" did you mean "learningRate"?"#)
        #expect(problem("n_critic", "5") == #" did you mean "scheme.discriminatorSteps"?"#)
        #expect(problem("objective", "lsgan") == #" did you mean "leastSquares"?"#)
        #expect(problem("objective", "ns") == #" did you mean "nonSaturating"?"#)
        #expect(problem("objective", "hinge_loss") == #" did you mean "hinge"?"#)
        #expect(problem("generator.hidden", "64,32") == " did you mean [64, 32]?")
        #expect(problem("generator.hidden", "(64,32)") == " did you mean [64, 32]?")
        #expect(problem("generator.hidden", "64") == " did you mean [64]?")
        #expect(problem("generator.hidden", "wide")?.contains("did you mean") == false)
        #expect(problem("generator.n-layers", "5") == #" did you mean "hidden"?"#)
        #expect(problem("generator.initializer.kind", "kaiming") == #" did you mean "he"?"#)
        #expect(problem("generator.activation.kind", "leakyrelu") == #" did you mean "lrelu"?"#)
        #expect(
            problem("generator.activation.kind", "gelu")
                == #" allowed is one of "relu", "lrelu", "tanh", "sigmoid", "softplus", "elu", "maxout""#)
    }

    /// A synonym that leads nowhere would be a riddle.
    @Test func everySynonymNamesSomething() {
        let guide = ExperimentConfiguration.guide
        for (name, meant) in synonyms {
            #expect(name == name.lowercased().filter { $0.isLetter || $0.isNumber })
            guard let meant else { continue }
            #expect(guide.contains("| `\(meant)` |") || guide.contains("\"\(meant)\""), "\(name)")
        }
    }
}
