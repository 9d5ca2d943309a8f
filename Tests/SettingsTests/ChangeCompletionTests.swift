import Testing

@testable import Settings

/// What a shell offers while a change is typed.
@Suite struct ChangeCompletionTests {
    private static let forms = ShortForms(of: Sample.init)

    private func texts(_ beginning: String) -> [String] {
        Self.forms.completions(of: beginning).map(\.text)
    }

    @Test(arguments: [
        (
            "",
            [
                "name=", "steps=", "batch=", "loss=", "quiet=", "generator.", "averaging.", "averaging=",
                "penalties.", "penalties=",
            ]
        ),
        ("s", ["steps="]),
        ("steps", ["steps="]),
        ("nothing", []),
        (
            "generator.",
            [
                "generator.hidden=", "generator.optimizer.", "generator.optimizer=",
                "generator.learningRate.", "generator.learningRate=",
            ]
        ),
        ("generator.o", ["generator.optimizer.", "generator.optimizer="]),
        (
            "generator.optimizer.",
            [
                "generator.optimizer.kind=", "generator.optimizer.beta1=",
                "generator.optimizer.decay=",
            ]
        ),
        ("generator.optimizer=", ["generator.optimizer=adam", "generator.optimizer=rmsprop"]),
        ("generator.optimizer=r", ["generator.optimizer=rmsprop"]),
        ("generator.optimizer.kind=a", ["generator.optimizer.kind=adam"]),
        ("generator.learningRate=", ["generator.learningRate=constant", "generator.learningRate=linear"]),
        ("generator.learningRate.f", ["generator.learningRate.from="]),
        ("loss=h", ["loss=hinge"]), ("quiet=", ["quiet=true", "quiet=false"]), ("steps=", []),
        ("averaging.", ["averaging.decay="]), ("averaging=", ["averaging=null"]),
        ("penalties.0.", ["penalties.0.weight=", "penalties.0.every="]),
        ("penalties.x.", []), ("steps.x", []), ("a=b=c", []),
    ])
    func partByPart(beginning: String, expected: [String]) {
        #expect(texts(beginning) == expected)
    }

    /// An element of a list is named by its kind, and then it has the keys of that kind alone.
    @Test func elementsOfLists() {
        let forms = ShortForms { section in
            _ = section.sections("penalties", default: [], about: "") { penalty in
                _ = penalty.integer("every", default: 1, in: 1...9, about: "How often.")
                return penalty.variant(
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
        func completions(_ text: String) -> [String] { forms.completions(of: text).map(\.text) }
        #expect(completions("penalties=") == ["penalties=r1", "penalties=l2"])
        #expect(completions("penalties.") == ["penalties.r1.", "penalties.l2."])
        #expect(
            completions("penalties.r1.") == [
                "penalties.r1.every=", "penalties.r1.kind=", "penalties.r1.gamma=",
            ])
        #expect(forms.completions(of: "penalties.r").map(\.about) == ["Real points."])
        #expect(completions("penalties.1.").count == 4)
    }

    /// Each is a change that may be made, or the beginning of one.
    @Test func whatIsOfferedIsAccepted() throws {
        var pending = [""]
        var count = 0
        while let beginning = pending.popLast() {
            for completion in Self.forms.completions(of: beginning) {
                if completion.text.hasSuffix(".") {
                    pending.append(completion.text)
                } else if completion.text.hasSuffix("=") {
                    pending.append(completion.text)
                } else {
                    let halves = completion.text.split(separator: "=")
                    var document = JSONDocument(root: ["steps": 5])
                    let value = (try? JSONValue.parse(String(halves[1]))) ?? .string(String(halves[1]))
                    #expect(throws: Never.self) {
                        try Self.forms.set(value, at: JSONPath(String(halves[0])), of: &document, origin: "")
                    }
                    count += 1
                }
            }
        }
        #expect(count > 8)
    }
}
