import Evidence
import Records
import Studies

/// A cell that the curves and pictures of a study show, and the run that stands for it.
struct ShownCell {
    /// What legends call it.
    let name: String
    let runs: [StudyRun]
    /// The cell's numbers in the tables.
    let evidence: CellEvidence

    /// The median run by a measure: of completed runs in the order of their last values, the one in the middle, the lower
    /// of two; of equal values the lower seed. Without a completed run, the one that diverged with the lowest seed.
    func medianRun(by column: Column?) -> StudyRun? {
        let completed = runs.filter { $0.status == .completed }
        guard let column, !completed.isEmpty else {
            return completed.first ?? runs.first { $0.status == .diverged }
        }
        let worst: Double = column.better == .higher ? -.infinity : .infinity
        let ordered = completed.map { run in
            (value: run.outcomes[column.name].flatMap { $0 } ?? worst, run: run)
        }
        .sorted { ($0.value, $0.run.seed) < ($1.value, $1.run.seed) }
        return ordered[(ordered.count - 1) / 2].run
    }
}

/// Which cells are shown: all if they are few, else one a variant.
struct ShownCells {
    private(set) var cells: [ShownCell] = []
    /// What a reader must know of the choice.
    private(set) var remarks: [String] = []

    /// More would be told apart by nobody.
    static let most = 12

    init(of evidence: StudyEvidence) {
        let byCell = Dictionary(grouping: evidence.runs, by: \.cell)
        func shown(_ cell: CellEvidence, seeds: Set<UInt64>? = nil) -> ShownCell {
            let runs = (byCell[cell.name] ?? []).filter { seeds?.contains($0.seed) ?? true }
            return ShownCell(name: cell.name, runs: runs, evidence: cell)
        }
        if evidence.cells.count <= Self.most {
            cells = evidence.cells.map { shown($0) }
            return
        }
        let picked =
            evidence.choices.isEmpty
            ? Self.best(in: evidence).map { shown($0) }
            : evidence.choices.compactMap { choice in
                evidence.cells.first { $0.name == choice.cell }.map {
                    shown($0, seeds: choice.reportingSeeds)
                }
            }
        cells = Array(picked.prefix(Self.most))
        remarks = Self.remarks(of: evidence, picked: picked.count)
    }

    /// One a variant, in their order.
    private static func best(in evidence: StudyEvidence) -> [CellEvidence] {
        let variants = evidence.cells.reduce(into: [String]()) { names, cell in
            if !names.contains(cell.variant) { names.append(cell.variant) }
        }
        let found = variants.compactMap { variant in best(of: evidence.cells.filter { $0.variant == variant })
        }
        // Cells of one variant have nothing else that tells them apart.
        return found.count > 1 ? found : evidence.cells
    }

    private static func best(of cells: [CellEvidence]) -> CellEvidence? {
        func rank(_ cell: CellEvidence) -> (Int, Double) {
            let measure = cell.measures.first
            let sign: Double = measure?.column.better == .higher ? -1 : 1
            return (cell.diverged, sign * (measure?.summary.median?.value ?? sign * .infinity))
        }
        return cells.indices.min { (rank(cells[$0]), $0) < (rank(cells[$1]), $1) }.map { cells[$0] }
    }

    private static func remarks(of evidence: StudyEvidence, picked: Int) -> [String] {
        let total = evidence.cells.count
        let rule =
            !evidence.choices.isEmpty
            ? "those that the study has chosen, on the seeds that had no part in the choice"
            : picked < total
                ? "of each variant the cell with the fewest runs that diverged, and of these the best median of "
                    + (evidence.columns.first?.title ?? "the first measure") : "the first \(most)"
        return ["Of \(total) cells the pictures and curves show \(rule). The table has all."]
            + (picked > most && picked < total
                ? ["Of \(picked) such cells they show the first \(most)."] : [])
    }
}

/// Tuples of tuples cannot be compared.
private func < (one: ((Int, Double), Int), other: ((Int, Double), Int)) -> Bool {
    (one.0.0, one.0.1, one.1) < (other.0.0, other.0.1, other.1)
}
