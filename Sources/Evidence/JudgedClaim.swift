import Records
import Statistics
import Studies
import Text

/// A claim of a study with its verdict, and all that stands behind the word.
public struct JudgedClaim: Sendable {
    public let claim: StudyClaim
    public let verdict: Claim.Verdict
    /// Such as `median of reverseKL, r1 - none`.
    public let quantity: String
    /// Of the quantity; nil if the seeds leave it open.
    public let value: Double?
    public let interval: Interval?
    /// What the numbers rest on, such as "10 pairs, in 1 of which r1 diverged".
    public let basis: String
    /// When the claim holds and when it does not, fixed before the runs.
    public let rule: String
    /// Why it cannot be told; nil if it can.
    public let reason: String?
    /// How values of the quantity are written.
    let column: Column

    /// The difference with its interval, as the table has it.
    package var written: String { column.difference(value, interval) }
}

extension JudgedClaim {
    init(_ claim: StudyClaim, by results: StudyResults) {
        do throws(SubjectError) {
            let first = try results.subject(named: claim.first)
            let second = try results.subject(named: claim.second)
            let finding = try Finding(claim, first, second, results)
            let missing = results.missing(first, second)
            self.init(claim, finding, missing: missing)
        } catch {
            self.init(
                claim: claim, verdict: .cannotBeTold, quantity: "", value: nil, interval: nil, basis: "",
                rule: Finding.rule(claim, in: Column(claim.column, .outcome)), reason: error.description,
                column: Column(claim.column, .outcome))
        }
    }

    /// A verdict on part of the runs would depend on when somebody looks, so there is none before all of them are done.
    private init(_ claim: StudyClaim, _ finding: Finding, missing: Int) {
        let verdict = missing > 0 ? .cannotBeTold : claim.statement.verdict(finding.interval)
        let reason: String? =
            if missing > 0 {
                "\(missing) of the runs that it speaks of \(missing == 1 ? "is" : "are") not done"
            } else if finding.interval == nil {
                "\(counted(finding.count, "pair")) are too few for an interval; "
                    + "it needs \(SeedCount.fewest(confidence: StudyEvidence.confidence))"
            } else if verdict == .cannotBeTold {
                "some differences in the interval fulfil the claim, others do not"
            } else {
                nil
            }
        self.init(
            claim: claim, verdict: verdict, quantity: finding.quantity, value: finding.value,
            interval: finding.interval, basis: finding.basis, rule: Finding.rule(claim, in: finding.column),
            reason: reason, column: finding.column)
    }
}

extension StudyClaim {
    /// What is said of the difference, first minus second.
    var statement: Claim {
        switch relation {
        case .lower: .lower(byMoreThan: margin)
        case .higher: .higher(byMoreThan: margin)
        case .atMostHigher: .atMostHigher(by: margin)
        case .within: .within(margin)
        }
    }
}

extension StudyResults {
    /// Runs of both that are not done, of the seeds that count.
    fileprivate func missing(_ first: Subject, _ second: Subject) -> Int {
        let seeds = Subject.common(first, second)
        return Set((first.parts + second.parts).map(\.cell)).reduce(0) { $0 + unfinished($1, seeds: seeds) }
    }
}
