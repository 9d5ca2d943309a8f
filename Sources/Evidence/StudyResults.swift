import Records
import Statistics
import Studies

/// The runs of a study, sorted so that questions can be put to them.
struct StudyResults: Sendable {
    let plan: StudyPlan
    /// In the order of the cells, then of the seeds.
    let runs: [StudyRun]
    private let byCell: [String: [StudyRun]]
    let groups: [ChoiceGroup]
    /// What choices are made within, in the order of the cells.
    private let problems: [String]
    let columns: [Column]
    let unmeasured: [String]
    /// One for each variant with more than one cell that has results.
    private(set) var choices: [VariantChoice] = []

    init(plan: StudyPlan, runs: [StudyRun]) {
        let grouped = Dictionary(grouping: runs, by: \.cell).mapValues { $0.sorted { $0.seed < $1.seed } }
        let sorted = plan.cells.flatMap { grouped[$0.name] ?? [] }
        self.plan = plan
        byCell = grouped
        groups = Self.groups(of: plan)
        var known: Set<String> = []
        problems = groups.map(\.problem).filter { known.insert($0).inserted }
        self.runs = sorted
        let measured = Self.measured(in: sorted)
        let names =
            plan.study.outcomes.isEmpty
            ? measured.filter(\.isResult).map(\.name) : plan.study.outcomes
        columns = names.compactMap { name in measured.first { $0.name == name } }
        unmeasured = names.filter { name in !measured.contains { $0.name == name } }
        choices = tunedChoices
    }

    /// All columns that a run has a value of at its end, each once.
    private static func measured(in runs: [StudyRun]) -> [Column] {
        var found: [Column] = []
        var names: Set<String> = []
        for run in runs {
            for column in run.table.columns where run.outcomes.keys.contains(column.name) {
                if names.insert(column.name).inserted { found.append(column) }
            }
        }
        return found
    }

    func runs(of cell: String) -> [StudyRun] { byCell[cell] ?? [] }

    func column(_ name: String) -> Column? {
        columns.first { $0.name == name } ?? Self.measured(in: runs).first { $0.name == name }
    }

    /// What the runs of a cell gave in a column. A run that completed and whose measure is not defined, such as the
    /// reverse KL without a sample of high quality, counts as one that diverged: worse than every number.
    func outcomes(of cell: String, in column: String) -> Outcomes {
        var bySeed: [UInt64: Statistics.Outcome] = [:]
        for run in runs(of: cell) {
            switch run.status {
            case .completed:
                if let found = run.outcomes[column] {
                    bySeed[run.seed] = found.map { .completed($0) } ?? .diverged
                }
            case .diverged: bySeed[run.seed] = .diverged
            case .crashed: bySeed[run.seed] = .crashed
            case .unfinished: break
            }
        }
        return Outcomes(bySeed)
    }

    /// When the runs of a cell succeeded, in the study's unit of time. A run that diverged did not, whatever it had reached before.
    func arrivals(of cell: String) -> [UInt64: Arrival] {
        var bySeed: [UInt64: Arrival] = [:]
        for run in runs(of: cell) {
            switch run.status {
            case .completed:
                bySeed[run.seed] =
                    run.reachedAt.map { .reached(run.pace * $0) } ?? .notReached(by: run.pace * run.steps)
            case .diverged: bySeed[run.seed] = .diverged
            case .crashed, .unfinished: break
            }
        }
        return bySeed
    }

    func outcomes(of subject: Subject, in column: String) -> Outcomes {
        Outcomes(pooled(subject) { outcomes(of: $0, in: column).bySeed })
    }

    func arrivals(of subject: Subject) -> [UInt64: Arrival] { pooled(subject) { arrivals(of: $0) } }

    /// What the cells of a subject gave on the seeds that count. With several problems each pair of problem and seed has its number,
    /// so that pairs are made of equal seeds in equal problems.
    private func pooled<Value>(_ subject: Subject, _ values: (String) -> [UInt64: Value]) -> [UInt64: Value] {
        var found: [UInt64: Value] = [:]
        for part in subject.parts {
            let place = subject.parts.count > 1 ? problems.firstIndex(of: part.problem) ?? 0 : 0
            for (seed, value) in values(part.cell) where subject.seeds?.contains(seed) ?? true {
                let number = seed - plan.study.seeds[0]
                found[UInt64(place * plan.study.seeds.count) + number] = value
            }
        }
        return found
    }

    /// Runs of a cell that have neither a result nor a failure yet, of some seeds or of all.
    func unfinished(_ cell: String, seeds: Set<UInt64>? = nil) -> Int {
        let wanted = seeds ?? Set(plan.study.seeds)
        let done = runs(of: cell).filter { $0.status != .unfinished }.map(\.seed)
        return wanted.subtracting(done).count
    }

}

extension Column {
    /// What is better; a column that does not say so counts as better when lower.
    var direction: Direction { better == .higher ? .higher : .lower }
}
