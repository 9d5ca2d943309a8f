import Dynamics
import Experiments
import Foundation
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
        try MemoryNeed(of: resolved, isTraced: true).check(on: session.machine)
        try Files.check(FilePath(file), replacesOnly: "trace", option: "--out") {
            String(decoding: $0, as: UTF8.self).contains(#""format":"gantrain trace "#)
        }
        return try write(resolved, steps, FilePath(file), session, resolved.configuration.precision.scalar)
    }

    private static func write<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ steps: Int, _ path: FilePath, _ session: Session,
        _: Scalar.Type
    ) throws -> Divergence? {
        let experiment = Experiment(resolved.configuration)
        let recorder = TraceRecorder<Scalar>()
        let trainer = try Trainer(
            experiment.setup, batches: experiment.batches,
            by: session.team(members: resolved.configuration.threads), recorder: recorder,
            preparing: { try resolved.configuration.start?.load(into: $0, experiment.setup) })
        let file = try TraceFile(beside: path)
        try file.append(recorder.take())
        var divergence: Divergence?
        while divergence == nil, trainer.completedSteps < steps {
            divergence = trainer.step()
            try file.append(recorder.take())
        }
        try file.write(
            metadata: [
                "format": format, "steps": "\(trainer.completedSteps)",
                "configuration": JSONWriter.compact(resolved.json),
            ])
        return divergence
    }
}

/// The numbers of a trace on their way to its file. They wait on the disk and not in memory until all are known, since
/// the file begins with their names.
private final class TraceFile {
    private let body: FileDescriptor
    private let trace: FilePath
    private var places: [Safetensors.Place] = []
    private var size = 0

    /// - Throws: ``FileError`` if no file can be made beside the trace.
    init(beside trace: FilePath) throws(FileError) {
        self.trace = trace
        let path = FilePath(trace.string + ".numbers")
        do {
            _ = unlink(path.string)
            body = try FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch { throw FileError(.write, trace, error) }
        // Without a name the file is gone whenever the program is.
        _ = unlink(path.string)
    }

    deinit { try? body.close() }

    func append<Scalar: TensorScalar>(_ entries: [TraceRecorder<Scalar>.Entry]) throws(FileError) {
        for entry in entries {
            var array = Safetensors()
            array.append(entry.name, entry.values, isVector: entry.isVector)
            for (place, bytes) in array.pieces(from: size) {
                do { try body.writeAll(bytes) } catch { throw FileError(.write, trace, error) }
                places.append(place)
                size += bytes.count
            }
        }
    }

    func write(metadata: [String: String]) throws {
        let header = try Safetensors.header(of: places, metadata: metadata)
        try Files.write(to: trace) { file in
            try file.writeAll(header)
            var chunk = [UInt8](repeating: 0, count: 1 << 20)
            var offset = 0
            while offset < size {
                let count = try chunk.withUnsafeMutableBytes {
                    try body.read(fromAbsoluteOffset: Int64(offset), into: $0)
                }
                guard count > 0 else { throw Errno.ioError }
                try file.writeAll(chunk.prefix(count))
                offset += count
            }
        }
    }
}
