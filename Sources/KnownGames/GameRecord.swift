import Dynamics
import Experiments
import Games
import Runs
import Storage

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
    /// - Throws: what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    public init?(reading directory: RunDirectory) throws {
        let run = try StoredRun(reading: directory)
        configuration = run.configuration
        guard let game = configuration.knownGame else { return nil }
        title = RunRecord.title(configuration, in: directory)
        equilibrium = game.equilibrium.discriminator + game.equilibrium.generator
        let (columns, rows) = try StepTable.numbers(of: directory.metrics)
        let places = try game.columns.map { name in
            guard let place = columns.firstIndex(of: name) else {
                throw FileError(.read, directory.metrics.string, "it has no column \"\(name)\"")
            }
            return place
        }
        var (distances, positions): ([(step: Int, distance: Double)], [[Double]]) = ([], [])
        for row in rows where row.count == columns.count {
            let numbers = places.compactMap { row[$0] }
            guard let step = row[0].flatMap({ Int(exactly: $0) }), numbers.count == places.count else {
                continue
            }
            distances.append((step, numbers[0]))
            positions.append(Array(numbers.dropFirst()))
        }
        self.distances = distances
        spectra = try directory.spectra(until: run.checkpoint?.step ?? -1)
        let start = KnownPosition(TrainingState<Double>(Experiment(configuration).setup), game)
        self.positions = [start.numbers] + positions
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
