import Records
import Statistics
import Studies

/// The best cell of a variant, chosen on some seeds and reported on others, beside the one that looks best on all.
public struct VariantChoice: Sendable {
    /// The cell of somebody who does not choose, on the same seeds as the chosen one.
    public struct Untuned: Sendable {
        public let cell: String
        /// Runs that diverged count as worse than every number; nil without results.
        public let median: Double?
    }

    public let variant: String
    /// As claims name it: the variant, with its problem if the study has several.
    public let name: String
    /// What the choice was made within, such as `data=circle`; empty if the study has one problem.
    public let problem: String
    /// How many cells there were to choose from.
    public let candidates: Int
    public let column: Column
    public let cell: String
    public let reportingSeeds: Set<UInt64>
    /// Of ``cell`` on the seeds that had no part in the choice.
    public let reported: CellSummary
    /// The median of the same, runs that diverged counting as worse than every number; nil without results.
    public let median: Double?
    /// The cell that is best on all seeds, and how it looks on the same ones.
    public let naiveCell: String
    public let naiveMedian: Double?
    /// Nil if the study does not name the setting, or the variant has no cell of it.
    public let untuned: Untuned?
    /// Runs on the seeds of the choice that are not done, so that it may still change.
    public let unfinished: Int
}

extension StudyResults {
    /// A variant with one cell has nothing to choose; it stands there for comparison, on the same seeds.
    var tunedChoices: [VariantChoice] {
        guard let choice = plan.study.choice, let column = column(choice.column) else { return [] }
        return groups.compactMap { tunedChoice(in: $0, choice, by: column) }
    }

    private func tunedChoice(
        in group: ChoiceGroup, _ choice: StudyChoice, by column: Column
    ) -> VariantChoice? {
        let choosing = Set(plan.study.seeds.filter(choice.choosing.contains))
        let reporting = Set(plan.study.seeds.filter(choice.reporting.contains))
        let cells = group.cells.map(\.name)
        guard
            let tuned = TunedChoice(
                of: cells.map { outcomes(of: $0, in: column.name) }, choosingOn: choosing,
                reportingOn: reporting, better: column.direction)
        else { return nil }
        let untuned = group.cells.first { choice.isUntuned($0.settings) }.map { cell in
            VariantChoice.Untuned(
                cell: cell.name,
                median: outcomes(of: cell.name, in: column.name).of(reporting).median(
                    better: column.direction))
        }
        return VariantChoice(
            variant: group.variant, name: group.name, problem: group.problem, candidates: cells.count,
            column: column,
            cell: cells[tuned.setting], reportingSeeds: reporting,
            reported: CellSummary(of: tuned.reported, confidence: StudyEvidence.confidence),
            median: tuned.reported.median(better: column.direction),
            naiveCell: cells[tuned.naiveSetting],
            naiveMedian: tuned.naivelyReported.median(better: column.direction), untuned: untuned,
            unfinished: cells.reduce(0) { $0 + unfinished($1, seeds: choosing) })
    }
}
