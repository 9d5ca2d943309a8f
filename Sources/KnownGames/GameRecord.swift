import Dynamics
import Experiments
import Games
import Runs

/// What a run of a game with a known answer has left behind, read back for pictures.
public struct GameRecord {
    /// The run in a line.
    public let title: String
    /// Steps with the distance from the equilibrium then.
    public let distances: [(step: Int, distance: Double)]
    /// The players' numbers at the start and at the same steps, the discriminator's first.
    public let positions: [[Double]]
    /// The players' numbers at rest, in the same order.
    public let equilibrium: [Double]
    /// Eigenvalues at the steps where the configuration asked for them, real parts as x.
    public let spectra: [(step: Int, eigenvalues: [SIMD2<Double>])]
    private let configuration: ExperimentConfiguration

    /// - Returns: nil for a run of networks.
    /// - Throws: ``FileError``, ``ResumeError/noRun(_:)`` or what reading a configuration throws.
    public init?(reading directory: RunDirectory) throws {
        guard directory.holdsRun else { throw ResumeError.noRun(directory.name) }
        configuration = try directory.readConfiguration().configuration
        guard let game = configuration.knownGame else { return nil }
        title = RunRecord.title(configuration, in: directory)
        equilibrium = game.equilibrium.discriminator + game.equilibrium.generator
        let (columns, rows) = try StepTable.numbers(of: directory.metrics)
        let outcome = columns.count - 1 - game.columns.count
        let complete = rows.filter { $0.count == columns.count }
        distances = complete.compactMap { row in
            guard let step = row[0], let distance = row[outcome] else { return nil }
            return (Int(step), distance)
        }
        // Before the first checkpoint there are none.
        let last = try? Checkpoint(reading: directory.checkpoint).step
        spectra = try directory.spectra(until: last ?? -1)
        let start = KnownPosition(TrainingState<Double>(Experiment(configuration).setup), game)
        positions = [start.numbers] + complete.map { $0[(outcome + 1)...].dropLast().compactMap { $0 } }
    }

    /// The field where each player has one number, on a grid of 15×15 places; else empty.
    public func arrows(
        discriminator: ClosedRange<Double>, generator: ClosedRange<Double>
    ) throws -> [GameArrow] {
        guard equilibrium.count == 2 else { return [] }
        let experiment = Experiment(configuration)
        return try GameField(experiment.setup, experiment.batches).arrows(
            discriminator: discriminator, generator: generator, side: 15)
    }
}
