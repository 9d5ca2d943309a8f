import Experiments
import Foundation
import Machines
import Runs
import Settings
import Storage
import SystemPackage

/// What is left of a study would take about so long, and so much of the disk.
public struct StudyEstimate: Sendable {
    /// On so many cores as runs go on at a time, if nobody else uses them.
    public let seconds: Double
    public let bytes: Double

    /// So many cells are measured; the others are taken for their mean.
    private static let mostCells = 16
    private static let secondsEach = 0.3

    /// Trains a few cells for a moment each, in a folder that is then removed.
    public init(
        of runs: [PlannedRun], in folder: StudyFolder, jobs: Int, session: Session
    ) throws {
        let left = try runs.filter { try !folder.state(of: $0).isOver }
        bytes = left.reduce(0) { $0 + $1.bytesOnDisk }
        var cells: [StudyCell] = []
        for run in left where !cells.contains(where: { $0.name == run.cell.name }) { cells.append(run.cell) }
        let stride = max(1, (cells.count + Self.mostCells - 1) / Self.mostCells)
        var paces: [String: Double] = [:]
        for index in Swift.stride(from: 0, to: cells.count, by: stride) {
            paces[cells[index].name] = try Self.secondsPerStep(of: cells[index], session)
        }
        let mean = paces.values.reduce(0, +) / Double(max(1, paces.count))
        let work = left.reduce(0) { $0 + Double($1.steps) * (paces[$1.cell.name] ?? mean) }
        seconds = work / Double(max(1, min(jobs, left.count)))
    }

    /// With everything that is measured and written on the way.
    private static func secondsPerStep(of cell: StudyCell, _ session: Session) throws -> Double {
        let path = FilePath(NSTemporaryDirectory()).appending("gantrain-estimate-\(UUID().uuidString)")
        defer { try? Folders.remove(path) }
        let resolved = try ExperimentConfiguration.read(
            JSONDocument(root: cell.configuration), name: cell.name)
        var asked = 0
        var start = ContinuousClock.now
        var seconds = 0.0
        // It is asked before each step; the first one is slower than the others.
        _ = try Training.ensure(resolved, in: RunDirectory(path.string), on: session) {
            asked += 1
            if asked <= 2 { start = .now }
            seconds = (ContinuousClock.now - start) / .seconds(1)
            return asked > 2 && seconds >= secondsEach
        }
        return asked > 2 ? seconds / Double(asked - 2) : 0
    }
}
