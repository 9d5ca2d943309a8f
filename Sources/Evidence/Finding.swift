import Records
import Statistics
import Studies
import Text

/// The number that a claim is judged by.
struct Finding {
    let quantity: String
    let value: Double?
    let interval: Interval?
    /// Pairs, or runs of the cell with fewer of them.
    let count: Int
    let basis: String
    let column: Column

    /// - Throws: ``SubjectError`` if what the claim speaks of was not measured.
    init(
        _ claim: StudyClaim, _ one: Subject, _ other: Subject, _ results: StudyResults
    ) throws(SubjectError) {
        guard one.parts.count + other.parts.count == 2 || one.problems == other.problems else {
            throw SubjectError(description: "\(one.name) and \(other.name) are not of the same problems")
        }
        let seeds = Subject.common(one, other)
        let (first, second) = (one.limited(to: seeds), other.limited(to: seeds))
        let names = "\(first.description) - \(second.description)"
        switch claim.statistic {
        case .medianDifference:
            guard let column = results.column(claim.column) else {
                throw SubjectError(description: "no run has measured \(claim.column)")
            }
            self.init(ofMedian: column, names, first, second, results)
        case .successRate:
            try results.checkSuccess()
            self.init(ofSuccess: names, results.arrivals(of: first), results.arrivals(of: second))
        case .stepsToSuccess:
            try results.checkSuccess()
            self.init(
                ofTimes: names, in: results.plan.study.unitOfTime, results.arrivals(of: first),
                results.arrivals(of: second))
        }
    }

    private init(
        ofMedian column: Column, _ names: String, _ first: Subject, _ second: Subject, _ results: StudyResults
    ) {
        let pairs = PairedDifferences(
            of: results.outcomes(of: first, in: column.name),
            against: results.outcomes(of: second, in: column.name))
        quantity = "median of \(column.name), \(names)"
        value = pairs.median(better: column.direction)
        interval = pairs.medianInterval(better: column.direction, confidence: StudyEvidence.confidence)
        count = pairs.pairs
        basis = pairs.text(
            first.shortName, second.shortName,
            lost: results.runs.howLost(in: column, of: (first.parts + second.parts).map(\.cell)))
        self.column = column
    }

    private init(ofSuccess names: String, _ first: [UInt64: Arrival], _ second: [UInt64: Arrival]) {
        func rate(_ arrivals: [UInt64: Arrival]) -> Rate? {
            let reached = arrivals.values.count { if case .reached = $0 { true } else { false } }
            return Rate(
                successes: reached, trials: arrivals.count, confidence: StudyEvidence.confidence)
        }
        let (one, other) = (rate(first), rate(second))
        let difference =
            if let one, let other { RateDifference(of: one, minus: other) } else { RateDifference?.none }
        quantity = "success rate, \(names)"
        value = difference?.value
        interval = difference?.interval
        count = min(first.count, second.count)
        basis = [one, other].map { $0.map { "\($0.successes) of \($0.trials)" } ?? "none" }
            .joined(separator: " against ")
        column = Column("successRate", title: "success rate", .outcome, format: .share, better: .higher)
    }

    private init(
        ofTimes names: String, in unit: String, _ first: [UInt64: Arrival], _ second: [UInt64: Arrival]
    ) {
        let differences = TimeDifferences(of: first, against: second)
        quantity = "median of \(unit) to success, \(names)"
        value = differences.median?.value
        interval = differences.medianInterval(confidence: StudyEvidence.confidence)
        count = differences.limits.count
        basis = "\(counted(count, "pair")), in \(differences.known) of which both succeeded"
        column = Column(
            "stepsToSuccess", title: "\(unit) to success", .outcome, format: .integer, better: .lower)
    }

    /// The rule of a claim in words.
    static func rule(_ claim: StudyClaim, in column: Column) -> String {
        let margin = column.margin(claim.margin)
        let minus = claim.margin == 0 ? margin : "-" + margin
        let (holds, fails): (String, String) =
            switch claim.relation {
            case .lower: ("is below \(minus)", "is at or above \(minus)")
            case .higher: ("is above \(margin)", "is at or below \(margin)")
            case .atMostHigher: ("is at or below \(margin)", "is above \(margin)")
            case .within:
                ("lies between \(minus) and \(margin)", "lies outside \(minus) to \(margin)")
            }
        return "holds if the whole interval \(holds), does not hold if all of it \(fails)"
    }
}

extension StudyResults {
    fileprivate func checkSuccess() throws(SubjectError) {
        guard plan.study.success.isEmpty else { return }
        throw SubjectError(description: "the study does not say what success is")
    }
}

extension PairedDifferences {
    /// Such as "10 pairs; r1 diverged in 1".
    ///
    /// - Parameter lost: what happened to runs without a number.
    func text(_ setting: String, _ baseline: String, lost: String) -> String {
        let parts = [
            onlySettingDiverged > 0 ? "\(setting) \(lost) in \(onlySettingDiverged)" : nil,
            onlyBaselineDiverged > 0 ? "\(baseline) \(lost) in \(onlyBaselineDiverged)" : nil,
            bothDiverged > 0 ? "both \(lost) in \(bothDiverged)" : nil,
            unpaired > 0 ? "\(counted(unpaired, "further seed")) without a pair" : nil,
        ]
        return ([counted(pairs, "pair")] + parts.compactMap(\.self)).joined(separator: "; ")
    }
}

extension [StudyRun] {
    /// What happened to runs of some cells that count as worse than every number: they diverged, or they completed and
    /// the column is not defined at their end.
    func howLost(in column: Column, of cells: [String]) -> String {
        let runs = filter { cells.contains($0.cell) }
        let ways = [
            runs.contains { $0.status == .diverged } ? "diverged" : nil,
            runs.contains { $0.status == .completed && $0.outcomes[column.name] == .some(nil) }
                ? "gave no value" : nil,
        ].compactMap(\.self)
        return ways.isEmpty ? "diverged" : ways.joined(separator: " or ")
    }
}
