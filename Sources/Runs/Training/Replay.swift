import Dynamics
import Experiments
import Machines
import Records
import Settings
import Storage
import Synchronization
import SystemPackage

extension Training {
    /// Trains a run once more, in another folder: as far as it came, and with the changes that somebody made to it
    /// meanwhile. With the same kernels of OpenBLAS it ends with the same bytes.
    ///
    /// - Parameter overwriting: replaces a run that is in the other folder already instead of refusing.
    /// - Throws: ``ResumeError`` if there is no run or it has no checkpoint, and what
    ///   ``ensure(_:in:on:existing:observers:shouldStop:)`` throws.
    public static func replay(
        _ original: RunDirectory, in directory: RunDirectory, overwriting: Bool = false,
        observers: [any TrainingObserver] = [], session: Session = Session(),
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> RunSummary {
        let stored = try StoredRun(reading: original)
        let last = try stored.lastCheckpoint()
        let threads = try original.readMachine()?.threads ?? stored.configuration.threads
        let run = stored.resolved.with(threads: threads)
        try Folders.make(directory.path)
        let lock = try directory.lock()
        return try withExtendedLifetime(lock) {
            try directory.makeRoom(overwriting: overwriting)
            try directory.checkPlaces()
            try Files.write(JSONWriter.pretty(run.json), to: directory.configuration)
            if !stored.touches.isEmpty { try directory.write(stored.touches) }
            let place = PlaceInTraining()
            let end = last.divergence == nil ? last.step : .max
            // Long measures ask too, so what counts is the step and not how often somebody has asked.
            return try begin(run, threads: threads, in: directory, session, [place] + observers) {
                place.nextStep > end || shouldStop()
            }
        }
    }
}

/// Notes which step training is about to take.
private final class PlaceInTraining: Steersman {
    private let step = Atomic(0)

    var nextStep: Int { step.load(ordering: .relaxed) }

    func receive(_ event: Event) {}

    func changes(
        before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool
    ) -> [NumberChange] {
        self.step.store(step, ordering: .relaxed)
        return []
    }
}

extension RunDirectory {
    /// The files of this run and of another, of those that training makes, whose bytes differ. Times are no part of it.
    ///
    /// - Throws: ``FileError`` if one cannot be read.
    public func filesThatDiffer(from other: RunDirectory) throws -> [String] {
        let files: [(RunDirectory) -> FilePath] = [
            \.checkpoint, \.snapshots, \.surfaces, \.samples, \.latents, \.columns, \.touches,
        ]
        var names = try files.compactMap { file -> String? in
            let (own, others) = (file(self), file(other))
            guard Files.exists(own) || Files.exists(others) else { return nil }
            if Files.exists(own), Files.exists(others), try Files.read(own) == Files.read(others) {
                return nil
            }
            return own.lastComponent?.string
        }
        let rows = try [self, other].map { directory in
            // The last column is the time.
            try Files.exists(directory.metrics)
                ? StepTable.rows(of: directory.metrics).map { $0.dropLast().joined(separator: ",") } : []
        }
        if rows[0] != rows[1] { names.append("metrics.csv") }
        return names
    }
}
