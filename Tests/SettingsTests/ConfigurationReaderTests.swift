import Settings
import Testing

@Suite struct ConfigurationReaderTests {
    @Test func everyProblemInOneReport() {
        let text = """
            {
              // Too few.
              "name": "mog8",
              "batch": -3,
              "loss": "hinje",
              "quiet": 1,
              "penalties": [
                {"weight": -1, "evry": 2}, 7,
              ],
              "generator": {
                "hiden": [64],
                "hidden": [64, 0, 2.5],
                "optimizer": {
                  "beta1": 0.9, "decay": 0.9
                },
                "learningRate": {"kind": "linear", "to": 1}
              },
              "averaging": {"decay": 1},
              "a.b": 1
            }
            """
        let error = #expect(throws: ConfigurationError.self) { try readSample(text) }
        #expect(
            error?.description
                == """
                mog8.json: 14 problems
                  line  4  batch: found -3; allowed is an integer from 1 to 65536
                  line  5  loss: found "hinje"; allowed is one of "hinge", "wasserstein", "nonSaturating"; did you \
                mean "hinge"?
                  line  6  quiet: found 1; allowed is true or false
                  line  8  penalties.0.evry: unknown key; did you mean "every"?
                  line  8  penalties.0.weight: found -1; allowed is a number of at least 0
                  line  8  penalties.1: found 7; allowed is an object
                  line 11  generator.hiden: unknown key; did you mean "hidden"?
                  line 12  generator.hidden.1: found 0; allowed is an integer from 1 to 4096
                  line 12  generator.hidden.2: found 2.5; allowed is an integer from 1 to 4096
                  line 14  generator.optimizer.decay: "decay" is a key of kind "rmsprop", not of "adam"
                  line 18  averaging.decay: found 1; allowed is a number of at least 0 and below 1
                  line 19  "a.b": unknown key
                           generator.learningRate.from: missing; allowed is a number above 0
                           steps: missing; allowed is an integer from 1 to 4294967295
                """)
    }

    @Test func withoutLinesThereIsNoMargin() {
        let error = #expect(throws: ConfigurationError.self) { try readSample("{}") }
        #expect(
            error?.description == """
                mog8.json: 1 problem
                  steps: missing; allowed is an integer from 1 to 4294967295
                """)
    }

    @Test func defaultsAreFilledInInTheOrderOfTheDeclaration() throws {
        let reading = try readSample(#"{"batch": 1e2, "steps": 10}"#)
        #expect(
            JSONWriter.compact(reading.resolved)
                == #"{"name": "run", "steps": 10, "batch": 100, "loss": "nonSaturating", "quiet": false, "#
                + #""generator": {"hidden": [64, 64], "optimizer": {"kind": "adam", "beta1": 0.5}, "#
                + #""learningRate": 0.001}, "averaging": null, "penalties": [{"weight": 10, "every": 1}]}"#)
        #expect(reading.value.generator.learningRate == .constant(0.001))
    }

    @Test(arguments: [
        #"{"steps": 1}"#,
        #"{"steps": 1, "averaging": {}, "penalties": []}"#,
        #"{"generator": {"optimizer": {"decay": 0.1, "kind": "rmsprop"}}, "steps": 9, "loss": "hinge"}"#,
        #"{"steps": 50, "penalties": [{"weight": 0}, {"every": 5, "weight": 1}], "quiet": true, "name": "x"}"#,
        #"{"steps": 1, "generator": {"learningRate": {"from": 1, "kind": "linear"}, "hidden": [1]}}"#,
        #"{"steps": 1, "generator": {"learningRate": {"kind": "constant", "value": 0.3}}}"#,
    ])
    func resolvedIsAFixedPoint(text: String) throws {
        let first = try readSample(text)
        let second = try readSample(JSONWriter.pretty(first.resolved))
        #expect(second.value == first.value)
        // As text, for equality of values would not see a change in the order of the keys.
        #expect(JSONWriter.pretty(second.resolved) == JSONWriter.pretty(first.resolved))
    }

    @Test func checksAcrossKeysReachTheReport() {
        let error = #expect(throws: ConfigurationError.self) {
            try readSample("{\"steps\": 2,\n\"penalties\": [{\"weight\": 1, \"every\": 3}]}")
        }
        #expect(error?.description == "mog8.json: 1 problem\n  line 2  penalties: must not exceed steps")
    }

    @Test func documentation() throws {
        let keys = ConfigurationReader.document(Sample.init)
        #expect(
            keys.map(\.path.description) == [
                "name", "steps", "batch", "loss", "quiet", "generator", "generator.hidden",
                "generator.optimizer",
                "generator.optimizer.kind", "generator.optimizer.beta1", "generator.optimizer.decay",
                "generator.learningRate", "generator.learningRate.kind", "generator.learningRate.value",
                "generator.learningRate.from", "generator.learningRate.to", "averaging", "averaging.decay",
                "penalties", "penalties.*.weight", "penalties.*.every",
            ])
        let batch = try #require(keys.first { $0.path == "batch" })
        #expect(batch.type == "integer")
        #expect(batch.allowed == "an integer from 1 to 65536")
        #expect(batch.defaultText == "256")
        #expect(batch.unit == "samples")
        #expect(batch.about == "Samples a step.")
        #expect(batch.variant == nil)
        let decay = try #require(keys.first { $0.path == "generator.optimizer.decay" })
        #expect(decay.defaultText == nil)
        #expect(decay.variant == "generator.optimizer.kind \"rmsprop\"")
        let defaults = ["loss", "generator", "averaging", "penalties"].map { path in
            keys.first { $0.path == JSONPath(path) }?.defaultText
        }
        #expect(defaults == ["\"nonSaturating\"", "{}", "null", "[{\"weight\": 10}]"])
        #expect(keys.first { $0.path == "loss" }?.source == "Goodfellow 2014")
    }
}
