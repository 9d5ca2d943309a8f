import Testing

@testable import Settings

@Suite struct ConfigurationSchemaTests {
    private static let schema = ConfigurationSchema.json(title: "Sample", declaration: Sample.init)

    @Test func textOfASchema() {
        let schema = ConfigurationSchema.json(title: "Small") { section in
            _ = section.integer(
                "steps", default: nil, in: 1...9, unit: "updates", about: "How long.", source: "a paper")
            _ = section.text("name", default: "x", allowed: .name, about: "Its name.")
            _ = section.variant(
                default: "sgd", about: "The rule.",
                cases: [
                    Variant("sgd", about: "Plain.") { _ in 0 },
                    Variant("adam", about: "Adaptive.") {
                        $0.number("beta", default: 0.5, in: .atLeast(0, below: 1), about: "Memory.")
                    },
                ])
        }
        let common =
            #""steps": {"type": "integer", "minimum": 1, "maximum": 9, "#
            + #""description": "How long. (unit: updates; source: a paper)"}, "#
            + #""name": {"type": "string", "pattern": "^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,63})$", "#
            + #""description": "Its name.", "default": "x"}, "kind":"#
        #expect(
            JSONWriter.compact(schema)
                == #"{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Small", "#
                + #""type": "object", "oneOf": [{"type": "object", "description": "kind \"sgd\": Plain.", "#
                + #""properties": {"# + common
                + #" {"const": "sgd", "description": "The rule.", "default": "sgd"}}, "#
                + #""required": ["steps"], "additionalProperties": false}, "#
                + #"{"type": "object", "description": "kind \"adam\": Adaptive.", "properties": {"# + common
                + #" {"const": "adam", "description": "The rule."}, "beta": {"type": "number", "minimum": 0, "#
                + #""exclusiveMaximum": 1, "description": "Memory.", "default": 0.5}}, "#
                + #""required": ["steps", "kind"], "additionalProperties": false}]}"#)
    }

    @Test(arguments: [
        #"{"steps": 1}"#,
        #"{"steps": 1, "averaging": null, "penalties": []}"#,
        #"{"steps": 1, "averaging": {}, "name": "a-b"}"#,
        #"{"steps": 5, "generator": {"optimizer": {"kind": "rmsprop", "decay": 0.5}, "learningRate": 1}}"#,
        #"{"steps": 5, "generator": {"optimizer": "adam"}}"#,
        #"{"steps": 5, "generator": {"learningRate": {"kind": "linear", "from": 1}, "hidden": [1, 2]}}"#,
    ])
    func goodSamples(text: String) throws {
        _ = try readSample(text)
        #expect(SchemaValidator.accepts(try JSONValue.parse(text), Self.schema))
    }

    @Test(arguments: [
        "{}", "[]", #"{"steps": 0}"#, #"{"steps": 1.5}"#, #"{"steps": 1, "stps": 1}"#,
        #"{"steps": 1, "name": "-"}"#,
        #"{"steps": 1, "loss": "hinje"}"#, #"{"steps": 1, "penalties": [{}]}"#,
        #"{"steps": 1, "generator": {"optimizer": {"kind": "rmsprop"}}}"#,
        #"{"steps": 1, "generator": {"optimizer": {"decay": 0.5}}}"#,
        #"{"steps": 1, "generator": {"optimizer": "rmsprop"}}"#, #"{"steps": 1, "generator": "adam"}"#,
        #"{"steps": 1, "generator": {"optimizer": {"kind": "adam", "decay": 0.5}}}"#,
        #"{"steps": 1, "generator": {"learningRate": 0}}"#,
        #"{"steps": 1, "generator": {"learningRate": {}}}"#,
        #"{"steps": 1, "generator": {"hidden": []}}"#, #"{"steps": 1, "averaging": {"decay": 1}}"#,
    ])
    func badSamples(text: String) throws {
        #expect(throws: ConfigurationError.self) { try readSample(text) }
        #expect(!SchemaValidator.accepts(try JSONValue.parse(text), Self.schema))
    }

    @Test func resolvedConfigurationsAreValid() throws {
        let resolved = try readSample(#"{"steps": 1, "averaging": {}}"#).resolved
        #expect(SchemaValidator.accepts(resolved, Self.schema))
    }

    @Test func aSectionIsRequiredIfItNeedsValues() {
        let schema = ConfigurationSchema.json(title: "") { section in
            _ = section.section("a", about: "") { $0.integer("n", default: nil, in: 1...2, about: "") }
            _ = section.section("b", about: "") { $0.integer("n", default: 1, in: 1...2, about: "") }
            _ = section.section("c", about: "") { section in
                section.variant(
                    default: "x", about: "",
                    cases: [Variant("x", about: "") { $0.number("n", default: nil, in: .any, about: "") }])
            }
        }
        #expect(schema.objectValue?["required"] == ["a", "c"])
    }

    /// Puts strange values at every key; whatever comes of it, the reader and the schema must agree.
    @Test func theReaderAndTheSchemaAgree() throws {
        let strange: [JSONValue] = [
            .null, true, -1e300, 0, 0.5, 1, "", "\0", "adam", "rmsprop", "linear", "a", [], [[]], [1], [:],
            ["kind": 3], ["kind": "x", "y": 1], ["kind": "rmsprop", "decay": 0.5], ["weight": 1],
            [["weight": 1]],
            ["kind": "constant", "value": 2],
        ]
        var accepted = 0
        for key in ConfigurationReader.description(of: Sample.init).placed() {
            var base = try JSONDocument.parse(#"{"steps": 5000, "penalties": [{"weight": 1}]}"#)
            for condition in key.conditions { try base.set(.string(condition.value), at: condition.selector) }
            for value in strange {
                var document = base
                try document.set(value, at: JSONPath(key.path.parts.map { $0 == "*" ? "0" : $0 }))
                let isRead = problems(document, Sample.init).isEmpty
                accepted += isRead ? 1 : 0
                #expect(SchemaValidator.accepts(document.root, Self.schema) == isRead, "\(document.root)")
            }
        }
        #expect(accepted > 30)
    }
}
