import Autodiff
import Dynamics
import Experiments
import Games
import Runs
import Storage
import SystemPackage
import Tensors

extension ONNXModel {
    /// A player's network with the numbers of a checkpoint: the generator from latent points to samples, or the
    /// discriminator from points to scores. The generator is the one that is judged: its average if there is one.
    ///
    /// - Throws: ``ExportError`` if the network cannot be written down for any number of points, what reading a checkpoint
    ///   throws, and `ShapeError` or `GraphError`.
    init(of player: Player, in run: StoredRun) throws {
        self = try Self.model(of: player, run, run.configuration.precision.scalar)
    }

    private static func model<Scalar: TensorScalar>(
        of player: Player, _ run: StoredRun, _: Scalar.Type
    ) throws -> ONNXModel {
        let checkpoint = try run.lastCheckpoint()
        let experiment = Experiment(run.configuration)
        if player == .generator, experiment.setup.game.generator.displacesRealPoints {
            throw ExportError("it is no network: it adds noise to points of the data")
        }
        let state = TrainingState<Scalar>(experiment.setup)
        try checkpoint.restore(state, from: run.directory.checkpoint)
        // Two numbers of rows, and neither is 1: a single row is repeated where many are not.
        let rows = (3, 5)
        let formula = PlayerFormula(of: player, in: experiment.setup.game, state, rows: rows.0)
        let twin = PlayerFormula(of: player, in: experiment.setup.game, state, rows: rows.1)
        for graph in [formula.bound.graph, twin.bound.graph] { try graph.check() }
        guard (formula.output.shape.rows, twin.output.shape.rows) == rows else {
            throw ExportError("its \(player) does not make a row of each row that it is given")
        }
        let names = Dictionary(
            [(formula.input.id, ONNXTranslation.input)] + formula.arrays.map { ($0.input.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        let type: ONNXType = Scalar.self == Float.self ? .float : .double
        var translation = try ONNXTranslation(
            formula.bound.graph.nodes, twin.bound.graph.nodes, rows: rows, type: type,
            inputName: { names[$0] })
        let (result, meaning) = Self.output(of: player, run.configuration)
        try translation.write(formula.output.id, as: result)
        let read = Set(translation.made.flatMap(\.inputs))
        let arrays = formula.arrays.filter { read.contains($0.name) }.map { array in
            ONNXTensor(
                name: array.name, type: type,
                dimensions: [array.values.shape.rows, array.values.shape.columns],
                bytes: bytes(of: array.values))
        }
        let configuration = run.configuration
        return ONNXModel(
            name: player.rawValue,
            input: ONNXValue(name: ONNXTranslation.input, type: type, width: formula.input.shape.columns),
            output: ONNXValue(name: result, type: type, width: formula.output.shape.columns),
            tensors: arrays + translation.tensors.filter { read.contains($0.name) }, nodes: translation.made,
            description: "The \(player) of \(configuration.name), seed \(configuration.seed), after "
                + "\(checkpoint.step) steps. \(meaning)",
            facts: [
                ("run", configuration.name), ("seed", "\(configuration.seed)"),
                ("step", "\(checkpoint.step)"),
                ("fingerprint", checkpoint.identity.fingerprint),
            ], producerVersion: Checkpoint.format)
    }

    /// What the output is called, and what is said of it.
    private static func output(
        of player: Player, _ configuration: ExperimentConfiguration
    ) -> (name: String, meaning: String) {
        switch player {
        case .generator: ("samples", "From latent points to samples.")
        case .discriminator: ("scores", "From points to scores, high on real points: before any sigmoid.")
        }
    }

    private static func bytes<Scalar: TensorScalar>(of matrix: Matrix<Scalar>) -> [UInt8] {
        Scalar.self == Float.self
            ? matrix.elements.flatMap { Float($0).bitPattern.littleEndianBytes }
            : matrix.elements.flatMap { Double($0).bitPattern.littleEndianBytes }
    }
}
