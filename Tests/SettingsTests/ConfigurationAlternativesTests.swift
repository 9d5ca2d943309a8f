import Testing

@testable import Settings

/// Keys that take a value in more than one form.
@Suite struct ConfigurationAlternativesTests {
    private struct Places {
        let scale: [Double]
        let widths: [Double]?
        let weights: [Double]?
        let points: [[Double]]
        let matrices: [[[Double]]]?
        let columns: [NameOrNumber]?

        init(_ section: ConfigurationSection) {
            scale = section.numberOrNumbers("scale", default: 1, each: .above(0), count: 2...2, about: "")
            widths = section.optionalNumberOrNumbers("widths", each: .above(0), count: 1...9, about: "")
            weights = section.optionalNumbers("weights", each: .above(0), count: 1...9, about: "")
            points = section.points("points", width: 2, count: 1...9, about: "")
            matrices = section.optionalMatrices("matrices", size: 2, count: 1...9, about: "")
            columns = section.optionalNamesOrNumbers(
                "columns", name: .any, largest: 99, count: 1...2, about: "")
        }
    }

    private func read(_ text: String) throws -> Places {
        try ConfigurationReader.read(
            JSONDocument(root: JSONValue.parse(text)), name: "t", declaration: Places.init
        )
        .value
    }

    @Test func oneAndMany() throws {
        let short = try read(#"{"points": [1, 2], "scale": 3, "widths": 4, "matrices": [[1, 2], [3, 4]]}"#)
        #expect(short.scale == [3] && short.widths == [4] && short.points == [[1], [2]])
        #expect(short.matrices == [[[1, 2], [3, 4]]] && short.weights == nil && short.columns == nil)
        let long = try read(
            #"{"points": [[1, 2]], "scale": [3, 4], "widths": [5], "weights": [6, 7], "columns": ["x", 2], "#
                + #""matrices": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}"#)
        #expect(
            long.scale == [3, 4] && long.widths == [5] && long.weights == [6, 7] && long.points == [[1, 2]])
        #expect(long.columns == [.name("x"), .number(2)] && long.matrices?.last == [[5, 6], [7, 8]])
        #expect(try read(#"{"points": [1]}"#).scale == [1])
    }

    @Test(arguments: [
        (
            #"{"points": [1], "scale": [1]}"#,
            "scale: found a list of 1; allowed is a number above 0, or a list of 2 values, each a number above 0"
        ),
        (
            #"{"points": [1], "scale": "3"}"#,
            "scale: found \"3\"; allowed is a number above 0, or a list of 2 values, each a number above 0; did you mean 3?"
        ),
        (
            #"{"points": [1, [2, 3]]}"#,
            "points: found a list of 2; allowed is a list of 1 to 9 values, each a list of 2 values, each a number, or a list of 1 to 9 values, each a number"
        ),
        (
            #"{"points": [1], "columns": ["x", 0]}"#,
            "columns.1: found 0; allowed is text, or an integer from 1 to 99"
        ),
    ])
    func problems(text: String, problem: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(error?.problems.map(\.description) == [problem])
        let schema = ConfigurationSchema.json(title: "t", declaration: Places.init)
        #expect(!SchemaValidator.accepts(try JSONValue.parse(text), schema))
        #expect(
            SchemaValidator.accepts(try JSONValue.parse(#"{"points": [[1, 2]], "scale": [1, 2]}"#), schema))
    }
}
