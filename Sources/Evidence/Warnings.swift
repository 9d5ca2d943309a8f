import Records
import Statistics
import Studies
import Text

/// What a reader should know before believing the numbers of a study.
struct Warnings {
    let results: StudyResults
    let history: StudyHistory
    let baseline: Subject?
    let tests: Int

    var texts: [String] {
        [edits, unasked, unfinished, crashed, baselines, few, undefined, edges, unmeasured].flatMap(\.self)
    }

    private var study: StudyConfiguration { results.plan.study }

    /// Whoever has seen results can choose questions that they answer well.
    private var edits: [String] {
        history.edits.flatMap { edit -> [String] in
            let subjects = StudyChange.Subject.allCases.filter { subject in
                edit.changes.contains { $0.subject == subject }
            }
            let list = Self.enumeration(subjects.map(\.rawValue))
            let isOne = subjects.count == 1 && !subjects[0].isPlural
            return [
                "The \(list) \(isOne ? "was" : "were") changed after \(counted(edit.ended, "run")) had been done."
            ]
                + edit.changes.prefix(10).map { "  \($0.text.excerpt(160))" }
                + (edit.changes.count > 10 ? ["  and \(edit.changes.count - 10) more"] : [])
        }
    }

    private static func enumeration(_ words: [String]) -> String {
        words.count < 2
            ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }

    private var unasked: [String] {
        guard history.unasked > 0 else { return [] }
        return [
            "\(counted(history.unasked, "run")) in the folder \(history.unasked == 1 ? "is" : "are") done and left out, "
                + "because the study does not ask for \(history.unasked == 1 ? "it" : "them")."
        ]
    }

    private var unfinished: [String] {
        let missing = results.plan.cells.reduce(0) { $0 + results.unfinished($1.name) }
        guard missing > 0 else { return [] }
        let all = results.plan.cells.count * study.seeds.count
        return [
            "\(missing) of \(counted(all, "run")) \(missing == 1 ? "is" : "are") not done. Claims that speak of them are "
                + "not judged, and every number may still change."
        ]
    }

    /// An error has its advice at its end, so it is cut only if it is longer than a paragraph.
    private var crashed: [String] {
        let runs = results.runs.filter { $0.status == .crashed }
        guard !runs.isEmpty else { return [] }
        let names = runs.map {
            "\($0.cell), seed \($0.seed)" + ($0.remark.map { ": \($0.excerpt(1000))" } ?? "")
        }
        return [
            "\(counted(runs.count, "run")) crashed, which is no result; such runs are counted and left out."
        ]
            + names.prefix(10).map { "  \($0)" }
            + (names.count > 10 ? ["  and \(names.count - 10) more"] : [])
    }

    private var baselines: [String] {
        guard let name = study.baseline, baseline == nil else { return [] }
        do throws(SubjectError) {
            _ = try results.subject(named: name)
            return []
        } catch {
            return ["Nothing is compared with \(name): \(error)."]
        }
    }

    /// By the cell with the fewest results.
    private var few: [String] {
        let sizes = results.plan.cells.map { cell in
            results.runs(of: cell.name).count { $0.status == .completed || $0.status == .diverged }
        }
        guard let smallest = sizes.min(), sizes.contains(where: { $0 > 0 }) else { return [] }
        let seeds = baseline?.seeds.map { min(smallest, $0.count) } ?? smallest
        let warning = SeedCount.warning(
            seeds: seeds, confidence: StudyEvidence.confidence, tests: max(tests, 1))
        return [warning].compactMap(\.self)
    }

    private var undefined: [String] {
        results.columns.compactMap { column in
            let count = results.runs.count {
                $0.status == .completed && $0.outcomes[column.name] == .some(nil)
            }
            guard count > 0 else { return nil }
            return "\(column.name) is not defined at the end of \(counted(count, "run")) that completed; "
                + "\(count == 1 ? "it counts" : "they count") as worse than every number."
        }
    }

    /// The best of what was tried may be beaten by what was not.
    private var edges: [String] {
        results.choices.flatMap { choice -> [String] in
            guard let group = results.groups.first(where: { $0.name == choice.name }),
                let chosen = group.cells.first(where: { $0.name == choice.cell })
            else { return [] }
            return chosen.settings.compactMap { setting in
                let tried = Set(
                    group.cells.flatMap(\.settings).filter { $0.axis == setting.axis }.compactMap {
                        Double($0.text)
                    })
                guard tried.count > 2, let value = Double(setting.text), let least = tried.min(),
                    let most = tried.max(),
                    value == least || value == most
                else { return nil }
                return "\(choice.name): the best \(setting.axis), \(setting.text), is the "
                    + "\(value == least ? "smallest" : "largest") of those tried; beyond it there may be a better one."
            }
        }
    }

    private var unmeasured: [String] {
        results.unmeasured.map { "No run has measured \($0)." }
    }
}

extension StudyChange.Subject {
    fileprivate var isPlural: Bool {
        switch self {
        case .claims, .outcomes, .seeds, .cells: true
        case .success, .baseline, .choice: false
        }
    }
}
