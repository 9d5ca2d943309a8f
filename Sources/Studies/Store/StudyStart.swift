import Experiments
import Foundation
import Settings
import Storage
import SystemPackage
import Text

extension StudyFolder {
    /// Begins a study here, or goes on with the one that is here if it is the same. Seeds, variants and values of axes
    /// that have come since extend it, and what is asked of the runs may change; the record keeps what was changed after
    /// runs had ended.
    ///
    /// - Parameter kernels: those in use, recorded for a new study.
    /// - Returns: what `study.json` then holds.
    /// - Throws: ``StudyError`` with every setting of a cell that is not what it was, ``FileError`` if the folder cannot
    ///   be read or written.
    public func begin(_ plan: StudyPlan, kernels: String) throws -> StudyRecord {
        try Folders.make(path)
        return try withLock {
            guard holdsStudy else {
                let record = StudyRecord(plan: plan, kernels: kernels)
                try Files.write(JSONWriter.pretty(record.json), to: self.record)
                return record
            }
            let old = try StudyRecord(reading: self)
            let differences = try old.plan.differences(from: plan)
            guard differences.isEmpty else { throw changed(differences) }
            let edit = try edit(from: old.plan, to: plan)
            let record = StudyRecord(
                plan: plan, kernels: old.kernels, edits: old.edits + [edit].compactMap(\.self))
            if record.json != old.json { try Files.write(JSONWriter.pretty(record.json), to: self.record) }
            return record
        }
    }

    private func changed(_ differences: [String]) -> StudyError {
        StudyError(
            """
            \(name.printable) holds a study with other settings:
            \(differences.map { "  \($0)" }.joined(separator: "\n"))
            Undo the change, give what has changed another name, or choose another folder with --out.
            """)
    }

    /// Another process holds the lock only while it writes `study.json`.
    private func withLock<Result>(_ body: () throws -> Result) throws -> Result {
        var attempts = 0
        while true {
            attempts += 1
            do {
                let lock = try FolderLock(path)
                return try withExtendedLifetime(lock) { try body() }
            } catch let error as FileError where FolderLock.isTaken(error) && attempts < 200 {
                usleep(20_000)
            }
        }
    }
}

extension StudyPlan {
    /// In which settings the cells that both plans have differ, in lines that a person reads. Cells that only one of
    /// them has are no difference.
    func differences(from new: StudyPlan) throws -> [String] {
        let known = Dictionary(new.cells.map { ($0.name, $0) }) { first, _ in first }
        var lines: [String] = []
        if study.stopAfter != new.study.stopAfter { lines.append(Self.line("stopAfter", json, new.json)) }
        if study.stopAfter != nil, study.success != new.study.success {
            lines.append(Self.line("success", json, new.json))
        }
        var places: [(text: String, cells: [String])] = []
        for cell in cells {
            guard let other = known[cell.name] else { continue }
            for difference in try cell.differences(from: other) {
                let place = places.firstIndex { $0.text == difference }
                if let place {
                    places[place].cells.append(cell.name)
                } else {
                    places.append((difference, [cell.name]))
                }
            }
        }
        return lines
            + places.map { text, names in
                let isAll = names.count == cells.count && cells.count > 1
                let list = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
                return "\(isAll ? "all cells" : list): \(text)"
            }
    }

    static func line(_ key: String, _ old: JSONValue, _ new: JSONValue) -> String {
        "\(key): \(old[JSONPath(key)] ?? .null) -> \(new[JSONPath(key)] ?? .null)"
    }
}

extension StudyCell {
    /// In lines such as "steps: 100 -> 200".
    fileprivate func differences(from new: StudyCell) throws -> [String] {
        // Read anew, because a later version of the program may have more keys.
        let identities = JSONDifference.all(
            among: [
                try RunIdentity(reading: configuration).json, RunIdentity(of: new.configuration).json,
            ])
        // An identity leaves out how often something is measured, which the results of a study depend on. What a run
        // keeps of its state, and for pictures, is no result.
        let kept = ["checkpointEvery", "keepEvery", "snapshots", "spectrumEvery"]
        let record = JSONPath("record")
        let (mine, others) = (configuration[record]?.objectValue, new.configuration[record]?.objectValue)
        let cadences = (mine?.members ?? []).filter { member in
            others?[member.key] != member.value && !kept.contains(member.key)
                && !identities.contains { $0.path == record.appending(member.key) }
        }
        return identities.map { "\($0)" }
            + cadences.map {
                "\(record.appending($0.key)): \($0.value) -> \(others?[$0.key].map { "\($0)" } ?? "absent")"
            }
    }
}
