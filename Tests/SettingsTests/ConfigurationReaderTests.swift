import Testing

@testable import Settings

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

    /// The file is innocent of what an option has put in.
    @Test func problemsAreListedWhereTheValuesComeFrom() throws {
        var document = try JSONDocument.parse("{\n\"steps\": 10,\n\"batch\": 0\n}")
        func set(_ path: JSONPath, _ value: JSONValue) throws {
            try document.set(value, at: path, origin: "--set \(path)=\(value)")
        }
        try set("generator.hidden", [64, 0])
        try set("averaging.decay", 2)
        try set("penalties", [["weight": 1, "every": 99]])
        try set("a.b", 1)
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationReader.read(document, name: "mog8.json", declaration: Sample.init)
        }
        #expect(
            error?.description == """
                mog8.json: 1 problem
                  line 3  batch: found 0; allowed is an integer from 1 to 65536
                --set a.b=1: 1 problem
                  a: unknown key
                --set averaging.decay=2: 1 problem
                  averaging.decay: found 2; allowed is a number of at least 0 and below 1
                --set generator.hidden=[64, 0]: 1 problem
                  generator.hidden.1: found 0; allowed is an integer from 1 to 4096
                --set penalties=[{"weight": 1, "every": 99}]: 1 problem
                  penalties: must not exceed steps
                """)
    }

    @Test func anOptionThatMakesAKeyOfTheFileWrongIsBlamed() throws {
        var document = try JSONDocument.parse(
            #"{"steps": 9, "generator": {"optimizer": {"beta1": 0.9}}, "penalties": []}"#)
        try document.set(
            "rmsprop", at: "generator.optimizer.kind", origin: "--set generator.optimizer.kind=rmsprop")
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationReader.read(document, name: "mog8.json", declaration: Sample.init)
        }
        #expect(
            error?.description == """
                --set generator.optimizer.kind=rmsprop: 2 problems
                  generator.optimizer.beta1: "beta1" is a key of kind "adam", not of "rmsprop"; to leave it out, set \
                generator.optimizer={"kind": "rmsprop"}
                  generator.optimizer.decay: missing; allowed is a number above 0 and at most 1
                """)
    }

    @Test func whatIsCalledOtherwiseElsewhere() throws {
        let names: [String: String?] = [
            "lr": "learningRate", "mean": "decay", "hinje": nil, "wgan": "wasserstein",
        ]
        func problems(_ text: String) throws -> [String] {
            let error = #expect(throws: ConfigurationError.self) {
                try ConfigurationReader.read(
                    JSONDocument.parse(text), name: "", synonyms: names, declaration: Sample.init)
            }
            return error?.problems.map(\.description) ?? []
        }
        let allowed = #"allowed is one of "hinge", "wasserstein", "nonSaturating""#
        #expect(
            try problems(#"{"steps": 9, "penalties": [], "lr": 1}"#)
                == [#"lr: unknown key; did you mean "generator.learningRate"?"#])
        #expect(
            try problems(#"{"steps": 9, "penalties": [], "generator": {"LR": 1}}"#)
                == [#"generator.LR: unknown key; did you mean "learningRate"?"#])
        #expect(
            try problems(#"{"steps": 9, "penalties": [], "loss": "wgan"}"#)
                == [#"loss: found "wgan"; \#(allowed); did you mean "wasserstein"?"#])
        #expect(
            try problems(#"{"steps": 9, "penalties": [], "loss": "hinje"}"#) == [
                #"loss: found "hinje", which is not supported; \#(allowed)"#
            ])
        #expect(
            try problems(#"{"steps": 9, "penalties": [], "weigth_": 1, "Ev-ery": 2}"#) == [
                #"Ev-ery: unknown key; did you mean "penalties.0.every"?"#, "weigth_: unknown key",
            ])
    }

    /// Where an object is to be, the name of one of its cases is enough to know which.
    @Test func whatWasProbablyMeant() {
        func read(_ section: ConfigurationSection) {
            let cases = [Variant("tanh", about: "") { _ in }, Variant("relu", about: "") { _ in }]
            section.section("f", about: "") { $0.variant(default: "relu", about: "", cases: cases) }
            _ = section.sections("p", default: [], about: "") {
                $0.variant(default: nil, about: "", cases: cases)
            }
            _ = section.boolean("b", default: true, about: "")
            _ = section.integer("n", default: 1, in: 1...9, about: "")
        }
        let kinds = #"allowed is an object whose "kind" is one of "tanh", "relu""#
        #expect(
            problems(#"{"f": "Tanh"}"#, read) == [#"f: found "Tanh"; \#(kinds); did you mean "tanh"?"#])
        #expect(problems(#"{"f": "xyz"}"#, read) == [#"f: found "xyz"; \#(kinds)"#])
        let list = #"allowed is a list of objects whose "kind" is one of "tanh", "relu"; did you mean"#
        #expect(problems(#"{"p": "rleu"}"#, read) == [#"p: found "rleu"; \#(list) ["relu"]?"#])
        #expect(
            problems(#"{"p": {"kind": "tanh"}}"#, read) == [
                #"p: found an object; \#(list) [{"kind": "tanh"}]?"#
            ])
        for none in ["null", "false", #""None""#] {
            #expect(problems(#"{"p": \#(none)}"#, read).first?.hasSuffix("did you mean []?") == true)
        }
        #expect(
            problems(#"{"p": ["tahn"]}"#, read) == [#"p.0: found "tahn"; \#(kinds); did you mean "tanh"?"#])
        #expect(
            problems(#"{"b": "True"}"#, read) == [
                #"b: found "True"; allowed is true or false; did you mean true?"#
            ])
        #expect(
            problems(#"{"n": "5"}"#, read) == [
                #"n: found "5"; allowed is an integer from 1 to 9; did you mean 5?"#
            ])
        #expect(problems(#"{"n": "50"}"#, read) == [#"n: found "50"; allowed is an integer from 1 to 9"#])
    }

    @Test func checksAcrossKeysReachTheReport() {
        let error = #expect(throws: ConfigurationError.self) {
            try readSample("{\"steps\": 2,\n\"penalties\": [{\"weight\": 1, \"every\": 3}]}")
        }
        #expect(error?.description == "mog8.json: 1 problem\n  line 2  penalties: must not exceed steps")
    }

    @Test func placesOfKeys() throws {
        let keys = ConfigurationReader.description(of: Sample.init).placed()
        #expect(
            keys.map(\.path.description) == [
                "name", "steps", "batch", "loss", "quiet", "generator", "generator.hidden",
                "generator.optimizer",
                "generator.optimizer.kind", "generator.optimizer.beta1", "generator.optimizer.decay",
                "generator.learningRate", "generator.learningRate.kind", "generator.learningRate.value",
                "generator.learningRate.from", "generator.learningRate.to", "averaging", "averaging.decay",
                "penalties", "penalties.*.weight", "penalties.*.every",
            ])
        let decay = try #require(keys.first { $0.path == "generator.optimizer.decay" })
        #expect(decay.conditions == [.init(selector: "generator.optimizer.kind", value: "rmsprop")])
    }
}
