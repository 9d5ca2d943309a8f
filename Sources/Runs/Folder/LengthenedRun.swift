import Experiments
import Settings
import Storage
import SystemPackage

// A run that is given more steps than it was begun with (docs/decisions/0033).

extension StoredRun {
    /// How the run was begun.
    var machine: MachineRecord {
        get throws {
            // Version 0.1 kept the threads in the configuration.
            try directory.readMachine()
                ?? MachineRecord(threads: configuration.threads, kernels: directory.firstKernels)
        }
    }

    /// The run with so many steps in all, in the folder too: what told of its end is gone, and the next checkpoint is
    /// one of the longer run. A kill on the way leaves the run with the steps that it had or with those asked for.
    ///
    /// - Throws: ``ResumeError`` if the run diverged, has more steps already, or would have trained otherwise from the
    ///   start with so many; ``FileError``.
    func lengthened(to steps: Int) throws -> StoredRun {
        if let divergence = checkpoint?.divergence { throw ResumeError.diverged(directory.name, divergence) }
        guard steps != configuration.steps else { return self }
        guard steps > configuration.steps else {
            throw ResumeError.shorter(directory.name, steps: configuration.steps, asked: steps)
        }
        let schedules = resolved.json.schedulesOfTheWholeRun.map { path in
            "\(path): \(resolved.json[path].map { "\($0)" } ?? "")"
        }
        guard schedules.isEmpty else {
            throw ResumeError.boundToItsSteps(
                directory.name, steps: configuration.steps, asked: steps, schedules: schedules)
        }
        try checkThatNothingIsLost()
        try directory.checkPlaces()
        var json = resolved.json
        try json.set(.number(Double(steps)), at: "steps")
        var record = try machine
        record.lengthenings = record.lengthenings(to: configuration.steps)
        record.lengthenings.append(
            .init(step: checkpoint?.step ?? 0, from: configuration.steps, to: steps))
        try directory.write(record)
        try directory.removeWhatTellsOfTheEnd()
        try Files.write(JSONWriter.pretty(json), to: directory.configuration)
        return try StoredRun(reading: directory)
    }
}
