import Games
import Tensors

/// Records every number of training steps, so that another program can audit them. It uses the names of
/// docs/trace.md.
public final class TraceRecorder<Scalar: TensorScalar> {
    /// One array and its name.
    public struct Entry {
        public let name: String
        public let isVector: Bool
        public let values: Matrix<Scalar>
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    /// Hands over what was taken down since the last call, and forgets it.
    public func take() -> [Entry] {
        defer { entries = [] }
        return entries
    }

    func record(_ name: String, isVector: Bool = true, _ buffer: Buffer<Scalar>) {
        entries.append(Entry(name: name, isVector: isVector, values: buffer.matrix))
    }

    /// Arrays under their names after a prefix.
    func record(_ arrays: [TrainingState<Scalar>.NamedArray], after prefix: String) {
        for array in arrays { record("\(prefix).\(array.name)", isVector: array.isVector, array.buffer) }
    }

    /// What a move was made of.
    func record(_ turn: TurnProgram<Scalar>, at move: String) {
        for (index, batch) in turn.batches.enumerated() {
            for (kind, buffer) in batch {
                record("\(move).batch.\(index).\(kind)", isVector: false, buffer)
            }
        }
        for observation in turn.observations {
            let name =
                switch observation.term {
                case "loss", "gradientNorm": "\(observation.term).\(observation.player)"
                default: "term.\(observation.player).\(observation.term)"
                }
            record("\(move).\(name)", observation.buffer)
        }
        record(turn.directions, after: "\(move).direction")
    }
}
