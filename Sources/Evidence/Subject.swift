/// What a comparison speaks of: a cell, or the cell that was chosen for a variant.
public struct Subject: Equatable, Sendable {
    /// As the study names it.
    public let name: String
    public let cell: String
    /// The seeds that count; nil for all. A cell that was chosen on some seeds is judged on the others.
    public let seeds: Set<UInt64>?

    /// With the cell if the name is that of a variant: `r1 (r1-gamma=10)`.
    public var description: String { name == cell ? cell : "\(name) (\(cell))" }
}

/// Why a name stands for no cell.
struct SubjectError: Error, CustomStringConvertible {
    let description: String
}

extension StudyResults {
    /// The cell of this name, or the variant's only cell, or the one that the study's choice has found.
    func subject(named name: String) throws(SubjectError) -> Subject {
        if plan.cells.contains(where: { $0.name == name }) {
            return Subject(name: name, cell: name, seeds: nil)
        }
        let cells = cells(ofVariant: name)
        if cells.count == 1 { return Subject(name: name, cell: cells[0], seeds: nil) }
        guard !cells.isEmpty else { throw SubjectError(description: "the study has no cell \(name)") }
        guard plan.study.choice != nil else {
            throw SubjectError(
                description: "\(name) has \(cells.count) cells, and the study does not choose one of them")
        }
        guard let choice = choices.first(where: { $0.variant == name }) else {
            throw SubjectError(description: "no cell of \(name) has a result to be chosen by")
        }
        if choice.unfinished > 0 {
            throw SubjectError(
                description:
                    "the cell of \(name) is not chosen before \(choice.unfinished) more of its runs are done")
        }
        return Subject(name: name, cell: choice.cell, seeds: choice.reportingSeeds)
    }
}
