import Settings
import Testing

@Suite struct JSONValueTests {
    @Test func equalityIgnoresTheOrderOfMembers() {
        let value: JSONValue = ["a": 1, "b": ["c": 2, "d": 3]]
        #expect(value == ["b": ["d": 3, "c": 2], "a": 1])
        #expect(value != ["a": 1])
        #expect(value != ["a": 1, "x": ["c": 2, "d": 3]])
        #expect(JSONValue.array([1, 2]) != [2, 1])
    }

    @Test func typeNames() {
        let names = ([.null, true, 1, "a", [], [:]] as [JSONValue]).map(\.typeName)
        #expect(names == ["null", "true or false", "a number", "text", "a list", "an object"])
    }

    @Test func onlyWholeNumbersAreIntegers() {
        #expect(JSONValue.number(3).integerValue == 3)
        #expect(JSONValue.number(3.5).integerValue == nil)
        #expect(JSONValue.number(1e300).integerValue == nil)
        #expect(JSONValue.number(.nan).integerValue == nil)
        #expect(JSONValue.string("3").integerValue == nil)
    }
}

@Suite struct JSONObjectTests {
    @Test func keysKeepTheirOrder() {
        var object: JSONObject = ["b": 1, "a": 2, "c": 3]
        object["a"] = 4
        object["d"] = 5
        #expect(object.keys == ["b", "a", "c", "d"])
        object["b"] = nil
        object["x"] = nil
        #expect(object.keys == ["a", "c", "d"])
        #expect(object["a"] == 4)
        #expect(object["d"] == 5)
        #expect(object["b"] == nil)
        #expect(object.count == 3)
    }
}

@Suite struct JSONPathTests {
    @Test func notation() {
        #expect(JSONPath("penalties.0.weight").parts == ["penalties", "0", "weight"])
        #expect(JSONPath("").isRoot)
        #expect(
            JSONPath(["a", "b.c", "d e", "", "\u{1B}", "*"]).description == #"a."b.c"."d e".""."\u001b".*"#)
    }

    @Test func order() {
        let paths: [JSONPath] = ["b", "a.b", "a.10", "a.9", "a", "", "a.1x"]
        #expect(paths.sorted().map(\.description) == ["", "a", "a.9", "a.10", "a.1x", "a.b", "b"])
    }
}
