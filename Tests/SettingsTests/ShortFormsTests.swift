import Testing

@testable import Settings

@Suite struct ShortFormsTests {
    private static let forms = ShortForms(of: Sample.init)
    private static let file = """
        {
          "steps": 5,
          "generator": {
            "optimizer": { "kind": "adam", "beta1": 0.5 },
            "learningRate": { "kind": "linear", "from": 1, "to": 0 }
          }
        }
        """

    private func change(_ path: String, to value: JSONValue, in text: String = file) throws -> (
        root: JSONValue, leftOut: [String]
    ) {
        var document = try JSONDocument.parse(text)
        let leftOut = try Self.forms.set(value, at: JSONPath(path), of: &document, origin: "--set")
        return (document.root, leftOut.map(\.description))
    }

    @Test func theNameOfACaseStandsForItsSection() throws {
        let (root, leftOut) = try change("generator.optimizer", to: "rmsprop")
        #expect(root["generator.optimizer"] == ["kind": "rmsprop"])
        #expect(leftOut == ["generator.optimizer.beta1"])
    }

    /// The selecting key itself leaves out the same keys.
    @Test func keysOfAnotherCaseAreLeftOut() throws {
        let (root, leftOut) = try change("generator.optimizer.kind", to: "rmsprop")
        #expect(root["generator.optimizer"] == ["kind": "rmsprop"])
        #expect(leftOut == ["generator.optimizer.beta1"])
        #expect(try change("generator.optimizer.kind", to: "adam").leftOut == [])
    }

    /// What an option has set is somebody's wish, and left to the check of the configuration.
    @Test func whatAnOptionHasSetStays() throws {
        var document = try JSONDocument.parse(Self.file)
        _ = try Self.forms.set(0.9, at: "generator.optimizer.beta1", of: &document, origin: "--set")
        let leftOut = try Self.forms.set("rmsprop", at: "generator.optimizer", of: &document, origin: "--set")
        #expect(leftOut == [])
        #expect(document.root["generator.optimizer.beta1"] == 0.9)
    }

    @Test func aSectionThatIsNotInTheFileIsMade() throws {
        let root = try change("generator.optimizer", to: "rmsprop", in: #"{ "steps": 5 }"#).root
        #expect(root["generator.optimizer"] == ["kind": "rmsprop"])
    }

    /// A file may give a section by the name of its case alone, and a change may go into it.
    @Test func aChangeGoesIntoASectionThatIsGivenByName() throws {
        let file = #"{ "generator": { "optimizer": "adam" } }"#
        let root = try change("generator.optimizer.beta1", to: 0.9, in: file).root
        #expect(root["generator.optimizer"] == ["kind": "adam", "beta1": 0.9])
        let (other, leftOut) = try change("generator.optimizer", to: "rmsprop", in: file)
        #expect(other["generator.optimizer"] == ["kind": "rmsprop"])
        #expect(leftOut == [])
    }

    /// Texts that name no case, and values that are no texts, are put where they are.
    @Test func otherValuesStayAsTheyAre() throws {
        #expect(try change("name", to: "adam").root["name"] == "adam")
        #expect(try change("generator.optimizer", to: "none").root["generator.optimizer"] == "none")
        #expect(try change("generator.optimizer", to: 5).root["generator.optimizer"] == 5)
        #expect(try change("steps.x.y", to: 5, in: "{}").root["steps.x.y"] == 5)
        #expect(try change("penalties", to: "adam").root["penalties"] == "adam")
    }
}

/// Lists whose elements have kinds.
@Suite struct ShortFormsOfListsTests {
    private static let forms = ShortForms { section in
        _ = section.sections("penalties", default: [], count: 0...4, about: "Penalties.") { penalty in
            penalty.variant(
                default: nil, about: "Which.",
                cases: [
                    Variant("r1", about: "Real points.") {
                        $0.integer("gamma", default: 1, in: 0...9, about: "γ.")
                    },
                    Variant("l2", about: "Weights.") {
                        $0.integer("lambda", default: 1, in: 0...9, about: "λ.")
                    },
                ])
        }
    }

    private func change(_ path: String, to value: JSONValue, in list: JSONValue) throws -> JSONValue? {
        var document = JSONDocument(root: ["penalties": list])
        _ = try Self.forms.set(value, at: JSONPath(path), of: &document, origin: "--set")
        return document.root["penalties"]
    }

    @Test func aKindStandsForAListWithIt() throws {
        #expect(try change("penalties", to: "r1", in: []) == [["kind": "r1"]])
    }

    @Test func kindsInAListStandForSections() throws {
        #expect(try change("penalties", to: ["r1", "l2"], in: []) == [["kind": "r1"], ["kind": "l2"]])
        let mixed: JSONValue = [["kind": "l2", "lambda": 3], ["kind": "r1"], "r9", 5]
        #expect(try change("penalties", to: [["kind": "l2", "lambda": 3], "r1", "r9", 5], in: []) == mixed)
    }

    /// A key of an element needs the element in its path.
    @Test func aKeyBesideItsElementIsRefused() throws {
        let list: JSONValue = [["kind": "l2"], ["kind": "r1", "gamma": 2]]
        for (key, meant) in [
            ("lambda", "did you mean penalties.l2.lambda?"), ("x", "penalties is a list of 2, "),
        ] {
            let error = #expect(throws: JSONPathError.self) {
                try change("penalties.\(key)", to: 3, in: list)
            }
            #expect(error?.reason.hasPrefix(meant) == true)
        }
    }

    @Test func aKindStandsForItsIndex() throws {
        let list: JSONValue = [["kind": "l2"], ["kind": "r1", "gamma": 2]]
        #expect(
            try change("penalties.r1.gamma", to: 3, in: list) == [
                ["kind": "l2"], ["kind": "r1", "gamma": 3],
            ])
        #expect(try change("penalties.1", to: "l2", in: list) == [["kind": "l2"], ["kind": "l2"]])
        #expect(try change("penalties.2", to: "l2", in: list)?.listValue?.count == 3)
    }

    @Test(arguments: [
        ([], "cannot set penalties.r1.gamma: penalties has no \"r1\""),
        (["r1", "r1"], "cannot set penalties.r1.gamma: penalties has 2 times \"r1\""),
    ])
    func aKindThatIsNotThereOnceIsRefused(kinds: [String], message: String) throws {
        let list = JSONValue.array(kinds.map { ["kind": .string($0)] })
        let error = #expect(throws: JSONPathError.self) {
            try change("penalties.r1.gamma", to: 3, in: list)
        }
        #expect(error?.description == message)
    }
}
