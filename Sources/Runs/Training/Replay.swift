import Experiments
import Machines
import Settings
import Storage
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
            var left = last.divergence == nil ? last.step : .max
            return try begin(run, threads: threads, in: directory, session, observers) {
                if left == 0 || shouldStop() { return true }
                left -= 1
                return false
            }
        }
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
