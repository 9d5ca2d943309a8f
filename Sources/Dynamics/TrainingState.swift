import Games
import Networks
import Tensors

/// Everything that training changes. Saving and restoring ``arrays`` and the step saves and restores a run.
public final class TrainingState<Scalar: TensorScalar> {
    /// One array with its name in a checkpoint.
    public struct NamedArray {
        public let name: String
        public let isVector: Bool
        public let buffer: Buffer<Scalar>
    }

    public let parameters: PerPlayer<Parameters<Scalar>>
    /// What the models keep beside their parameters, such as the vectors u of spectral normalization.
    public let auxiliaries: PerPlayer<Parameters<Scalar>>
    /// For each parameter what the optimizer remembers of it.
    public let optimizerState: PerPlayer<[[Buffer<Scalar>]]>
    /// How many steps each player's optimizer has made. The trainer sets it from the steps done.
    public let counts: PerPlayer<Buffer<Scalar>>
    /// The moving average of the generator's parameters.
    public let average: Parameters<Scalar>?
    /// The slow parameters of lookahead.
    public let slow: PerPlayer<Parameters<Scalar>>?
    /// The past positions of Anderson mixing.
    public let mixing: MixingMemory<Scalar>?
    private let slotNames: PerPlayer<[String]>

    public init(_ setup: TrainingSetup) {
        let places = PerPlayer(discriminator: 0, generator: 1)
        let parameters = PerPlayer { player in
            Parameters<Scalar>(
                of: setup.game.model(of: player), seed: setup.seed, player: places[player])
        }
        auxiliaries = PerPlayer { player in
            Parameters<Scalar>(
                auxiliariesOf: setup.game.model(of: player), seed: setup.seed, player: places[player])
        }
        let slots = setup.optimizers.map { $0.state }
        optimizerState = PerPlayer { player in
            parameters[player].declarations.map { declaration in
                slots[player].map { Buffer(Matrix(declaration.shape, repeating: Scalar($0.start))) }
            }
        }
        counts = PerPlayer { _ in Buffer(.scalar) }
        average = setup.averageDecay == nil ? nil : parameters.generator.copy()
        slow = setup.lookahead == nil ? nil : parameters.map { $0.copy() }
        let numbers = Player.allCases.flatMap { parameters[$0].buffers }.reduce(0) { $0 + $1.shape.count }
        mixing = setup.mixing.map { MixingMemory($0, numbers: numbers) }
        slotNames = slots.map { $0.map(\.name) }
        self.parameters = parameters
    }

    /// The generator that is judged and sampled: the average if there is one.
    public var evaluatedGenerator: Parameters<Scalar> { average ?? parameters.generator }

    /// A player with a parameter, or an array of its optimizer, that is not finite; nil if all are finite.
    public var playerWithBrokenNumbers: Player? {
        Player.allCases.first { player in
            let buffers =
                parameters[player].buffers + auxiliaries[player].buffers + optimizerState[player].joined()
            return buffers.contains { !$0.matrix.elements.allSatisfy { $0.isFinite } }
        }
    }

    /// The parameters of both players in double precision.
    public var parameterValues: PerPlayer<[Matrix<Double>]> {
        parameters.map { $0.buffers.map { $0.matrix.converted() } }
    }

    /// What the models keep beside their parameters, in double precision.
    public var auxiliaryValues: PerPlayer<[Matrix<Double>]> {
        auxiliaries.map { $0.buffers.map { $0.matrix.converted() } }
    }

    /// Overwrites every array.
    ///
    /// - Parameter value: the numbers of the array of a name, of the shape given.
    public func restore(_ value: (_ name: String, _ shape: Shape) throws -> Matrix<Scalar>) throws {
        for array in arrays { try array.buffer.load(value(array.name, array.buffer.shape)) }
    }

    /// All arrays, under PyTorch's `state_dict` names where they are parameters.
    public var arrays: [NamedArray] {
        let ofPlayers = Player.allCases.flatMap { player in
            named(parameters[player], "\(player)") + named(auxiliaries[player], "\(player)")
                + optimizerArrays(of: player)
        }
        let ofLookahead = Player.allCases.flatMap { player in
            slow.map { named($0[player], "slow.\(player)") } ?? []
        }
        return ofPlayers + (average.map { named($0, "generatorAverage") } ?? []) + ofLookahead
            + (mixing?.arrays ?? [])
    }

    private func optimizerArrays(of player: Player) -> [NamedArray] {
        let slots = zip(parameters[player].declarations, optimizerState[player]).flatMap {
            declaration, buffers in
            zip(slotNames[player], buffers).map { slot, buffer in
                NamedArray(
                    name: "optimizer.\(player).\(declaration.name).\(slot)", isVector: declaration.isVector,
                    buffer: buffer)
            }
        }
        return [NamedArray(name: "optimizer.\(player).count", isVector: true, buffer: counts[player])] + slots
    }

    func named(_ parameters: Parameters<Scalar>, _ prefix: String) -> [NamedArray] {
        zip(parameters.declarations, parameters.buffers).map {
            NamedArray(name: "\(prefix).\($0.name)", isVector: $0.isVector, buffer: $1)
        }
    }
}
