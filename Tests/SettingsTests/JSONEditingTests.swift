import Settings
import Testing

@Suite struct JSONEditingTests {
    private static let original: JSONValue = ["steps": 1, "penalties": [["weight": 1]], "ema": .null]

    @Test(arguments: [
        ("steps", #"{"steps": 9, "penalties": [{"weight": 1}], "ema": null}"#),
        ("penalties.0.weight", #"{"steps": 1, "penalties": [{"weight": 9}], "ema": null}"#),
        ("penalties.1.weight", #"{"steps": 1, "penalties": [{"weight": 1}, {"weight": 9}], "ema": null}"#),
        ("ema.decay", #"{"steps": 1, "penalties": [{"weight": 1}], "ema": {"decay": 9}}"#),
        ("a.b.c", #"{"steps": 1, "penalties": [{"weight": 1}], "ema": null, "a": {"b": {"c": 9}}}"#),
        ("", "9"),
    ])
    func values(path: String, result: String) throws {
        var value = Self.original
        try value.set(9, at: JSONPath(path))
        #expect(JSONWriter.compact(value) == result)
    }

    @Test(arguments: [
        ("steps.a", "cannot set steps.a: steps is a number, not an object or a list"),
        (
            "penalties.2.weight",
            #"cannot set penalties.2.weight: penalties is a list of 1, and "2" is not an index from 0 to 1"#
        ),
        (
            "penalties.00",
            #"cannot set penalties.00: penalties is a list of 1, and "00" is not an index from 0 to 1"#
        ),
        (
            "penalties.-1",
            #"cannot set penalties.-1: penalties is a list of 1, and "-1" is not an index from 0 to 1"#
        ),
        (
            "penalties.x",
            #"cannot set penalties.x: penalties is a list of 1, and "x" is not an index from 0 to 1"#
        ),
        ("a..b", #"cannot set a."".b: a part of the path is empty"#),
    ])
    func errors(path: String, message: String) {
        var value = Self.original
        let error = #expect(throws: JSONPathError.self) { try value.set(9, at: JSONPath(path)) }
        #expect(error?.description == message)
        #expect(value == Self.original)
    }

    @Test func scalarAtTheTopAndEndlessPaths() {
        var value: JSONValue = 1
        let scalar = #expect(throws: JSONPathError.self) { try value.set(2, at: "a") }
        #expect(scalar?.reason == "the top level is a number, not an object or a list")
        let deep = #expect(throws: JSONPathError.self) {
            try value.set(2, at: JSONPath(Array(repeating: "a", count: 100_000)))
        }
        #expect(deep?.reason == "it has more than 64 parts")
    }

    @Test func pathsThatLeadNowhere() {
        #expect(Self.original["penalties.0.weight"] == 1)
        for path: JSONPath in ["x", "steps.x", "penalties.1", "penalties.x", "ema.decay"] {
            #expect(Self.original[path] == nil)
        }
    }

    @Test func overriddenValuesLoseTheirLines() throws {
        var document = try JSONDocument.parse("{\n\"a\": {\"b\": 1},\n\"ab\": 2}")
        try document.set(["b": 3], at: "a")
        let lines: [JSONPath: Int] = ["": 1, "ab": 3]
        #expect(document.lines == lines)
        #expect(document.root == ["a": ["b": 3], "ab": 2])
    }
}
