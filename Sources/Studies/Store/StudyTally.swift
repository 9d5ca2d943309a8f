import Foundation
import Runs
import Settings
import Storage
import SystemPackage

/// What the runs of a study have come to so far, cell by cell: for whoever waits, not for whoever judges.
public struct StudyTally: Sendable {
    public struct Cell: Sendable {
        public let name: String
        /// Runs that are asked for.
        public fileprivate(set) var planned = 0
        /// Completed, or ended early with success.
        public fileprivate(set) var done = 0
        public fileprivate(set) var diverged = 0
        public fileprivate(set) var failed = 0
        /// The outcome of each run that is done and has a value.
        fileprivate var values: [Double] = []

        fileprivate init(_ name: String) { self.name = name }

        /// Whether no run of it is left.
        public var isOver: Bool { done + diverged + failed >= planned }

        /// Of the runs that are done; nil before there is a value.
        public var median: Double? {
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted()
            let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
            return low + (high - low) / 2
        }
    }

    /// The column whose median is shown: the first of the study's outcomes, or of its conditions of success.
    public let outcome: String?
    /// In the order in which the runs name them.
    public private(set) var cells: [Cell] = []
    private var places: [String: Int] = [:]
    private let folder: StudyFolder

    /// - Parameter runs: with their states now.
    public init(
        _ runs: [(run: PlannedRun, state: RunState)], of study: StudyConfiguration, in folder: StudyFolder
    ) {
        outcome = study.outcomes.first ?? study.success.first?.column
        self.folder = folder
        for (run, state) in runs {
            let place = places[run.cell.name] ?? cells.count
            if place == cells.count { cells.append(Cell(run.cell.name)) }
            places[run.cell.name] = place
            cells[place].planned += 1
            note(run, state)
        }
    }

    /// A run has ended.
    public mutating func note(_ run: PlannedRun, _ state: RunState) {
        guard let place = places[run.cell.name] else { return }
        switch state {
        case .completed, .stopped:
            cells[place].done += 1
            if let value = outcome.flatMap({ folder.value(of: $0, at: run) }) {
                cells[place].values.append(value)
            }
        case .diverged: cells[place].diverged += 1
        case .failed: cells[place].failed += 1
        case .notBegun, .running, .interrupted: break
        }
    }

    /// A run that had failed is trained anew.
    public mutating func forgetFailure(of run: PlannedRun) {
        if let place = places[run.cell.name] { cells[place].failed -= 1 }
    }
}

extension StudyFolder {
    /// A column at the end of a run, from its summary or the last row of its table that has a value; nil if there is
    /// none. What is damaged is found when the study is judged.
    fileprivate func value(of column: String, at run: PlannedRun) -> Double? {
        let folder = folder(of: run)
        if let bytes = try? Files.read(folder.appending("summary.json"), atMost: 1 << 20),
            let summary = try? JSONDocument.parse(bytes: bytes).root, let value = summary[JSONPath(column)]
        {
            return value.numberValue
        }
        guard let bytes = try? Files.read(folder.appending("metrics.csv"), atMost: 1 << 26) else {
            return nil
        }
        let rows = bytes.split(separator: UInt8(ascii: "\n")).map {
            $0.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        }
        guard let place = rows.first?.firstIndex(where: { String(decoding: $0, as: UTF8.self) == column })
        else {
            return nil
        }
        return rows.dropFirst().reversed().lazy.compactMap { row in
            row.indices.contains(place) ? Double(String(decoding: row[place], as: UTF8.self)) : nil
        }.first
    }

    /// Seconds of training of a run that is over.
    func seconds(of run: PlannedRun) -> Double? {
        let summary = folder(of: run).appending("summary.json")
        guard let bytes = try? Files.read(summary, atMost: 1 << 20) else { return nil }
        return (try? JSONDocument.parse(bytes: bytes).root)?["seconds"]?.numberValue
    }

    /// About how long the runs that are left take if as many go on at a time as do now; nil while that is not known.
    ///
    /// - Parameter runs: with their states now.
    public func secondsLeft(of runs: [(run: PlannedRun, state: RunState)]) -> Double? {
        var known: [String: (seconds: Double, runs: Double)] = [:]
        for (run, state) in runs where state == .completed {
            guard let seconds = seconds(of: run) else { continue }
            let before = known[run.cell.name] ?? (0, 0)
            known[run.cell.name] = (before.seconds + seconds, before.runs + 1)
        }
        let running = runs.count { $0.state == .running }
        let all = known.values.reduce((0.0, 0.0)) { ($0.0 + $1.seconds, $0.1 + $1.runs) }
        guard running > 0, all.1 > 0 else { return nil }
        let left = runs.reduce(0.0) { sum, entry in
            switch entry.state {
            case .running, .notBegun, .interrupted:
                let mean = known[entry.run.cell.name].map { $0.seconds / $0.runs } ?? all.0 / all.1
                // Of a run that goes on about half is done.
                return sum + (entry.state == .running ? mean / 2 : mean)
            case .completed, .stopped, .diverged, .failed: return sum
            }
        }
        return left / Double(running)
    }
}
