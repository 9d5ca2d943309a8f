import Studies
import Text

/// What a comparison speaks of: a cell, the cell that was chosen for a variant, or the cells that were chosen for it in
/// several problems.
public struct Subject: Equatable, Sendable {
    /// A cell and the problem that it is for, such as `data=circle`; the problem is empty if the study has only one.
    public struct Part: Equatable, Sendable {
        public let problem: String
        public let cell: String
    }

    /// As the study names it.
    public let name: String
    /// One or more, each of another problem.
    public let parts: [Part]
    /// The seeds that count; nil for all. A cell that was chosen on some seeds is judged on the others.
    public let seeds: Set<UInt64>?

    /// With the cell if the name belongs to a variant: `r1 (r1-gamma=10)`.
    public var description: String {
        parts.count > 1
            ? "\(name) in \(counted(parts.count, "problem"))"
            : name == shortName ? name : "\(name) (\(shortName))"
    }

    /// The cell, or the name if there are several.
    var shortName: String { parts.count > 1 ? name : parts[0].cell }

    var problems: Set<String> { Set(parts.map(\.problem)) }

    /// The part that a cell of a problem is compared with; nil if there is none.
    func part(for problem: String) -> Part? {
        parts.count > 1 ? parts.first { $0.problem == problem } : parts.first
    }

    /// The seeds that count for both; nil for all.
    static func common(_ first: Subject, _ second: Subject) -> Set<UInt64>? {
        guard let one = first.seeds, let other = second.seeds else { return first.seeds ?? second.seeds }
        return one.intersection(other)
    }

    func limited(to seeds: Set<UInt64>?) -> Subject { Subject(name: name, parts: parts, seeds: seeds) }
}

/// Why a name stands for no cell.
struct SubjectError: Error, CustomStringConvertible {
    let description: String
}

/// The cells from which one is chosen: the cells of a variant in one problem.
struct ChoiceGroup: Sendable {
    /// As claims name it, such as `r1` or `r1-data=circle`.
    let name: String
    let variant: String
    let problem: String
    var cells: [StudyCell]
}

extension StudyResults {
    /// All groups, in the order of their first cells. Without a choice a variant is a group.
    static func groups(of plan: StudyPlan) -> [ChoiceGroup] {
        var groups: [ChoiceGroup] = []
        var places: [String: Int] = [:]
        for cell in plan.cells {
            let variant = cell.variant ?? cell.name
            let name = plan.study.choice?.group(of: cell.variant, cell.settings) ?? variant
            if let place = places[name] {
                groups[place].cells.append(cell)
            } else {
                places[name] = groups.count
                groups.append(
                    ChoiceGroup(
                        name: name, variant: variant, problem: problem(of: cell, in: plan), cells: [cell]))
            }
        }
        return groups
    }

    static func problem(of cell: StudyCell, in plan: StudyPlan) -> String {
        plan.study.choice?.problem(cell.settings) ?? ""
    }

    /// The cell of this name, or the only cells of the variant, or those that the study's choice has found.
    func subject(named name: String) throws(SubjectError) -> Subject {
        if let cell = plan.cells.first(where: { $0.name == name }) {
            return subject(of: cell)
        }
        let groups = groups.filter { $0.name == name || $0.variant == name }
        guard !groups.isEmpty else { throw SubjectError(description: "the study has no cell \(name)") }
        if groups.allSatisfy({ $0.cells.count == 1 }) {
            let parts = groups.map { Subject.Part(problem: $0.problem, cell: $0.cells[0].name) }
            return Subject(name: name, parts: parts, seeds: nil)
        }
        guard plan.study.choice != nil else {
            throw SubjectError(
                description:
                    "\(name) has \(groups[0].cells.count) cells, and the study does not choose one of them")
        }
        return try subject(named: name, chosenIn: groups)
    }

    func subject(of cell: StudyCell) -> Subject {
        Subject(
            name: cell.name, parts: [.init(problem: Self.problem(of: cell, in: plan), cell: cell.name)],
            seeds: nil)
    }

    private func subject(named name: String, chosenIn groups: [ChoiceGroup]) throws(SubjectError) -> Subject {
        var found: [VariantChoice] = []
        for group in groups {
            guard let choice = choices.first(where: { $0.name == group.name }) else {
                throw SubjectError(description: "no cell of \(group.name) has a result to be chosen by")
            }
            found.append(choice)
        }
        let unfinished = found.reduce(0) { $0 + $1.unfinished }
        guard unfinished == 0 else {
            let cells = groups.count == 1 ? "cell of \(name) is" : "cells of \(name) are"
            throw SubjectError(
                description: "the \(cells) not chosen before \(unfinished) more of its runs are done")
        }
        let parts = found.map { Subject.Part(problem: $0.problem, cell: $0.cell) }
        return Subject(name: name, parts: parts, seeds: found[0].reportingSeeds)
    }
}
