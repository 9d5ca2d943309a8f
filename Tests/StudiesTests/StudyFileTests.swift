import Experiments
import Records
import Runs
import Settings
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import Studies

@Suite struct StudyFileTests {
    @Test func axesAreCrossed() throws {
        let study = try SmallStudy(
            """
            "variants": [
              { "name": "none", "changes": { "penalties": [] } },
              { "name": "r1", "axes": [{ "key": "penalties.0.gamma", "values": [0.1, 10] }] }
            ],
            "axes": [{ "key": "steps", "values": [5, 6] }],
            "seeds": { "from": 3, "count": 2 }
            """)
        let plan = try study.plan()
        #expect(
            plan.cells.map(\.name) == [
                "none-steps=5", "none-steps=6", "r1-gamma=0.1-steps=5", "r1-gamma=0.1-steps=6",
                "r1-gamma=10-steps=5", "r1-gamma=10-steps=6",
            ])
        #expect(plan.cells[0].configuration["penalties"] == [])
        #expect(plan.cells[5].configuration["penalties.0.gamma"] == 10)
        #expect(plan.cells[5].configuration["steps"] == 6)
        // Seed by seed, so that a study that is broken off has compared something.
        #expect(plan.runs.map(\.seed) == Array(repeating: 3, count: 6) + Array(repeating: 4, count: 6))
        #expect(plan.runs[1].configuration["seed"] == 3)
        #expect(plan.runs[1].configuration["threads"] == 1)
    }

    /// 2 model evaluations a step without a method, 4 with symplectic adjustment.
    @Test func aBudgetDecidesOnSteps() throws {
        let study = try SmallStudy(
            """
            "changes": { "scheme": { "kind": "simultaneous" } },
            "variants": [
              { "name": "none" }, { "name": "sga", "changes": { "fieldMethods": [{ "kind": "sga" }] } }
            ],
            "seeds": { "count": 1 }, "budget": { "modelEvaluations": 43, "evaluateEvery": 8 }
            """)
        let plan = try study.plan()
        #expect(plan.cells.map(\.pace) == [2, 4])
        #expect(plan.cells.map { $0.configuration["steps"] } == [21, 10])
        for key in ["record.evaluateEvery", "record.metricsEvery"] {
            #expect(plan.cells.map { $0.configuration[JSONPath(key)] } == [4, 2])
        }
        #expect(plan.study.unitOfTime == "model evaluations")
        _ = try study.folder.begin(plan, kernels: "any")
        #expect(try StudyRecord(reading: study.folder).plan.cells.map(\.pace) == [2, 4])
    }

    @Test func axesAreZipped() throws {
        let study = try SmallStudy(
            """
            "axes": [
              { "key": "steps", "values": [5, 6] },
              { "key": "generator.hidden", "also": ["discriminator.hidden"], "name": "width", "values": [[3], [4, 4]] }
            ],
            "combine": "zip", "seeds": { "count": 1 }
            """)
        let plan = try study.plan()
        #expect(plan.cells.map(\.name) == ["steps=5-width=3", "steps=6-width=4x4"])
        #expect(plan.cells[1].configuration["discriminator.hidden"] == [4, 4])
    }

    @Test func axesOfEqualLastWordsAreToldApart() throws {
        let study = try SmallStudy(
            """
            "axes": [
              { "key": "generator.optimizer.beta1", "values": [0, 0.5] },
              { "key": "discriminator.optimizer.beta1", "values": [0] }
            ],
            "seeds": { "count": 1 }
            """)
        #expect(
            try study.plan().cells.map(\.name) == [
                "generator.optimizer.beta1=0-discriminator.optimizer.beta1=0",
                "generator.optimizer.beta1=0.5-discriminator.optimizer.beta1=0",
            ])
    }

    @Test func sectionsAreCalledByTheirKind() throws {
        let study = try SmallStudy(
            """
            "axes": [{ "key": "scheme", "values": [
              { "kind": "alternating" }, { "kind": "simultaneous" }, { "kind": "alternating", "discriminatorSteps": 5 }
            ] }], "seeds": { "count": 1 }
            """)
        #expect(
            try study.plan().cells.map(\.name) == [
                "scheme=alternating1", "scheme=simultaneous", "scheme=alternating3",
            ])
    }

    @Test func labelsNameWhatHasNoName() throws {
        let axis = """
            "key": "generator.optimizer", "also": ["discriminator.optimizer"],
            "values": [{ "kind": "sgd", "learningRate": 0.1 }, { "kind": "sgd", "learningRate": 0.2 }]
            """
        let study = try SmallStudy(
            #""axes": [{ \#(axis), "labels": ["sgd-0.1", "sgd-0.2"] }], "seeds": { "count": 1 }"#)
        let cells = try study.plan().cells
        #expect(cells.map(\.name) == ["optimizer=sgd-0.1", "optimizer=sgd-0.2"])
        #expect(cells[1].configuration["generator.optimizer.learningRate"] == 0.2)
        for labels in [#"["a"]"#, #"["a", "a"]"#] {
            try study.write(#""axes": [{ \#(axis), "labels": \#(labels) }], "seeds": { "count": 1 }"#)
            #expect(study.problems()?.contains("labels: each of 2 values needs a label of its own") == true)
        }
        try study.write(#""axes": [{ \#(axis), "labels": ["../a", "b"] }], "seeds": { "count": 1 }"#)
        #expect(study.problems()?.contains("labels.0: found \"../a\"; allowed is a name") == true)
    }

    @Test func withoutVariantsAndAxesThereIsOneCell() throws {
        let plan = try SmallStudy(#""seeds": { "count": 2 }"#).plan()
        #expect(plan.cells.map(\.name) == ["base"])
        #expect(plan.runs.count == 2)
    }

    @Test func foldersFollowFromWhatIsStudied() throws {
        let study = try SmallStudy()
        let first = try study.plan().runs[0].folderName
        #expect(first.wholeMatch(of: /a-seed0-[0-9a-f]{16}/) != nil)
        // How often something is written, and how many threads there are, is not studied.
        try study.write(
            #""changes": { "record.metricsEvery": 7, "threads": 2 }, "variants": [{ "name": "a" }], "seeds": { "count": 2 }"#
        )
        #expect(try study.plan().runs[0].folderName == first)
        try study.write(#""changes": { "batch": 5 }, "variants": [{ "name": "a" }], "seeds": { "count": 2 }"#)
        #expect(try study.plan().runs[0].folderName != first)
        let names = try study.plan().runs.map(\.folderName)
        #expect(Set(names).count == 2)
    }

    /// Keys of later versions of the program have their defaults in a study that does not know them, and so the names of
    /// folders stay.
    @Test func namesOutliveNewKeys() throws {
        let study = try SmallStudy()
        let plan = try study.plan()
        let cell = plan.cells[0]
        var earlier = try #require(cell.configuration.objectValue)
        for key in ["lookahead", "instanceNoise", "fieldMethods"] { earlier[key] = nil }
        var record = try #require(earlier["record"]?.objectValue)
        for key in ["measures", "within", "spectrumBatches"] { record[key] = nil }
        earlier["record"] = .object(record)
        let old = try StudyCell(
            name: cell.name, variant: cell.variant, settings: cell.settings, configuration: .object(earlier))
        let run = PlannedRun(cell: old, seed: 0)
        #expect(run.folderName == plan.runs[0].folderName)
        #expect(run.formerFolderName != plan.runs[0].formerFolderName)
    }

    /// What is hashed, in full: what the tiny configuration sets to other values than the defaults.
    @Test func namesAreMadeOfThis() throws {
        let lasting = try RunIdentity.lasting(of: SmallStudy().plan().cells[0].configuration)
        #expect(
            JSONWriter.compact(.object(lasting)) == """
                {"average": {"decay": 0.9}, "batch": 4, "data": {"modes": 3, "radius": 1, "standardDeviation": 0.2}, \
                "discriminator": {"hidden": [3], "optimizer": {"learningRate": {"from": 0.01, "kind": "linear", "to": 0}}}, \
                "generator": {"hidden": [3], "optimizer": {"learningRate": 0.01}}, "latent": {"width": 2}, "name": "tiny", \
                "penalties": [{"gamma": 1, "kind": "r1"}, {"kind": "wganGP"}], "record": {"samples": 6}, "steps": 12}
                """)
    }

    /// A folder of a study that was begun when all keys were counted.
    @Test func foldersOfFormerNamesAreFound() throws {
        let study = try SmallStudy()
        let run = try study.plan().runs[1]
        #expect(study.folder.folder(of: run).lastComponent?.string == run.folderName)
        try Folders.make(study.folder.path.appending(run.formerFolderName))
        #expect(study.folder.folder(of: run).lastComponent?.string == run.formerFolderName)
        try Folders.make(study.folder.path.appending(run.folderName))
        #expect(study.folder.folder(of: run).lastComponent?.string == run.folderName)
    }

    @Test func aRangeOfSeedsOrSomeCellsCanBeChosen() throws {
        let study = try SmallStudy(
            """
            "variants": [{ "name": "a" }, { "name": "b", "axes": [{ "key": "batch", "values": [2, 3] }] }],
            "seeds": { "from": 5, "count": 3 }
            """)
        let plan = try study.plan()
        #expect(try plan.runs(ofSeeds: [6], only: ["b"]).map(\.cell.name) == ["b-batch=2", "b-batch=3"])
        #expect(try plan.runs(ofSeeds: nil, only: ["b-batch=2", "a"]).count == 6)
        #expect(
            throws: StudyError("--only: small has no variant or cell \"b-batch=9\"; did you mean b-batch=2?")
        ) {
            try plan.runs(ofSeeds: nil, only: ["b-batch=9"])
        }
        #expect(
            throws: StudyError(
                "--seeds: 4 is not among the seeds of small, 5 to 7; change seeds in the study file")
        ) { try plan.runs(ofSeeds: [5, 4], only: []) }
    }

    /// Every file of configs/studies, its configurations and its claims.
    @Test(arguments: try Folders.names(in: FilePath(projectFolder).appending("configs/studies")))
    func shippedStudiesAreSound(_ name: String) throws {
        let plan = try StudyFile.read(name, lookingIn: [projectFolder])
        #expect(plan.study.name + ".json" == name)
        #expect(!plan.study.about.isEmpty)
        #expect(plan.cells.count >= 2)
        #expect(plan.study.claims.allSatisfy { !$0.source.isEmpty })
        if let choice = plan.study.choice {
            #expect(plan.study.seeds.contains(choice.choosing.lowerBound))
        }
        // Of cells with one seed nothing is claimed.
        #expect(plan.study.claims.isEmpty || plan.study.seeds.count >= 6)
    }

    /// One run of each variant trains two steps, and measures every column that the study asks for.
    @Test(arguments: try Folders.names(in: FilePath(projectFolder).appending("configs/studies")))
    func shippedStudiesTrain(_ name: String) throws {
        let plan = try StudyFile.read(name, lookingIn: [projectFolder])
        let study = plan.study
        let columns =
            study.outcomes + study.success.map(\.column) + [study.choice?.column].compactMap(\.self)
            + study.claims.map(\.column).filter { !$0.isEmpty }
        var known: Set<String> = []
        for cell in plan.cells where known.insert(cell.variant ?? "").inserted {
            var document = JSONDocument(root: cell.configuration)
            for (key, value) in [("steps", 2), ("record.samples", 64)] as [(JSONPath, JSONValue)] {
                try document.set(value, at: key, origin: "the test")
            }
            let scratch = try Scratch()
            let run = RunDirectory(scratch.file("run").string)
            let resolved = try ExperimentConfiguration.read(document, name: cell.name)
            _ = try Training.ensure(resolved, in: run)
            let measured = try run.readTable(of: resolved.configuration).columns.map(\.name)
            #expect(Set(columns).subtracting(measured) == [], "\(cell.name)")
        }
    }

    /// As the paper's study is recalled: 4 data sets, 6 networks, 8 optimizers, 13 methods with their weights.
    @Test func theReconstructionIsWhole() throws {
        let plan = try StudyFile.read("mescheder2018-2d.json", lookingIn: [projectFolder])
        #expect(plan.cells.count == 4 * 6 * 8 * 13)
        #expect(plan.runs.allSatisfy { $0.steps == 50_000 })
        let choice = try #require(plan.study.choice)
        #expect(Set(plan.cells.map { choice.group(of: $0.variant, $0.settings) }).count == 4 * 6 * 5)
    }

    /// What runs log is among the columns that a study may ask for.
}
