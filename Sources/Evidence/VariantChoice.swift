import Records
import Statistics
import Studies

/// The best cell of a variant, chosen on some seeds and reported on others, beside the one that looks best on all.
public struct VariantChoice: Sendable {
    public let variant: String
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
    /// Runs on the seeds of the choice that are not done, so that it may still change.
    public let unfinished: Int
}

extension StudyResults {
    var tunedChoices: [VariantChoice] {
        guard let choice = plan.study.choice, let column = column(choice.column) else { return [] }
        let choosing = Set(plan.study.seeds.filter(choice.choosing.contains))
        let reporting = Set(plan.study.seeds.filter(choice.reporting.contains))
        return variants.compactMap { variant in
            let cells = cells(ofVariant: variant)
            guard cells.count > 1,
                let tuned = TunedChoice(
                    of: cells.map { outcomes(of: $0, in: column.name) }, choosingOn: choosing,
                    reportingOn: reporting, better: column.direction)
            else { return nil }
            return VariantChoice(
                variant: variant, candidates: cells.count, column: column, cell: cells[tuned.setting],
                reportingSeeds: reporting,
                reported: CellSummary(of: tuned.reported, confidence: StudyEvidence.confidence),
                median: tuned.reported.median(better: column.direction),
                naiveCell: cells[tuned.naiveSetting],
                naiveMedian: tuned.naivelyReported.median(better: column.direction),
                unfinished: cells.reduce(0) { $0 + unfinished($1, seeds: choosing) })
        }
    }
}
