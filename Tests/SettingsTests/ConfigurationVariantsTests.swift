import Settings
import Testing

private func read(_ section: ConfigurationSection) -> String {
    let prefix = section.text("prefix", default: "", about: "")
    return prefix
        + section.variant(
            default: "adam", about: "",
            cases: [
                Variant("adam", about: "") {
                    "adam \($0.number("beta", default: 0.5, in: .atLeast(0), about: ""))"
                },
                Variant("rmsprop", about: "") {
                    "rmsprop \($0.number("decay", default: nil, in: .any, about: ""))"
                },
                Variant("nested", about: "") { section in
                    section.variant(
                        "mode", default: nil, about: "",
                        cases: [
                            Variant("deep", about: "") {
                                "deep \($0.integer("depth", default: 1, in: 1...9, about: ""))"
                            },
                            Variant("decaying", about: "") {
                                "\($0.number("decay", default: 1, in: .any, about: ""))"
                            },
                        ])
                },
            ])
}

@Suite struct ConfigurationVariantsTests {
    @Test(arguments: [
        ("{}", "adam 0.5"), ("{\"kind\": \"adam\", \"beta\": 1}", "adam 1.0"),
        ("{\"decay\": 2, \"kind\": \"rmsprop\", \"prefix\": \"x \"}", "x rmsprop 2.0"),
        ("{\"kind\": \"nested\", \"mode\": \"deep\", \"depth\": 3}", "deep 3"),
    ])
    func cases(text: String, value: String) throws {
        let reading = try accepted(text, read)
        #expect(reading.value == value)
        #expect(try accepted(JSONWriter.pretty(reading.resolved), read).value == value)
    }

    @Test func theSelectorComesBeforeTheKeysOfItsCase() throws {
        let resolved = try accepted("{\"decay\": 2, \"kind\": \"rmsprop\"}", read).resolved
        #expect(resolved.description == #"{"prefix": "", "kind": "rmsprop", "decay": 2}"#)
    }

    @Test func keysOfOtherCases() {
        #expect(
            problems("{\"decay\": 2}", read) == [
                #"decay: "decay" is a key of kind "rmsprop" or "nested", not of "adam""#
            ])
        #expect(
            problems("{\"kind\": \"nested\", \"mode\": \"deep\", \"decay\": 2, \"beta\": 1}", read) == [
                #"beta: "beta" is a key of kind "adam", not of "nested""#,
                #"decay: "decay" is a key of kind "rmsprop", not of "nested""#,
            ])
        #expect(problems("{\"bta\": 1}", read) == ["bta: unknown key; did you mean \"beta\"?"])
        #expect(problems("{\"deca\": 1}", read) == ["deca: unknown key"])
    }

    @Test func aWrongSelectorCausesNoFurtherProblems() {
        let allowed = #"allowed is one of "adam", "rmsprop", "nested""#
        #expect(
            problems("{\"kind\": \"adma\", \"decay\": 1, \"depth\": 99}", read) == [
                "kind: found \"adma\"; \(allowed); did you mean \"adam\"?"
            ])
        #expect(
            problems("{\"kind\": 1, \"deca\": 1, \"prefx\": 1}", read) == [
                "deca: unknown key; did you mean \"decay\"?", "kind: found 1; \(allowed)",
                "prefx: unknown key; did you mean \"prefix\"?",
            ])
        #expect(
            problems("{\"kind\": \"nested\"}", read) == [
                #"mode: missing; allowed is one of "deep", "decaying""#
            ])
    }
}
