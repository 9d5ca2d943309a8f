import Dynamics
import Experiments
import Machines
import Networks
import Settings
import Storage
import SystemPackage
import Tensors

/// Every number of a few steps of a configuration, for an audit by another program.
public enum Trace {
    static let format = "gantrain trace 2"

    /// Trains `steps` steps and writes what happened to a safetensors file, laid out as docs/trace.md says. A trace
    /// that is in the file already is replaced, anything else is not.
    ///
    /// - Returns: where training diverged, if it did; the steps before are in the file.
    /// - Throws: ``TooLargeError`` if the machine has too little memory, ``FileError`` if the file cannot be
    ///   written.
    public static func write(
        _ resolved: ExperimentConfiguration.Resolved, steps: Int, to file: String,
        _ session: Session = Session()
    ) throws -> Divergence? {
        try MemoryNeed(of: resolved, tracing: steps).check(on: session.machine)
        try checkNothingElse(isAt: FilePath(file))
        return try write(resolved, steps, FilePath(file), session, resolved.configuration.precision.scalar)
    }

    private static func checkNothingElse(isAt path: FilePath) throws {
        guard Files.exists(path) else { return try Files.checkFolder(of: path) }
        let there = try? Safetensors(decoding: Files.read(path))
        guard there?.metadata["format"] == format else {
            throw FileError(
                .create, path.string, "it exists, and is no trace", advice: "Choose another name with --out.")
        }
    }

    private static func write<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ steps: Int, _ file: FilePath, _ session: Session,
        _: Scalar.Type
    ) throws -> Divergence? {
        let experiment = Experiment(resolved.configuration)
        let recorder = TraceRecorder<Scalar>()
        let trainer = try Trainer(
            experiment.setup, batches: experiment.batches,
            by: session.team(members: resolved.configuration.threads), recorder: recorder)
        var divergence: Divergence?
        while divergence == nil, trainer.completedSteps < steps { divergence = trainer.step() }
        var arrays = Safetensors()
        for entry in recorder.entries { arrays.append(entry.name, entry.values, isVector: entry.isVector) }
        arrays.metadata = [
            "format": format, "steps": "\(trainer.completedSteps)",
            "configuration": JSONWriter.compact(resolved.json),
        ]
        try Files.write(arrays.encoded(), to: file)
        return divergence
    }
}
