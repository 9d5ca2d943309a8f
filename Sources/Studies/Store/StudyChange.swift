import Runs
import Settings
import Storage
import SystemPackage

/// One thing that a study asks otherwise than it did. Settings of runs are none: those may not change.
public struct StudyChange: Equatable, Sendable {
    /// What is changed, in the words of a sentence.
    public enum Subject: String, CaseIterable, Sendable {
        case claims, success = "success rule", outcomes, baseline, choice, seeds, cells
    }

    public let subject: Subject
    /// A line that a person reads, such as "claim helps: margin: 0 -> 0.1".
    public let text: String

    package init(_ subject: Subject, _ text: String) { (self.subject, self.text) = (subject, text) }
}

/// Changes of a study that were made when runs had ended already, so that their results may have been known.
public struct StudyEdit: Equatable, Sendable {
    /// How many runs had ended.
    public let ended: Int
    public let changes: [StudyChange]

    package init(ended: Int, changes: [StudyChange]) { (self.ended, self.changes) = (ended, changes) }
}

extension StudyPlan {
    /// What the other plan asks otherwise, beside the settings of cells that both have.
    func changes(to new: StudyPlan) -> [StudyChange] {
        let questions: [(StudyChange.Subject, String)] = [
            (.success, "success"), (.outcomes, "outcomes"), (.baseline, "baseline"), (.choice, "choice"),
        ]
        return claimChanges(to: new)
            + questions.compactMap { subject, key in
                json[JSONPath(key)] == new.json[JSONPath(key)]
                    ? nil : StudyChange(subject, Self.line(key, json, new.json))
            } + seedChanges(to: new) + cellChanges(to: new)
    }

    private func claimChanges(to new: StudyPlan) -> [StudyChange] {
        let (old, new) = (claimsByName, new.claimsByName)
        let changed = new.flatMap { name, claim -> [StudyChange] in
            guard let before = old.first(where: { $0.name == name })?.claim else {
                return [StudyChange(.claims, "claim \(name) is new")]
            }
            return JSONDifference.all(among: [before, claim]).map {
                StudyChange(.claims, "claim \(name): \($0)")
            }
        }
        let gone = old.filter { claim in !new.contains { $0.name == claim.name } }
        return changed + gone.map { StudyChange(.claims, "claim \($0.name) is gone") }
    }

    private var claimsByName: [(name: String, claim: JSONValue)] {
        (json["claims"]?.listValue ?? []).map { ($0["name"]?.textValue ?? "", $0) }
    }

    private func seedChanges(to new: StudyPlan) -> [StudyChange] {
        func text(_ seeds: [UInt64]) -> String { "\(seeds.first ?? 0) to \(seeds.last ?? 0)" }
        guard study.seeds != new.study.seeds else { return [] }
        return [StudyChange(.seeds, "seeds: \(text(study.seeds)) -> \(text(new.study.seeds))")]
    }

    private func cellChanges(to new: StudyPlan) -> [StudyChange] {
        func list(_ names: [String], _ word: String) -> [StudyChange] {
            guard !names.isEmpty else { return [] }
            let text = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
            return [StudyChange(.cells, "\(word): \(text)")]
        }
        let (before, after) = (Set(cells.map(\.name)), Set(new.cells.map(\.name)))
        return list(new.cells.map(\.name).filter { !before.contains($0) }, "new cells")
            + list(cells.map(\.name).filter { !after.contains($0) }, "cells that are gone")
    }
}

extension StudyFolder {
    /// What a plan asks otherwise than the study that is here; empty if there is none.
    ///
    /// - Throws: ``FileError`` if the study's record cannot be read.
    public func changes(to plan: StudyPlan) throws -> [StudyChange] {
        holdsStudy ? try StudyRecord(reading: self).plan.changes(to: plan) : []
    }

    /// What becomes of the record if another plan takes its place now; nil if nothing changes or no run has ended.
    func edit(from old: StudyPlan, to new: StudyPlan) throws(FileError) -> StudyEdit? {
        let changes = old.changes(to: new)
        guard !changes.isEmpty else { return nil }
        let ended = try endedRuns(of: old)
        return ended > 0 ? StudyEdit(ended: ended, changes: changes) : nil
    }

    /// How many runs of a plan have ended here, by what their folders tell.
    func endedRuns(of plan: StudyPlan) throws(FileError) -> Int {
        var ended = 0
        for run in plan.runs where try toldState(of: run).isOver { ended += 1 }
        return ended
    }

    /// How many runs in the folder have ended that a plan does not ask for.
    func unasked(by plan: StudyPlan) throws(FileError) -> Int {
        let asked = Set(plan.runs.compactMap { folder(of: $0).lastComponent?.string })
        var count = 0
        for name in try Folders.names(in: path) where !asked.contains(name) {
            let run = RunDirectory(path.appending(name).string)
            guard Files.exists(run.configuration) else { continue }
            let status = try run.soundSummary()?["status"]?.textValue
            let isAtEnd = status == "completed" || status == "diverged"
            if isAtEnd { count += 1 } else if try run.hasStoppedWithSuccess { count += 1 }
        }
        return count
    }
}

extension StudyEdit {
    var json: JSONValue {
        [
            "ended": .number(Double(ended)),
            "changes": .array(
                changes.map { ["subject": .string($0.subject.rawValue), "text": .string($0.text)] }),
        ]
    }

    /// nil if it is no such value.
    init?(_ json: JSONValue) {
        guard let ended = json["ended"]?.integerValue, let list = json["changes"]?.listValue else {
            return nil
        }
        var changes: [StudyChange] = []
        for change in list {
            guard let subject = change["subject"]?.textValue.flatMap(StudyChange.Subject.init),
                let text = change["text"]?.textValue
            else { return nil }
            changes.append(StudyChange(subject, text))
        }
        self.init(ended: ended, changes: changes)
    }
}
