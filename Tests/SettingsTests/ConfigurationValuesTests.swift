import Settings
import Testing

private enum Color: String, CaseIterable { case red, green, blue }

@Suite struct ConfigurationValuesTests {
    @Test func integers() throws {
        func read(_ section: ConfigurationSection) -> Int {
            section.integer("n", default: 5, in: 1...10, about: "")
        }
        #expect(try accepted("{\"n\": 1e1}", read).value == 10)
        #expect(try accepted("{}", read).value == 5)
        let allowed = "allowed is an integer from 1 to 10"
        for (text, found) in [("0", "0"), ("11", "11"), ("2.5", "2.5"), ("\"x\"", "\"x\""), ("null", "null")]
        {
            #expect(problems("{\"n\": \(text)}", read) == ["n: found \(found); \(allowed)"])
        }
        #expect(problems("{\"n\": [1]}", read) == ["n: found a list of 1; \(allowed)"])
        #expect(problems("{\"n\": {}}", read) == ["n: found an object; \(allowed)"])
    }

    @Test func integersAreExact() throws {
        func read(_ section: ConfigurationSection) -> Int {
            section.integer("n", default: 0, in: 0...Int.max, about: "")
        }
        #expect(try accepted("{\"n\": 9007199254740991}", read).value == 9_007_199_254_740_991)
        #expect(
            problems("{\"n\": 9007199254740993}", read) == [
                "n: found 9007199254740992; allowed is an integer from 0 to 9007199254740991"
            ])
    }

    @Test func requiredKeys() {
        #expect(
            problems("{}") { section in
                _ = section.integer("a", default: nil, in: 1...2, about: "")
                _ = section.number("b", default: nil, in: .any, about: "")
                _ = section.text("d", default: nil, about: "")
            } == [
                "a: missing; allowed is an integer from 1 to 2", "b: missing; allowed is a number",
                "d: missing; allowed is text",
            ])
    }

    @Test(
        arguments: [
            (NumberRange.any, "a number", [-1e300, 0, 1e300], []),
            (.atLeast(0), "a number of at least 0", [0, 1], [-0.1]),
            (.above(0), "a number above 0", [.leastNonzeroMagnitude], [0, -1]),
            (.above(0, atMost: 1), "a number above 0 and at most 1", [1], [0, 1.1]),
            (.atLeast(0, below: 1), "a number of at least 0 and below 1", [0], [1, -1]),
        ] as [(NumberRange, String, [Double], [Double])])
    func numbers(range: NumberRange, words: String, good: [Double], bad: [Double]) throws {
        func read(_ section: ConfigurationSection) -> Double {
            section.number("x", default: nil, in: range, about: "")
        }
        for number in good {
            #expect(try accepted("{\"x\": \(number)}", read).value == number)
        }
        for number in bad {
            let found = JSONWriter.number(number)
            #expect(problems("{\"x\": \(number)}", read) == ["x: found \(found); allowed is \(words)"])
        }
        // Whatever stands in after a problem must be allowed, or it would cause more problems.
        var placeholder = Double.nan
        _ = problems("{}") { placeholder = read($0) }
        #expect(range.contains(placeholder))
        #expect(!range.contains(.nan) && !range.contains(.infinity))
    }

    @Test func booleans() throws {
        func read(_ section: ConfigurationSection) -> Bool { section.boolean("b", default: true, about: "") }
        #expect(try accepted("{\"b\": false}", read).value == false)
        #expect(try accepted("{}", read).value == true)
        #expect(
            problems("{\"b\": \"yes\"}", read) == [
                "b: found \"yes\"; allowed is true or false; did you mean true?"
            ])
        #expect(problems("{\"b\": 1}", read) == ["b: found 1; allowed is true or false"])
    }

    @Test func texts() throws {
        func read(_ section: ConfigurationSection) -> String {
            section.text("t", default: "x", allowed: .name, about: "")
        }
        let limit = String(repeating: "a", count: 64)
        for name in ["a", "mog8-r1_b.2", limit] {
            #expect(try accepted("{\"t\": \"\(name)\"}", read).value == name)
        }
        for name in ["", "..", "-x", "a/b", "a b", "é", limit + "a"] {
            let found = problems("{\"t\": \"\(name)\"}", read)
            #expect(found.count == 1, "\(name)")
        }
        #expect(
            problems("{\"t\": \"a/b\\u001b\"}", read) == [
                "t: found \"a/b\\u001b\"; allowed is a name of 1 to 64 letters, digits, '.', '_' and '-' "
                    + "that starts with a letter or digit"
            ])
    }

    @Test func choices() throws {
        func read(_ section: ConfigurationSection) -> Color {
            section.choice("c", default: .green, about: "")
        }
        #expect(try accepted("{\"c\": \"blue\"}", read).value == .blue)
        #expect(try accepted("{}", read).value == .green)
        let allowed = "allowed is one of \"red\", \"green\", \"blue\""
        #expect(
            problems("{\"c\": \"bleu\"}", read) == ["c: found \"bleu\"; \(allowed); did you mean \"blue\"?"])
        #expect(problems("{\"c\": \"black\"}", read) == ["c: found \"black\"; \(allowed)"])
        #expect(problems("{\"c\": 3}", read) == ["c: found 3; \(allowed)"])
    }

    @Test func lists() throws {
        func read(_ section: ConfigurationSection) -> [Int] {
            section.integers("l", default: [7], each: 1...9, count: 1...3, about: "")
        }
        #expect(try accepted("{\"l\": [1, 2, 3]}", read).value == [1, 2, 3])
        #expect(try accepted("{}", read).resolved == ["l": [7]])
        let element = "allowed is an integer from 1 to 9"
        #expect(
            problems("{\"l\": [0, 1, \"x\"]}", read) == [
                "l.0: found 0; \(element)", "l.2: found \"x\"; \(element)",
            ])
        let list = "allowed is a list of 1 to 3 values, each an integer from 1 to 9"
        #expect(problems("{\"l\": []}", read) == ["l: found a list of 0; \(list)"])
        #expect(problems("{\"l\": [1, 1, 1, 1]}", read) == ["l: found a list of 4; \(list)"])
        #expect(problems("{\"l\": 50}", read) == ["l: found 50; \(list)"])
        #expect(problems("{\"l\": 5}", read) == ["l: found 5; \(list); did you mean [5]?"])
        let numbers = try accepted("{\"l\": [0.5, 1]}") {
            $0.numbers("l", default: [], each: .above(0, atMost: 1), about: "")
        }
        #expect(numbers.value == [0.5, 1])
    }

    @Test func aDefaultMustKeepToItsOwnRule() {
        #expect(
            problems("{}") { $0.integer("n", default: 0, in: 1...2, about: "") } == [
                "n: found the default 0; allowed is an integer from 1 to 2"
            ])
    }
}
