import Experiments
import Foundation
import Machines
import Settings
import Storage
import SystemPackage

extension StudyPlan {
    /// - Parameter jobs: how many runs go on at a time.
    /// - Throws: `TooLargeError` if the machine has too little memory for the largest of them.
    public func check(jobs: Int, on machine: Machine) throws {
        let needs = try cells.map { cell in
            try MemoryNeed(
                of: ExperimentConfiguration.read(JSONDocument(root: cell.configuration), name: cell.name)
            ).bytes
        }
        let most = needs.max() ?? 0
        try MemoryNeed(
            bytes: Double(jobs) * most, threads: jobs, what: "training \(jobs) runs at a time",
            advice: jobs > 1 ? "Choose fewer with --jobs." : "Make batch, hidden or record.samples smaller."
        ).check(on: machine)
    }
}

extension PlannedRun {
    /// About how many bytes the run's folder takes when it is done.
    public var bytesOnDisk: Double {
        func number(_ path: JSONPath, _ otherwise: Double) -> Double {
            cell.configuration[path]?.numberValue ?? otherwise
        }
        let samples = number("record.samples", 0)
        let latents = number("latent.width", 2)
        let rows = Double(steps) / number("record.metricsEvery", 100)
        let kept = number("record.keepEvery", 0)
        let checkpoints = 1 + (kept > 0 ? Double(steps) / kept + 1 : 0)
        // Each parameter has two slots of Adam's memory and perhaps an average; a float takes 4 bytes, in text about 11.
        let parameters =
            weights(of: "generator", from: latents, to: 2) + weights(of: "discriminator", from: 2, to: 1)
        let bytesPerNumber: Double = cell.configuration["precision"]?.textValue == "float64" ? 8 : 4
        // Samples as text, and a surface of 65 × 65 floats.
        let moments = number("record.snapshots", 5) * (27 * samples + 16_900 + 150)
        return 20_000 + rows * 160 + checkpoints * parameters * 3 * bytesPerNumber
            + samples * (23 + 11 * latents) + moments
    }

    private func weights(of player: String, from input: Double, to output: Double) -> Double {
        let hidden = cell.configuration[[player, "hidden"]]?.listValue?.compactMap(\.numberValue) ?? []
        let pieces = cell.configuration[[player, "activation", "pieces"]]?.numberValue ?? 1
        let widths = [input] + hidden + [output]
        return pieces * zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    }
}

extension StudyFolder {
    /// - Parameter runs: with their states now.
    /// - Throws: ``FileError`` if the disk has too little room for the runs that are not done.
    public func checkRoom(for runs: [(run: PlannedRun, state: RunState)]) throws(FileError) {
        let needed = runs.reduce(0) { $0 + ($1.state.isOver ? 0 : $1.run.bytesOnDisk) }
        guard let free = Self.room(at: path), needed > free else { return }
        func megabytes(_ bytes: Double) -> String { String(format: "%.0f MB", bytes / 1e6) }
        throw FileError(
            .write, path.string,
            "the runs that are left need about \(megabytes(needed)), and the disk has \(megabytes(free)) left",
            advice: "Make room, choose another disk with --out, or make record.samples smaller.")
    }

    /// Bytes that may be written at a place that perhaps does not exist yet; nil if the system does not tell.
    private static func room(at path: FilePath) -> Double? {
        var place = path
        while !Files.exists(place), !place.removingLastComponent().isEmpty,
            place != place.removingLastComponent()
        {
            place.removeLastComponent()
        }
        var facts = statvfs()
        guard statvfs(Files.exists(place) ? place.string : ".", &facts) == 0 else { return nil }
        return Double(facts.f_bavail) * Double(facts.f_frsize)
    }
}
