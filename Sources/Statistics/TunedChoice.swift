/// The best of several settings, chosen on some seeds and reported on others.
///
/// The lowest of several noisy numbers is lower than the number of the same setting measured again, so a setting that is
/// chosen and reported on the same seeds looks better than it is. Both are given, for the difference between them.
///
/// Settings are compared by the median, runs that diverged counting as the worst possible. Of equal ones the setting
/// with fewer such runs is chosen, then the earlier one.
public struct TunedChoice: Equatable, Sendable {
    /// The index of the chosen setting.
    public let setting: Int
    /// Its outcomes on the seeds that had no part in the choice.
    public let reported: Outcomes
    /// The setting chosen on all these seeds, and its outcomes on the same ones: the flattering way.
    public let naiveSetting: Int
    public let naivelyReported: Outcomes

    /// Returns nil if the two sets of seeds overlap, or if no setting has a result on those to choose by.
    public init?(
        of settings: [Outcomes], choosingOn choosing: Set<UInt64>, reportingOn reporting: Set<UInt64>,
        better direction: Direction
    ) {
        let all = choosing.union(reporting)
        guard choosing.isDisjoint(with: reporting),
            let chosen = Self.best(settings.map { $0.of(choosing) }, direction),
            let naive = Self.best(settings.map { $0.of(all) }, direction)
        else { return nil }
        setting = chosen
        reported = settings[chosen].of(reporting)
        naiveSetting = naive
        naivelyReported = settings[naive].of(all)
    }

    /// The lower half of the seeds to choose by, rounded down, and the others to report.
    public static func halves(of seeds: some Sequence<UInt64>) -> (
        choosing: Set<UInt64>, reporting: Set<UInt64>
    ) {
        let sorted = Set(seeds).sorted()
        return (Set(sorted.prefix(sorted.count / 2)), Set(sorted.dropFirst(sorted.count / 2)))
    }

    private static func best(_ settings: [Outcomes], _ direction: Direction) -> Int? {
        let ranked = settings.indices.compactMap { index in
            settings[index].median(better: direction).map { median in
                (
                    index: index, loss: direction == .lower ? median : -median,
                    diverged: settings[index].diverged
                )
            }
        }
        return ranked.min { ($0.loss, $0.diverged, $0.index) < ($1.loss, $1.diverged, $1.index) }?.index
    }
}
