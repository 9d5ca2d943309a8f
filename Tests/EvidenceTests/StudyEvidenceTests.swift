import Records
import Statistics
import Studies
import Testing

@testable import Evidence

/// Expected numbers were computed with scipy, statsmodels and lifelines from the same lists, or by hand where it is said.
@Suite struct StudyEvidenceTests {
    private let evidence: StudyEvidence

    init() throws { evidence = try HandMade.whole.get() }

    private func cell(_ name: String) throws -> CellEvidence {
        try #require(evidence.cells.first { $0.name == name })
    }

    @Test func countsEveryRun() throws {
        #expect(evidence.cells.map(\.name) == ["none", "r1-gamma=1", "r1-gamma=10"])
        let weak = try cell("r1-gamma=1")
        let counts = [weak.completed, weak.diverged, weak.crashed, weak.unfinished]
        #expect(counts == [9, 1, 0, 0])
        #expect(evidence.finished == 30)
        #expect(evidence.planned == 30)
    }

    @Test func successAndItsTime() throws {
        let weak = try #require(try cell("r1-gamma=1").success)
        #expect((weak.rate.successes, weak.rate.trials) == (8, 10))
        #expect(weak.censored == 1)
        let times: [Int?] = [weak.times.median, weak.times.medianLow, weak.times.medianHigh]
        #expect(times == [500, 300, 700])
        let none = try #require(try cell("none").success)
        #expect(none.times.median == nil)
        #expect(none.censored == 8)
    }

    /// The order of runs and of cells changes nothing.
    @Test func isAFunctionOfTheRuns() throws {
        let shuffled = try HandMade.evidence(HandMade.members, HandMade.runs.reversed())
        #expect(shuffled.text() == evidence.text())
        #expect(shuffled.csv == evidence.csv)
        #expect(LongTables(shuffled).runsCSV == LongTables(evidence).runsCSV)
        #expect(LongTables(shuffled).curvesCSV == LongTables(evidence).curvesCSV)
    }

    /// Four p-values: two cells in two columns.
    @Test func differencesAreCorrectedForTheirNumber() throws {
        #expect(evidence.tests == 4)
        let found = evidence.cells.flatMap { $0.measures.compactMap(\.difference) }
        // The weak weight diverged once: nine of ten on one side for reverse KL and, one being worse, for quality.
        let p: [Double] = [22.0 / 1024, 22.0 / 1024, 4.0 / 1024, 2.0 / 1024]
        #expect(found.compactMap(\.pValue) == p)
        let corrected: [Double] = [44.0 / 1024, 44.0 / 1024, 12.0 / 1024, 8.0 / 1024]
        #expect(found.compactMap(\.correctedPValue) == corrected)
        #expect(try cell("none").measures.allSatisfy { $0.difference == nil })
    }

    /// Of ten pairs the second lowest and the second highest, by hand.
    @Test func theIntervalOfADiverged() throws {
        let difference = try #require(try cell("r1-gamma=1").measures[0].difference)
        #expect(difference.pairs.onlySettingDiverged == 1)
        let interval = try #require(difference.interval)
        // -0.52, -0.47, -0.44, -0.41, -0.40, -0.36, -0.36, -0.32, -0.30, ∞
        #expect(abs(interval.low + 0.47) < 1e-12)
        #expect(abs(interval.high + 0.30) < 1e-12)
        let median = try #require(difference.median)
        #expect(abs(median + 0.38) < 1e-12)
    }

    /// By hand: on seeds 0 to 2 the weak weight has the median 0.10, the strong one 0.20. On 3 to 9 the weak one has
    /// 0.08, 0.11, 0.13, 0.14, 0.15, 0.16 and one that diverged.
    @Test func theChoiceIsReportedOnOtherSeeds() throws {
        #expect(evidence.choices.map(\.name) == ["none", "r1"])
        let choice = try #require(evidence.choices.last)
        #expect(choice.cell == "r1-gamma=1")
        #expect(choice.median == 0.14)
        #expect(choice.reported.diverged == 1)
        #expect(choice.reported.median?.value == 0.135)
        #expect(choice.naiveCell == "r1-gamma=1")
        #expect(choice.naiveMedian == 0.125)
        #expect(choice.unfinished == 0)
        #expect(choice.untuned == nil)
        // A variant of one cell stands beside it on the same seeds: 0.55, 0.47, 0.52, 0.58, 0.44, 0.49, 0.63.
        #expect(evidence.choices[0].candidates == 1)
        #expect(evidence.choices[0].median == 0.52)
    }

    /// By hand: on seeds 3 to 9 the strong weight has 0.19, 0.21, 0.17, 0.23, 0.60, 0.24, 0.16.
    @Test func theUntunedSettingStandsBesideTheChosenOne() throws {
        let members = HandMade.members.replacing(
            #""by": "reverseKL" }"#, with: #""by": "reverseKL", "untuned": { "gamma": 10 } }"#)
        let found = try HandMade.evidence(members)
        #expect(found.choices[1].untuned?.cell == "r1-gamma=10")
        #expect(found.choices[1].untuned?.median == 0.21)
        #expect(found.choices[0].untuned == nil)
        let section = try #require(found.sections.first { $0.heading.hasPrefix("the best cell") })
        #expect(
            section.rows.map { $0.suffix(2) } == [
                ["untuned", "untuned median"], ["-", "-"], ["r1-gamma=10", "0.2100"],
            ])
        #expect(found.csv.contains("\nr1,reverseKL,untuned: r1-gamma=10,0.21,"))
    }

    @Test func claimsAreJudged() throws {
        let verdicts: [Claim.Verdict] = [
            .holds, .cannotBeTold, .cannotBeTold, .holds, .holds, .doesNotHold,
        ]
        #expect(evidence.claims.map(\.verdict) == verdicts)
        let helps = evidence.claims[0]
        #expect(helps.quantity == "median of reverseKL, r1-gamma=10 - none")
        #expect(helps.basis == "10 pairs")
        #expect(helps.reason == nil)
        #expect(
            helps.rule
                == "holds if the whole interval is below -0.1, does not hold if all of it is at or above -0.1"
        )
        // The chosen cell, on the seeds that did not choose it.
        #expect(evidence.claims[1].quantity == "median of reverseKL, r1 (r1-gamma=1) - none")
        #expect(evidence.claims[1].basis == "7 pairs; r1-gamma=1 diverged in 1")
        #expect(evidence.claims[1].interval?.high == .infinity)
        #expect(evidence.claims[2].basis == "10 pairs; r1-gamma=1 diverged in 1")
        #expect(
            evidence.claims[2].reason == "some differences in the interval fulfil the claim, others do not")
    }

    /// 10 of 10 against 2 of 10: Newcombe's interval from statsmodels.
    @Test func aClaimOfRates() throws {
        let arrives = evidence.claims[3]
        #expect(arrives.value == 0.8)
        #expect(arrives.basis == "10 of 10 against 2 of 10")
        let interval = try #require(arrives.interval)
        #expect(abs(interval.low - 0.3844) < 1e-3)
        #expect(abs(interval.high - 0.9433) < 1e-3)
    }

    /// By hand. Both succeeded with seeds 0 and 4, at -600 and -750; elsewhere none was stopped at 1,000, so the strong
    /// weight was sooner by 750, 800, 700, 800, 650, 100, 700, 750 or more, in the order of the seeds.
    @Test func aClaimOfTimes() throws {
        let sooner = evidence.claims[4]
        #expect(sooner.quantity == "median of steps to success, r1-gamma=10 - none")
        #expect(sooner.basis == "10 pairs, in 2 of which both succeeded")
        #expect(sooner.value == nil)
        #expect(sooner.interval == Interval(low: -.infinity, high: -600, confidence: 0.95))
    }

    @Test func nothingIsJudgedBeforeAllRunsAreDone() throws {
        let partial = try HandMade.evidence(HandMade.members, HandMade.runs.dropLast())
        let verdicts: [Claim.Verdict] = [
            .cannotBeTold, .cannotBeTold, .cannotBeTold, .cannotBeTold, .cannotBeTold, .cannotBeTold,
        ]
        #expect(partial.claims.map(\.verdict) == verdicts)
        #expect(partial.claims[0].reason == "1 of the runs that it speaks of is not done")
        #expect(
            partial.warnings == [
                "1 of 30 runs is not done. Claims that speak of them are not judged, and every number may still change."
            ])
        #expect(partial.cells[2].unfinished == 1)
    }

    @Test func aCrashIsNoResult() throws {
        var runs = HandMade.runs
        runs[0].status = .crashed
        runs[0].remark = "signal 11"
        let found = try HandMade.evidence(HandMade.members, runs)
        #expect(found.cells[0].crashed == 1)
        #expect(found.cells[0].success?.rate.trials == 9)
        #expect(found.claims[0].basis == "9 pairs; 1 further seed without a pair")
        #expect(
            found.warnings == [
                "1 run crashed, which is no result; such runs are counted and left out.",
                "  none, seed 0: signal 11",
            ])
    }

    /// Without a sample of high quality there is no reverse KL: worse than every number, and not a divergence.
    @Test func aMeasureThatIsNotDefined() throws {
        var runs = HandMade.runs
        runs[0].outcomes["reverseKL"] = .some(nil)
        let found = try HandMade.evidence(HandMade.members, runs)
        #expect(found.cells[0].measures[0].undefined == 1)
        #expect(found.cells[0].measures[0].summary.completed == 9)
        #expect(found.cells[0].diverged == 0)
        #expect(found.cells[1].measures[0].difference?.pairs.onlyBaselineDiverged == 1)
        // It is not said that it diverged.
        let sentences = found.sections.flatMap(\.sentences)
        #expect(
            sentences.contains(
                "r1-gamma=1: 10 pairs; r1-gamma=1 diverged or gave no value in 1; none diverged or gave no value in 1."
            ))
        #expect(sentences.contains("r1-gamma=10: 10 pairs; none gave no value in 1."))
        #expect(found.claims[0].basis == "10 pairs; none gave no value in 1")
        #expect(
            found.warnings == [
                "reverseKL is not defined at the end of 1 run that completed; it counts as worse than every number."
            ])
    }

    @Test func fewSeedsAreSaid() throws {
        let members = HandMade.members.replacing(#""count": 10"#, with: #""count": 5"#)
            .replacing("[3, 9]", with: "[3, 4]")
        let found = try HandMade.evidence(members, HandMade.runs.filter { $0.seed < 5 })
        #expect(found.warnings == ["5 seeds are too few: 4 comparisons need at least 8 at 95 % confidence."])
        #expect(found.claims[0].verdict == .cannotBeTold)
        #expect(found.claims[0].reason == "5 pairs are too few for an interval; it needs 6")
    }

    /// All are compared with the chosen cell on the seeds that had no part in the choice.
    @Test func aVariantAsBaseline() throws {
        let found = try HandMade.evidence(
            HandMade.members.replacing(#""baseline": "none""#, with: #""baseline": "r1""#))
        #expect(found.baseline?.description == "r1 (r1-gamma=1)")
        let pairs = found.cells.map { $0.measures[0].difference?.pairs }
        #expect(pairs.map { $0?.pairs } == [7, nil, 7])
        #expect(pairs[0]?.onlyBaselineDiverged == 1)
        #expect(found.warnings == ["7 seeds are too few: 4 comparisons need at least 8 at 95 % confidence."])
        // Its cell is not chosen before all runs on the seeds of the choice are done.
        let early = try HandMade.evidence(
            HandMade.members.replacing(#""baseline": "none""#, with: #""baseline": "r1""#),
            HandMade.runs.filter { $0.cell != "r1-gamma=10" || $0.seed != 2 })
        #expect(early.baseline == nil)
        #expect(
            early.warnings.last
                == "Nothing is compared with r1: the cell of r1 is not chosen before 1 more of its runs are done."
        )
    }

    @Test func aVariantOfSeveralCellsNeedsAChoice() throws {
        let members = HandMade.members.replacing(/"choice".*\n/, with: "")
        let plan = try HandMade.plan(members.replacing(#""of": "r1""#, with: #""of": "r1-gamma=1""#))
        let results = StudyResults(plan: plan, runs: HandMade.runs)
        let error = #expect(throws: SubjectError.self) { try results.subject(named: "r1") }
        #expect(error?.description == "r1 has 2 cells, and the study does not choose one of them")
    }

    /// Of three weights the best is the smallest, of two that says little.
    @Test func aBestSettingAtTheEndOfItsAxisIsSaid() throws {
        let members = HandMade.members.replacing("[1, 10]", with: "[1, 10, 100]")
        let runs = HandMade.runs + HandMade.runs("r1-gamma=100", "r1", HandMade.none, gamma: "100")
        let edge =
            "r1: the best gamma, 1, is the smallest of those tried; beyond it there may be a better one."
        #expect(try HandMade.evidence(members, runs).warnings == [edge])
        let inside = try HandMade.evidence(
            members.replacing("[1, 10, 100]", with: "[0.1, 1, 100]").replacing(
                "r1-gamma=10\"", with: "r1-gamma=100\""),
            HandMade.runs("r1-gamma=0.1", "r1", HandMade.none, gamma: "0.1")
                + runs.filter { $0.cell != "r1-gamma=10" })
        #expect(inside.warnings == [])
        #expect(evidence.warnings == [])
    }

    @Test func outcomesThatNobodyMeasured() throws {
        let members = HandMade.members.replacing(
            #"["reverseKL", "highQuality"]"#, with: #"["reverseKL", "slicedW1"]"#)
        let found = try HandMade.evidence(members)
        #expect(found.columns.map(\.name) == ["reverseKL"])
        #expect(found.warnings == ["No run has measured slicedW1."])
    }

    /// Nothing is done yet: counts, and no number.
    @Test func aStudyWithoutRuns() throws {
        let found = try HandMade.evidence(HandMade.members, [])
        #expect(found.cells.map(\.unfinished) == [10, 10, 10])
        #expect(found.cells.allSatisfy { $0.success == nil && $0.measures.isEmpty })
        #expect(found.claims.allSatisfy { $0.verdict == .cannotBeTold })
        #expect(LongTables(found).runsCSV == "cell,variant,seed,status,steps,reachedAt\n")
    }
}
