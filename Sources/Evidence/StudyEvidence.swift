import Records
import Statistics
import Studies

/// What the runs of a study show. It is a pure function of the plan and of what the runs have left: the same runs give
/// the same numbers, in whatever order they were done and however often they were killed.
public struct StudyEvidence: Sendable {
    /// Of all intervals.
    public static let confidence = 0.95

    public let plan: StudyPlan
    /// In the order of the cells, then of the seeds.
    public let runs: [StudyRun]
    /// The columns that are summarized.
    public let columns: [Column]
    /// Outcomes that the study asks for and that no run has measured.
    public let unmeasured: [String]
    /// By the name of the cell, what a perfect generator scores in its distances.
    public let floors: [String: [Floor]]
    /// How the questions came about.
    public let history: StudyHistory
    /// In the order of the plan.
    public let cells: [CellEvidence]
    /// What the others are compared with; nil if the study names nothing, or nothing that can stand for one cell.
    public let baseline: Subject?
    /// How many p-values there are, for which they are corrected.
    public let tests: Int
    public let choices: [VariantChoice]
    public let claims: [JudgedClaim]
    /// What a reader should know before believing any of it.
    public let warnings: [String]

    /// - Parameters:
    ///   - runs: of the plan, each once, in any order.
    ///   - floors: as far as they are known.
    ///   - history: what was changed since runs have ended.
    public init(
        of plan: StudyPlan, runs: [StudyRun], floors: StudyFloors = StudyFloors(),
        history: StudyHistory = StudyHistory()
    ) {
        let results = StudyResults(plan: plan, runs: runs)
        self.plan = plan
        self.runs = results.runs
        self.floors = Dictionary(
            plan.cells.map { ($0.name, floors.floors(of: $0)) }, uniquingKeysWith: { first, _ in first })
        self.history = history
        columns = results.columns
        unmeasured = results.unmeasured
        choices = results.choices
        baseline = plan.study.baseline.flatMap { try? results.subject(named: $0) }
        cells = CellEvidence.corrected(results.cells(against: baseline))
        tests = cells.reduce(0) { $0 + $1.pValues.count }
        claims = plan.study.claims.map { JudgedClaim($0, by: results) }
        warnings = Warnings(results: results, history: history, baseline: baseline, tests: tests).texts
    }

    /// What the folder of a study shows, with all that it knows of floors.
    public init(of reading: StudyReading) {
        self.init(
            of: reading.plan, runs: reading.runs, floors: reading.floors, history: reading.history)
    }

    /// Runs that the study asks for.
    public var planned: Int { plan.cells.count * plan.study.seeds.count }
    /// Runs with a result or a failure.
    public var finished: Int { runs.count { $0.status != .unfinished } }
}
