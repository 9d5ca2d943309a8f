import Experiments
import Records
import Runs
import Settings
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import Studies

/// What is wrong with a study file is said, all of it at once.
@Suite struct StudyFileProblemsTests {
    /// Cells that one is chosen from agree in the variant and in the axes that are no settings.
    @Test func aChoiceIsMadeWithinProblems() throws {
        let study = try SmallStudy(Self.problems)
        let plan = try study.plan()
        let choice = try #require(plan.study.choice)
        #expect(
            plan.cells.map { choice.group(of: $0.variant, $0.settings) } == [
                "none-steps=5", "none-steps=6", "r1-steps=5", "r1-steps=6", "r1-steps=5", "r1-steps=6",
            ])
        #expect(
            plan.cells.map { choice.problem($0.settings) }
                == Array(repeating: ["steps=5", "steps=6"], count: 3).flatMap(\.self))
        #expect(
            plan.cells.filter { choice.isUntuned($0.settings) }.map(\.name) == [
                "r1-gamma=10-steps=5", "r1-gamma=10-steps=6",
            ])
        #expect(plan.study.claims[1].first == "r1-steps=6")
    }

    private static let problems = """
        "variants": [
          { "name": "none", "changes": { "penalties": [] } },
          { "name": "r1", "axes": [{ "key": "penalties.0.gamma", "values": [0.1, 10] }] }
        ],
        "axes": [{ "key": "steps", "values": [5, 6] }],
        "seeds": { "count": 9 },
        "choice": { "chooseSeeds": [0, 2], "reportSeeds": [3, 8], "by": "modes", "within": ["steps"], "untuned": { "gamma": 10 } },
        "claims": [
          { "name": "all", "text": "r1 has more modes", "of": "r1", "than": "none", "column": "modes", "is": "higher" },
          { "name": "six", "text": "the same at 6", "of": "r1-steps=6", "than": "none-steps=6", "column": "modes", "is": "higher" }
        ]
        """

    @Test func axesOfAChoiceMustBeThere() throws {
        let study = try SmallStudy(
            Self.problems.replacing(#"["steps"]"#, with: #"["step"]"#).replacing(
                #"{ "gamma": 10 }"#, with: #"{ "gamma": 3, "eta": 1 }"#))
        let problems = try #require(study.problems())
        for problem in [
            #"choice: within: there is no axis "step"; the axes are gamma, steps"#,
            "choice: untuned: gamma is never 3",
            #"choice: untuned: there is no axis "eta"; the axes are gamma, steps"#,
            #"claims: claim "six": there is no cell "r1-steps=6""#,
        ] { #expect(problems.contains(problem), "\(problem)") }
    }

    @Test func aBudgetIsNotContradicted() throws {
        let both = try SmallStudy(
            """
            "variants": [{ "name": "a", "changes": { "steps": 3 } }],
            "axes": [{ "key": "record.evaluateEvery", "values": [1, 2] }],
            "seeds": { "count": 1 }, "budget": { "modelEvaluations": 40 }
            """)
        let problems = try #require(both.problems())
        for key in ["steps", "record.evaluateEvery"] {
            #expect(problems.contains("budget: the budget decides on \(key); leave it out"), "\(problems)")
        }
        let small = try SmallStudy(
            #""variants": [{ "name": "a" }], "seeds": { "count": 1 }, "budget": { "modelEvaluations": 1 }"#)
        #expect(
            small.problems()
                == "study.json: budget: a step of a takes 2 model evaluations, more than all 1")
    }

    @Test func allProblemsOfTheFileAtOnce() throws {
        let study = try SmallStudy(
            """
            "variants": [{ "name": "a" }, { "nam": "b" }],
            "axes": [{ "key": "steps", "values": [] }],
            "seeds": { "count": 0 },
            "success": [{ "column": "modes" }],
            "sweep": []
            """)
        #expect(
            study.problems() == """
                study.json: 6 problems
                  line 1  variants.1.nam: unknown key; did you mean "name"?
                  line 2  axes.0.values: found a list of 0; allowed is a list of 1 to 10000 values
                  line 3  seeds.count: found 0; allowed is an integer from 1 to 100000
                  line 4  success.0: atLeast or atMost is needed
                  line 5  sweep: unknown key; did you mean "axes"?
                          variants.1.name: missing; allowed is a name of 1 to 64 letters, digits, '.', '_' and '-' that starts with a letter or digit
                """)
    }

    @Test func namesOccurOnce() throws {
        let study = try SmallStudy(
            #""variants": [{ "name": "a" }, { "name": "a" }], "seeds": { "count": 1 }"#)
        #expect(study.problems()?.contains(#"variants: the name "a" occurs twice"#) == true)
    }

    /// With equal seeds their runs would be the same, and every difference 0.
    @Test func cellsThatTrainTheSameAreRefused() throws {
        let study = try SmallStudy(
            #"""
            "variants": [
              { "name": "a" }, { "name": "b", "changes": { "record.metricsEvery": 1 } },
              { "name": "c", "axes": [{ "key": "batch", "values": [9, 10] }] },
              { "name": "d", "changes": { "batch": 10 } }
            ],
            "seeds": { "count": 1 }
            """#)
        #expect(
            study.problems() == """
                study.json: "a" and "b" train the same; leave one out, or change what it trains
                study.json: "c-batch=10" and "d" train the same; leave one out, or change what it trains
                """)
    }

    @Test func namesThatAreUsedMustBeThere() throws {
        let study = try SmallStudy(
            """
            "variants": [{ "name": "a" }, { "name": "b" }], "seeds": { "count": 1 }, "baseline": "c",
            "claims": [{ "name": "x", "text": "a beats d", "of": "a", "than": "d", "column": "modes" }]
            """)
        let problems = try #require(study.problems())
        #expect(problems.contains(#"baseline: there is no cell "c"; the cells are a, b"#))
        #expect(problems.contains(#"claims: claim "x": there is no cell "d"; the cells are a, b"#))
        #expect(problems.contains("2 problems"))
    }

    @Test func problemsOfConfigurationsNameTheVariant() throws {
        let study = try SmallStudy(
            """
            "changes": { "stepz": 5 },
            "variants": [
              { "name": "a", "changes": { "batch": -1 } },
              { "name": "b", "changes": { "steps.x": 1 } },
              { "name": "c", "axes": [{ "key": "penalties.0.gamma", "values": [1, "two"] }] }
            ], "seeds": { "count": 3 }
            """)
        let problems = try #require(study.problems())
        #expect(
            problems == """
                study.json, variant "b": steps.x: steps is a number, not an object or a list
                study.json, variant "a": batch: 1 problem
                  batch: found -1; allowed is an integer from 1 to 65536
                study.json, axis gamma=two: 1 problem
                  penalties.0.gamma: found "two"; allowed is a number of at least 0, or an object whose "kind" \
                is one of "constant", "linear", "cosine", "exponential", "step"
                study.json, changes: stepz: 1 problem
                  stepz: unknown key; did you mean "steps"?
                """)
    }

    @Test func tooManyRunsAreRefusedBeforeTheyFillTheMemory() throws {
        let values = (1...1000).map(String.init).joined(separator: ",")
        let axes = ["steps", "batch", "record.samples"].map {
            #"{ "key": "\#($0)", "values": [\#(values)] }"#
        }
        let study = try SmallStudy(
            #""axes": [\#(axes.joined(separator: ","))], "seeds": { "count": 10 }"#)
        #expect(study.problems()?.contains("there are more than 1000000 runs") == true)
    }

    @Test func zippedAxesMustBeEquallyLong() throws {
        let study = try SmallStudy(
            """
            "axes": [{ "key": "steps", "values": [5, 6] }, { "key": "batch", "values": [1] }],
            "combine": "zip", "seeds": { "count": 1 }
            """)
        #expect(
            study.problems() == """
                study.json: 1 problem
                  line 2  combine: the axes that are zipped have different numbers of values
                """)
    }

    @Test func hostileNamesDoNotLeaveTheFolder() throws {
        let study = try SmallStudy(
            """
            "axes": [{ "key": "name", "values": ["../../x", "a/b"] }, { "key": "penalties.0.kind", "values": ["r1"] }],
            "seeds": { "count": 1 }
            """)
        // The configuration does not allow such names, so ask for the names of cells alone.
        let text = try #require(study.problems())
        #expect(text.contains("name=.._.._x"))
        #expect(!text.contains("name=../"))
    }

    /// A study trains for days, so what it asks of columns is looked at before. The columns of all cells count.
    @Test func columnsThatNoRunHas() throws {
        let study = try SmallStudy(
            """
            "variants": [{ "name": "a" }, { "name": "b", "changes": { "penalties": [{ "kind": "r2", "gamma": 1 }] } }],
            "seeds": { "from": 0, "count": 4 },
            "success": [{ "column": "mods", "atLeast": 1 }, { "column": "r2", "atMost": 1 }],
            "outcomes": ["highQuality", "generatorWganGP", "w3", "seconds"],
            "choice": { "chooseSeeds": [0, 1], "reportSeeds": [2, 3], "by": "reverseKl" },
            "claims": [{ "name": "c", "text": "t", "of": "a", "than": "b", "column": "discriminatorLos" }]
            """)
        let problems = try #require(study.problems()).split(separator: "\n")
        #expect(
            problems.map { $0.prefix { $0 != ";" } } == [
                #"study.json: success.0.column: no run has a column "mods""#,
                #"study.json: outcomes.2: no run has a column "w3""#,
                #"study.json: choice.by: no run has a column "reverseKl""#,
                #"study.json: claims.0.column: no run has a column "discriminatorLos""#,
            ])
        #expect(problems[0].hasSuffix(#"did you mean "modes"?"#))
    }

    @Test(arguments: [
        Tiny.text,
        Tiny.text.replacing(
            #""penalties""#, with: #""fieldMethods": [{ "kind": "consensus" }], "penalties""#),
        #"{ "steps": 3, "game": { "kind": "dirac" }, "penalties": [{ "kind": "r1", "gamma": 1 }] }"#,
        Tiny.text.replacing(#""batch""#, with: #""scheme": { "discriminatorSteps": 2 }, "batch""#),
    ])
    func allColumnsAreKnown(text: String) throws {
        let scratch = try Scratch()
        let resolved = try Tiny.read(text)
        _ = try Training.start(resolved, in: scratch.run())
        let columns = try scratch.run().table.columns.map(\.name)
        #expect(columns.count > 6)
        #expect(Set(columns).isSubset(of: resolved.configuration.possibleColumns))
    }

    @Test func aConfigurationIsNoStudyAndAStudyNoConfiguration() throws {
        let study = try SmallStudy()
        let (file, base) = (study.scratch.file("study.json").string, study.scratch.file("tiny.json").string)
        #expect(
            throws: FileError(
                .configure, file, "it is a study, and no configuration of a run",
                advice: "To train its runs: gantrain study \(file)")
        ) { try ConfigurationFile.read(file, lookingIn: []) }
        #expect(
            throws: FileError(
                .configure, base, "it is the configuration of a run, and no study",
                advice: "To train it: gantrain --config \(base)")
        ) { try StudyFile.read(base, lookingIn: []) }
    }
}
