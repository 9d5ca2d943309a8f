import Machines
import Records
import Statistics
import Studies

/// What the runs of one cell show.
public struct CellEvidence: Sendable {
    /// How often and how soon the runs succeeded.
    public struct Success: Sendable {
        public let rate: Rate
        public let times: SurvivalCurve
        /// Runs that ended without success and did not diverge: their time is longer than they were trained.
        public let censored: Int
    }

    /// One column at the end of the runs.
    public struct Measure: Sendable {
        public let column: Column
        public let summary: CellSummary
        /// Runs that completed without a defined value. They are among those that ``summary`` counts as diverged.
        public let undefined: Int
        /// Empty without results.
        public let profile: [ProfilePoint]
        /// Against the baseline; nil for the baseline itself and without one.
        public internal(set) var difference: Difference?
    }

    /// This cell minus the baseline, on equal seeds.
    public struct Difference: Sendable {
        public let pairs: PairedDifferences
        /// Of all pairs, where a run that diverged counts as infinitely bad; nil without pairs or if it depends on pairs of
        /// which both sides diverged.
        public let median: Double?
        public let interval: Interval?
        public let pValue: Double?
        /// The p-value, corrected for all of the study's by Holm.
        public internal(set) var correctedPValue: Double?
    }

    public let name: String
    public let variant: String
    public let completed: Int
    public let diverged: Int
    public let crashed: Int
    public let unfinished: Int
    /// Nil if the study does not say what success is, or without results.
    public let success: Success?
    /// In the order of the study's columns.
    public internal(set) var measures: [Measure]

    /// Runs with a result.
    public var results: Int { completed + diverged }

    var pValues: [Double] { measures.compactMap { $0.difference?.pValue } }
}

extension StudyResults {
    /// Cells in the order of the plan. Intervals take most of the time, so that cells are shared among the cores.
    func cells(against baseline: Subject?) -> [CellEvidence] {
        let thresholds = columns.map(thresholds)
        return inParallel(plan.cells) { evidence(of: $0, against: baseline, at: thresholds) }
    }

    /// - Parameter thresholds: of the profile of each column.
    private func evidence(
        of cell: StudyCell, against baseline: Subject?, at thresholds: [[Double]]
    ) -> CellEvidence {
        let runs = runs(of: cell.name)
        let other = baseline?.part(for: Self.problem(of: cell, in: plan)).map {
            Subject(name: $0.cell, parts: [$0], seeds: baseline?.seeds)
        }
        return CellEvidence(
            name: cell.name, variant: cell.variant ?? cell.name,
            completed: runs.count { $0.status == .completed },
            diverged: runs.count { $0.status == .diverged },
            crashed: runs.count { $0.status == .crashed }, unfinished: unfinished(cell.name),
            success: plan.study.success.isEmpty ? nil : success(of: cell.name),
            measures: zip(columns, thresholds).map { measure($0, of: cell, against: other, at: $1) })
    }

    private func success(of cell: String) -> CellEvidence.Success? {
        let arrivals = Array(arrivals(of: cell).values)
        let reached = arrivals.count { if case .reached = $0 { true } else { false } }
        let censored = arrivals.count { if case .notReached = $0 { true } else { false } }
        let confidence = StudyEvidence.confidence
        guard let rate = Rate(successes: reached, trials: arrivals.count, confidence: confidence),
            let times = SurvivalCurve(arrivals, confidence: confidence)
        else { return nil }
        return CellEvidence.Success(rate: rate, times: times, censored: censored)
    }

    private func measure(
        _ column: Column, of cell: StudyCell, against baseline: Subject?, at thresholds: [Double]
    ) -> CellEvidence.Measure {
        let outcomes = outcomes(of: cell.name, in: column.name)
        return CellEvidence.Measure(
            column: column, summary: CellSummary(of: outcomes, confidence: StudyEvidence.confidence),
            undefined: runs(of: cell.name).count {
                $0.status == .completed && $0.outcomes[column.name] == .some(nil)
            },
            profile: profile(of: cell, in: column, at: thresholds),
            difference: baseline.flatMap {
                $0.name == cell.name ? nil : difference(of: cell, minus: $0, in: column)
            })
    }

    private func difference(
        of cell: StudyCell, minus baseline: Subject, in column: Column
    ) -> CellEvidence.Difference {
        let mine = subject(of: cell).limited(to: baseline.seeds)
        let pairs = PairedDifferences(
            of: outcomes(of: mine, in: column.name), against: outcomes(of: baseline, in: column.name))
        let direction = column.direction
        return CellEvidence.Difference(
            pairs: pairs, median: pairs.median(better: direction),
            interval: pairs.medianInterval(better: direction, confidence: StudyEvidence.confidence),
            pValue: pairs.pValue(better: direction))
    }
}

extension CellEvidence {
    /// The cells with p-values corrected for their number.
    static func corrected(_ cells: [CellEvidence]) -> [CellEvidence] {
        var corrected = HolmCorrection.correct(cells.flatMap(\.pValues))[...]
        return cells.map { cell in
            var cell = cell
            for place in cell.measures.indices where cell.measures[place].difference?.pValue != nil {
                cell.measures[place].difference?.correctedPValue = corrected.popFirst()
            }
            return cell
        }
    }
}
