import Dynamics
import Foundation
import Networks
import Settings
import Storage
import SystemPackage
import Tensors

/// Everything needed to go on with a run: the arrays of ``TrainingState`` and, as metadata, the step and what is
/// studied. It holds no times, so equal runs have equal bytes.
public struct Checkpoint {
    package static let format = "gantrain 2"
    /// Of version 0.1, which wrote the whole configuration in place of the identity.
    private static let firstFormat = "gantrain 1"

    /// Steps done.
    public let step: Int
    /// What the run studies.
    public let identity: RunIdentity
    /// Where the run diverged; nil if it may go on.
    public let divergence: String?
    /// The changes that the run had seen, told by a fingerprint; nil if there were none.
    package let touched: String?
    package let arrays: Safetensors

    /// - Parameter configuration: complete.
    package init(
        of state: TrainingState<some TensorScalar>, step: Int, configuration: JSONValue,
        divergence: Divergence? = nil, touched: String? = nil
    ) {
        self.touched = touched
        self.step = step
        identity = RunIdentity(of: configuration)
        self.divergence = divergence.map { "\($0)" }
        var arrays = Safetensors()
        for array in state.arrays {
            arrays.append(array.name, array.buffer.matrix, isVector: array.isVector)
        }
        arrays.metadata["format"] = Self.format
        arrays.metadata["step"] = "\(step)"
        arrays.metadata["identity"] = JSONWriter.compact(identity.json)
        arrays.metadata["fingerprint"] = identity.fingerprint
        arrays.metadata["divergence"] = self.divergence
        arrays.metadata["touched"] = touched
        arrays.metadata["checksum"] = Self.checksum(of: arrays)
        self.arrays = arrays
    }

    /// - Throws: ``CheckpointError`` for a file that is damaged or not a checkpoint, ``FileError`` if it cannot
    ///   be read.
    package init(reading path: FilePath) throws {
        let data = try Files.read(path)
        do {
            arrays = try Safetensors(decoding: data)
        } catch let error as SafetensorsError {
            throw CheckpointError(path.string, error.description)
        }
        guard let identity = Self.identity(in: arrays.metadata),
            let step = arrays.metadata["step"].flatMap({ Int($0) }), step >= 0,
            arrays.metadata["checksum"] == Self.checksum(of: arrays)
        else { throw CheckpointError(path.string, "it is no checkpoint of gantrain, or a damaged one") }
        self.step = step
        self.identity = identity
        divergence = arrays.metadata["divergence"]
        touched = arrays.metadata["touched"]
    }

    /// nil if the metadata do not belong to a checkpoint, or were changed after they were written.
    private static func identity(in metadata: [String: String]) -> RunIdentity? {
        let key = [format: "identity", firstFormat: "configuration"][metadata["format"] ?? ""]
        // What cannot be parsed has been damaged.
        guard let text = key.flatMap({ metadata[$0] }), let stored = try? JSONValue.parse(text),
            metadata["fingerprint"] == RunIdentity.fingerprint(of: stored)
        else { return nil }
        return try? RunIdentity(reading: stored)
    }

    /// Whether a file begins like a checkpoint. It need not be whole.
    package static func begins(at path: FilePath) throws(FileError) -> Bool {
        guard let bytes = try Files.beginning(of: path, limit: 1 << 16) else { return false }
        return String(decoding: bytes, as: UTF8.self).contains(#""format":"gantrain "#)
    }

    /// Of everything that a resumed run depends on: the arrays, the step and the divergence. The identity has its
    /// fingerprint. It finds what a disk or a copy has changed by chance; who changes numbers on purpose can
    /// compute it anew.
    private static func checksum(of arrays: Safetensors) -> String {
        var hash = FNV1a()
        for key in ["step", "divergence"] { hash.add("\(key)=\(arrays.metadata[key] ?? "");".utf8) }
        return String(hash.value ^ arrays.checksum, radix: 16)
    }

    package func encoded() throws -> Data { try arrays.encoded() }

    /// The file of the last checkpoint of the run in a folder.
    package static func last(in run: FilePath) -> FilePath { run.appending("checkpoint.safetensors") }

    /// Where a run keeps checkpoints beside the last one.
    package static func folder(in run: FilePath) -> FilePath { run.appending("checkpoints") }

    package static func kept(_ step: Int, in run: FilePath) -> FilePath {
        folder(in: run).appending("step-\(step).safetensors")
    }

    /// Gives the state the saved values.
    package func restore(_ state: TrainingState<some TensorScalar>, from path: FilePath) throws {
        do {
            try state.restore(arrays.matrix)
        } catch let error as SafetensorsError {
            throw CheckpointError(path.string, error.description)
        }
    }
}

/// A checkpoint that cannot be used.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
    public let path: String
    public let reason: String

    package init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "cannot use the checkpoint \(path): \(reason)" }
}
