import Settings
import Testing

private func width(_ section: ConfigurationSection) -> Int {
    section.integer("width", default: 8, in: 1...64, about: "")
}

@Suite struct ConfigurationSectionsTests {
    @Test func sections() throws {
        func read(_ section: ConfigurationSection) -> Int { section.section("net", about: "", read: width) }
        #expect(try accepted("{\"net\": {\"width\": 3}}", read).value == 3)
        #expect(try accepted("{}", read).value == 8)
        #expect(try accepted("{}", read).resolved == ["net": ["width": 8]])
        #expect(problems("{\"net\": 5}", read) == ["net: found 5; allowed is an object"])
        #expect(problems("{\"net\": null}", read) == ["net: found null; allowed is an object"])
        #expect(problems("[]", read) == ["found a list of 0; allowed is an object"])
        #expect(
            problems("{\"net\": {\"wdith\": 3}}", read) == ["net.wdith: unknown key; did you mean \"width\"?"]
        )
        #expect(problems("{\"width\": 3}", read) == ["width: unknown key; did you mean \"net.width\"?"])
    }

    @Test func optionalSections() throws {
        func read(_ section: ConfigurationSection) -> Int? {
            section.optionalSection("net", about: "", read: width)
        }
        #expect(try accepted("{\"net\": {\"width\": 3}}", read).value == 3)
        #expect(try accepted("{\"net\": {}}", read).value == 8)
        for text in ["{}", "{\"net\": null}"] {
            let reading = try accepted(text, read)
            #expect(reading.value == nil)
            #expect(reading.resolved == ["net": .null])
        }
        #expect(problems("{\"net\": true}", read) == ["net: found true; allowed is an object or null"])
    }

    @Test func listsOfSections() throws {
        func read(_ section: ConfigurationSection) -> [Int] {
            section.sections("nets", default: [["width": 2]], count: 1...2, about: "", read: width)
        }
        #expect(try accepted("{\"nets\": [{\"width\": 3}, {}]}", read).value == [3, 8])
        #expect(try accepted("{}", read).value == [2])
        #expect(
            problems("{\"nets\": [{\"width\": 0}, 5]}", read) == [
                "nets.0.width: found 0; allowed is an integer from 1 to 64",
                "nets.1: found 5; allowed is an object",
            ])
        #expect(
            problems("{\"nets\": []}", read) == [
                "nets: found a list of 0; allowed is a list of 1 to 2 objects"
            ])
        #expect(
            problems("{\"nets\": {}}", read) == ["nets: found an object; allowed is a list of 1 to 2 objects"]
        )
    }

    @Test func numberOrSection() throws {
        func read(_ section: ConfigurationSection) -> Double {
            section.numberOrSection(
                "rate", default: 0.5, in: .above(0), about: "", number: { $0 }, section: { Double(width($0)) }
            )
        }
        #expect(try accepted("{\"rate\": 2}", read).value == 2)
        #expect(try accepted("{}", read).resolved == ["rate": 0.5])
        let section = try accepted("{\"rate\": {}}", read)
        #expect(section.value == 8)
        #expect(section.resolved == ["rate": ["width": 8]])
        let allowed = "allowed is a number above 0, or an object"
        #expect(problems("{\"rate\": 0}", read) == ["rate: found 0; \(allowed)"])
        #expect(problems("{\"rate\": \"x\"}", read) == ["rate: found \"x\"; \(allowed)"])
        #expect(problems("{\"rate\": {\"a\": 1}}", read) == ["rate.a: unknown key"])
    }
}

@Suite struct ConfigurationChecksTests {
    private func read(_ section: ConfigurationSection) {
        let low = section.integer("low", default: 1, in: 0...10, about: "")
        let high = section.integer("high", default: 2, in: 0...10, about: "")
        if low > high { section.report("must not exceed high", at: "low", involving: ["high"]) }
        if low + high > 15 { section.report("low and high together exceed 15") }
    }

    @Test func conflicts() {
        #expect(problems("{\"low\": 5}", read) == ["low: must not exceed high"])
        #expect(
            problems("{\"low\": 9, \"high\": 8}", read) == [
                "low and high together exceed 15", "low: must not exceed high",
            ])
    }

    @Test func checksOnPlaceholdersAreDropped() {
        let allowed = "allowed is an integer from 0 to 10"
        #expect(problems("{\"low\": 5, \"high\": -1}", read) == ["high: found -1; \(allowed)"])
        #expect(problems("{\"low\": 99, \"high\": 0}", read) == ["low: found 99; \(allowed)"])
        #expect(problems("{\"low\": 5, \"x\": 0}", read) == ["low: must not exceed high", "x: unknown key"])
    }

    @Test func aConflictHasTheLineOfItsKey() throws {
        let document = try JSONDocument.parse("{\n\"a\": {\n\"low\": 5}}")
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationReader.read(document, name: "x") { $0.section("a", about: "", read: read) }
        }
        #expect(error?.description == "x: 1 problem\n  line 3  a.low: must not exceed high")
    }
}
