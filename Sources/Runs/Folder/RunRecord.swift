import Dynamics
import Experiments
import Games
import Records
import Storage
import Tensors

extension RunRecord {
    /// What a run has left in its folder, with the discriminator's surface at the checkpoint.
    ///
    /// - Throws: what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    public init(reading directory: RunDirectory) throws {
        let run = try StoredRun(reading: directory)
        let configuration = run.configuration
        // A game with a known answer has curves before its first checkpoint.
        let checkpoint = configuration.knownGame == nil ? try run.lastCheckpoint() : run.checkpoint
        let step = checkpoint?.step ?? 0
        self.init(
            title: Self.title(configuration), step: step,
            table: try directory.readTable(of: configuration),
            modes: configuration.knownGame == nil ? configuration.data.modes : nil,
            dimensions: configuration.data.width, snapshots: try directory.readSnapshots(),
            surfaces: try directory.readSurfaces().records,
            spectra: checkpoint == nil ? [] : try directory.spectra(until: step))
        guard let checkpoint else { return }
        if checkpoint.divergence != nil {
            // The row of the step that broke is the last.
            brokenStep = table.rows.last?.first.flatMap { $0 }.flatMap { Int(exactly: $0) }
        }
        try look(at: checkpoint, of: configuration, directory, configuration.precision.scalar)
    }

    /// What a run looked like through training, and nothing else of it: no table, and nothing that is computed from its
    /// checkpoint.
    ///
    /// - Throws: what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    package init(picturesOf directory: RunDirectory) throws {
        let configuration = try StoredRun(reading: directory).configuration
        func target<Scalar: TensorScalar>(_ type: Scalar.Type) -> [Point] {
            configuration.points(at: 0, type)
        }
        self.init(
            title: Self.title(configuration),
            modes: configuration.knownGame == nil ? configuration.data.modes : nil,
            dimensions: configuration.data.width, target: target(configuration.precision.scalar),
            snapshots: try directory.readSnapshots(),
            surfaces: try directory.readSurfaces().records, spectra: try directory.spectra(until: .max))
    }

    private mutating func look<Scalar: TensorScalar>(
        at checkpoint: Checkpoint, of configuration: ExperimentConfiguration, _ directory: RunDirectory,
        _: Scalar.Type
    ) throws {
        guard configuration.knownGame == nil else { return }
        let experiment = Experiment(configuration)
        let state = TrainingState<Scalar>(experiment.setup)
        try checkpoint.restore(state, from: directory.checkpoint)
        let evaluator = try Evaluator(experiment, state)
        samples = evaluator.points(at: step)
        target = evaluator.data(at: 0)
        surface = try evaluator.surface(in: frame)
    }

    /// Such as "mog8, seed 0: non-saturating GAN with R1, γ 1 → 0.1".
    package static func title(_ configuration: ExperimentConfiguration) -> String {
        let methods =
            configuration.penalties.map(\.title) + configuration.fieldMethods.map(\.title)
            + (configuration.instanceNoise.map { ["instance noise, σ \($0.summary)"] } ?? [])
            + configuration.players.discriminator.boundTitles
        let objective = configuration.knownGame?.objective ?? configuration.objective
        return "\(configuration.name), seed \(configuration.seed): \(objective.title)"
            + (methods.isEmpty ? " without penalty" : " with " + methods.joined(separator: "; "))
    }
}
