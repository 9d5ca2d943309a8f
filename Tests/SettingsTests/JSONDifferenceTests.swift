import Settings
import Testing

@Suite struct JSONDifferenceTests {
    private func differences(_ texts: String...) throws -> [String] {
        try JSONDifference.all(among: texts.map { try JSONValue.parse($0) }).map { difference in
            "\(difference.path): \(difference.values.map { $0?.description ?? "-" }.joined(separator: " | "))"
        }
    }

    @Test func namesThePlace() throws {
        #expect(
            try differences(
                #"{"a": 1, "b": {"c": 2, "d": [1, 2]}}"#, #"{"a": 1, "b": {"c": 3, "d": [1, 2]}}"#,
                #"{"a": 1, "b": {"c": 2, "d": [1]}}"#)
                == ["b.c: 2 | 3 | 2", "b.d: [1, 2] | [1, 2] | [1]"])
        #expect(try differences(#"{"a": [1]}"#, #"{"a": [1]}"#) == [])
    }

    /// Settings of one kind are compared, those of different kinds set side by side.
    @Test func entersObjectsAndListsOfTheSameKinds() throws {
        #expect(
            try differences(
                #"{"p": [{"kind": "r1", "gamma": 1}]}"#, #"{"p": [{"kind": "r1", "gamma": 2}]}"#)
                == ["p.0.gamma: 1 | 2"])
        #expect(
            try differences(#"{"p": [{"kind": "r1", "gamma": 1}]}"#, #"{"p": []}"#)
                == [#"p: [{"kind": "r1", "gamma": 1}] | []"#])
        #expect(
            try differences(#"{"p": [{"kind": "r1"}]}"#, #"{"p": [{"kind": "r2"}]}"#)
                == [#"p: [{"kind": "r1"}] | [{"kind": "r2"}]"#])
        #expect(
            try differences(#"{"s": {"kind": "a", "x": 1}}"#, #"{"s": {"kind": "b", "y": 1}}"#)
                == [#"s.kind: "a" | "b""#, "s.x: 1 | -", "s.y: - | 1"])
        #expect(try differences(#"{"n": null}"#, #"{"n": {"sigma": 1}}"#) == [#"n: null | {"sigma": 1}"#])
    }

    @Test func aChangeInWords() throws {
        let change = JSONDifference.all(among: [
            ["a": 1, "b": [1], "c": true], ["a": 1, "b": [2], "d": .null],
        ])
        #expect(change.map(\.description) == ["b: [1] -> [2]", "c: true -> absent", "d: absent -> null"])
        #expect(JSONDifference.all(among: [1, 2]).map(\.description) == ["1 -> 2"])
    }
}
