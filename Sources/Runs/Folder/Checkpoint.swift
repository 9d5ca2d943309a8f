import Dynamics
import Foundation
import Networks
import Settings
import Storage
import SystemPackage
import Tensors

/// Everything needed to go on with a run: the arrays of ``TrainingState`` and, as metadata, the step and the
/// configuration. It holds no times, so equal runs have equal bytes.
public struct Checkpoint {
    static let format = "gantrain 1"

    /// Steps done.
    public let step: Int
    /// The complete configuration.
    public let configuration: JSONValue
    /// Where the run diverged; nil if it may go on.
    public let divergence: String?
    let arrays: Safetensors

    init(
        of state: TrainingState<some TensorScalar>, step: Int, configuration: JSONValue,
        divergence: Divergence? = nil
    ) {
        self.step = step
        self.configuration = configuration
        self.divergence = divergence.map { "\($0)" }
        var arrays = Safetensors()
        for array in state.arrays {
            arrays.append(array.name, array.buffer.matrix, isVector: array.isVector)
        }
        arrays.metadata["format"] = Self.format
        arrays.metadata["step"] = "\(step)"
        arrays.metadata["configuration"] = JSONWriter.compact(configuration)
        arrays.metadata["fingerprint"] = fingerprint(of: configuration)
        arrays.metadata["divergence"] = self.divergence
        arrays.metadata["checksum"] = Self.checksum(of: arrays)
        self.arrays = arrays
    }

    /// - Throws: ``CheckpointError`` for a file that is damaged or not a checkpoint, ``FileError`` if it cannot
    ///   be read.
    package init(reading path: FilePath) throws {
        let data = try Files.read(path)
        do {
            arrays = try Safetensors(decoding: data)
            guard arrays.metadata["format"] == Self.format,
                let step = arrays.metadata["step"].flatMap({ Int($0) }), step >= 0,
                let text = arrays.metadata["configuration"], let json = try? JSONValue.parse(text),
                arrays.metadata["fingerprint"] == fingerprint(of: json),
                arrays.metadata["checksum"] == Self.checksum(of: arrays)
            else { throw CheckpointError(path.string, "it is no checkpoint of gantrain, or a damaged one") }
            self.step = step
            configuration = json
            divergence = arrays.metadata["divergence"]
        } catch let error as SafetensorsError {
            throw CheckpointError(path.string, error.description)
        }
    }

    /// Of everything that a resumed run depends on: the arrays, the step and the divergence. The configuration
    /// has its fingerprint.
    private static func checksum(of arrays: Safetensors) -> String {
        var hash = FNV1a()
        for key in ["step", "divergence"] { hash.add("\(key)=\(arrays.metadata[key] ?? "");".utf8) }
        return String(hash.value ^ arrays.checksum, radix: 16)
    }

    func encoded() throws -> Data { try arrays.encoded() }

    /// Gives the state the saved values.
    func restore(_ state: TrainingState<some TensorScalar>, from path: FilePath) throws {
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

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "cannot use the checkpoint \(path): \(reason)" }
}

/// 64 bits that tell configurations apart, of the compact text.
func fingerprint(of configuration: JSONValue) -> String {
    var hash = FNV1a()
    hash.add(JSONWriter.compact(configuration).utf8)
    return String(hash.value, radix: 16)
}
