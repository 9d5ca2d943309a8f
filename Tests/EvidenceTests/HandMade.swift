import Records
import Studies
import TestSupport

@testable import Evidence

/// A study whose runs are written down by hand: no penalty against R1 with two weights, ten seeds of 1,000 steps.
enum HandMade {
    static let members = """
        "about": "Does R1 help?",
        "variants": [
            { "name": "none", "changes": { "penalties": [] } },
            { "name": "r1", "axes": [{ "key": "penalties.0.gamma", "values": [1, 10] }] }
        ],
        "seeds": { "count": 10 },
        "success": [{ "column": "modes", "atLeast": 3 }, { "column": "reverseKL", "atMost": 0.5 }],
        "baseline": "none", "outcomes": ["reverseKL", "highQuality"],
        "choice": { "chooseSeeds": [0, 2], "reportSeeds": [3, 9], "by": "reverseKL" },
        "claims": [
            { "name": "helps", "text": "R1 lowers reverse KL by 0.1", "source": "a paper",
              "of": "r1-gamma=10", "than": "none", "column": "reverseKL", "is": "lower", "margin": 0.1 },
            { "name": "tuned", "text": "R1 raises reverse KL.", "of": "r1", "than": "none",
              "column": "reverseKL", "is": "higher" },
            { "name": "close", "text": "The weight does not matter", "of": "r1-gamma=1", "than": "r1-gamma=10",
              "column": "highQuality", "is": "within", "margin": 0.01 },
            { "name": "arrives", "text": "R1 succeeds more often", "of": "r1-gamma=10", "than": "none",
              "statistic": "successRate", "is": "higher", "margin": 0.25 },
            { "name": "sooner", "text": "R1 is quicker", "of": "r1-gamma=10", "than": "none",
              "statistic": "stepsToSuccess", "is": "lower", "margin": 100 },
            { "name": "blurs", "text": "R1 costs quality.", "of": "r1-gamma=10", "than": "none",
              "column": "highQuality", "is": "lower" }
        ]
        """

    static func plan(_ members: String = members) throws -> StudyPlan {
        let scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        try scratch.write(#"{ "name": "by-hand", "base": "tiny.json", \#(members) }"#, as: "study.json")
        return try StudyFile.read(scratch.file("study.json").string, lookingIn: [])
    }

    static let columns = [
        Column.step, Column("modes", .outcome, format: .integer, better: .higher, most: 3),
        Column("highQuality", title: "high quality", .outcome, format: .share, better: .higher),
        Column("reverseKL", title: "reverse KL", .outcome, unit: "nats", better: .lower),
    ]

    /// What a seed gave; nil for a run that diverged.
    typealias Numbers = (reverseKL: Double, highQuality: Double, reachedAt: Int?)

    static let none: [Numbers?] = [
        (0.50, 0.61, 800), (0.42, 0.55, nil), (0.61, 0.70, nil), (0.55, 0.58, nil), (0.47, 0.66, 1000),
        (0.52, 0.49, nil), (0.58, 0.52, nil), (0.44, 0.63, nil), (0.49, 0.57, nil), (0.63, 0.60, nil),
    ]
    static let weak: [Numbers?] = [
        (0.10, 0.81, 300), (0.12, 0.85, 400), (0.09, 0.79, 350), nil, (0.15, 0.83, 500),
        (0.11, 0.88, 450), (0.14, 0.77, 600), (0.08, 0.84, nil), (0.13, 0.86, 550), (0.16, 0.82, 700),
    ]
    static let strong: [Numbers?] = [
        (0.20, 0.80, 200), (0.18, 0.83, 250), (0.22, 0.81, 200), (0.19, 0.78, 300), (0.21, 0.85, 250),
        (0.17, 0.86, 200), (0.23, 0.79, 350), (0.60, 0.82, 900), (0.24, 0.84, 300), (0.16, 0.80, 250),
    ]

    static let runs =
        runs("none", "none", none) + runs("r1-gamma=1", "r1", weak, gamma: "1")
        + runs("r1-gamma=10", "r1", strong, gamma: "10")

    static func runs(
        _ cell: String, _ variant: String, _ seeds: [Numbers?], gamma: String? = nil
    ) -> [StudyRun] {
        seeds.enumerated().map { seed, found in
            var run = StudyRun(
                cell: cell, variant: variant, settings: gamma.map { [.init(axis: "gamma", text: $0)] } ?? [],
                seed: UInt64(seed), status: found == nil ? .diverged : .completed,
                steps: found == nil ? 120 : 1000, reachedAt: found?.reachedAt,
                table: Table(columns: columns, rows: [[500, 2, 0.5, nil]]))
            if let found {
                run.outcomes = ["modes": 3, "highQuality": found.highQuality, "reverseKL": found.reverseKL]
            } else {
                run.remark = "step 120: the generator's loss is nan"
            }
            return run
        }
    }

    /// Of all runs.
    static let whole = Result { try evidence() }

    static func evidence(_ members: String = members, _ runs: [StudyRun] = runs) throws -> StudyEvidence {
        StudyEvidence(of: try plan(members), runs: runs)
    }
}
