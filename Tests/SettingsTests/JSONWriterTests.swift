import Settings
import Testing

@Suite struct JSONWriterTests {
    @Test func prettyText() {
        let value: JSONValue = [
            "name": "a \"b\"", "list": [1, 2.5, "x", true], "empty": [], "none": [:],
            "nested": [["k": 1], []], "object": ["b": 1, "a": .null],
        ]
        #expect(
            JSONWriter.pretty(value) == """
                {
                  "name": "a \\"b\\"",
                  "list": [1, 2.5, "x", true],
                  "empty": [],
                  "none": {},
                  "nested": [
                    {
                      "k": 1
                    },
                    []
                  ],
                  "object": {
                    "b": 1,
                    "a": null
                  }
                }

                """)
    }

    @Test func longListsTakeALineAValue() {
        let fits = JSONValue.array(Array(repeating: 1, count: 26))
        #expect(JSONWriter.pretty(fits) == JSONWriter.compact(fits) + "\n")
        let wide = JSONValue.array(Array(repeating: 1, count: 27))
        #expect(JSONWriter.pretty(wide).split(separator: "\n").count == 29)
    }

    @Test func compactText() {
        #expect(JSONWriter.compact(["a": [1, [:]], "b": .null]) == #"{"a": [1, {}], "b": null}"#)
    }

    @Test(arguments: [
        (0.0, "0"), (3, "3"), (-3, "-3"), (0.1, "0.1"), (1e-5, "1e-05"), (1e15, "1000000000000000"),
        (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
        (-0.0, "-0"),
        (.infinity, "null"), (.nan, "null"),
    ])
    func numbers(number: Double, text: String) {
        #expect(JSONWriter.number(number) == text)
    }

    @Test func numbersRoundTrip() throws {
        for _ in 0..<5000 {
            let number = Double(bitPattern: UInt64.random(in: .min ... .max))
            guard number.isFinite else { continue }
            let back = try JSONValue.parse(JSONWriter.number(number)).numberValue
            #expect(back?.bitPattern == number.bitPattern)
        }
    }

    @Test func controlCharactersAreEscaped() throws {
        let text = "\0\u{1F}\u{7F}\u{9B}\n\r\t\\é😀\u{2028}\u{202E}"
        let quoted = JSONWriter.quoted(text)
        #expect(quoted == #""\u0000\u001f\u007f\u009b\n\r\t\\é😀\u2028\u202e""#)
        #expect(try JSONValue.parse(quoted) == .string(text))
    }
}
