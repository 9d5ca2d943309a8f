import Distributions
import Dynamics
import Experiments
import Games
import Records
import Tensors

/// What a run has left behind, read back for pictures.
public struct RunRecord: Sendable {
    /// The run in a line: its folder, and what was trained.
    public let title: String
    /// Whether the discriminator's output is a logit, or a critic's value of which only differences count.
    public let scoresAreLogits: Bool
    public let step: Int
    /// Columns of `metrics.csv`; nil where nothing was measured.
    public let columns: [String]
    public let rows: [[Double?]]
    public let snapshots: [(step: Int, points: [Point])]
    /// The generator's samples at the checkpoint.
    public let samples: [Point]
    /// As many points of the data.
    public let target: [Point]
    /// Nil if the data have no modes.
    public let modes: Modes?
    public let surface: ScoreSurface
    /// Eigenvalues at the steps where the configuration asked for them, real parts as x.
    public let spectra: [(step: Int, eigenvalues: [Point])]

    /// - Throws: what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    public init(reading directory: RunDirectory) throws {
        let run = try StoredRun(reading: directory)
        let resolved = run.resolved
        if let game = resolved.configuration.knownGame {
            throw NoSamplesError(run: directory.name, game: game.name)
        }
        let checkpoint = try run.lastCheckpoint()
        let configuration = resolved.configuration
        title = Self.title(configuration, in: directory)
        scoresAreLogits = configuration.objective is Minimax || configuration.objective is NonSaturating
        step = checkpoint.step
        (columns, rows) = try StepTable.numbers(of: directory.metrics)
        snapshots = try Self.snapshots(of: directory)
        modes = configuration.data.modes
        spectra = try directory.spectra(until: checkpoint.step)
        let pictures = try CheckpointPictures(
            resolved, checkpoint, directory, configuration.precision.scalar)
        samples = pictures.samples
        target = pictures.target
        surface = pictures.surface
    }

    /// Such as "no-penalty: mog8, seed 0, nonSaturating, no penalty".
    package static func title(_ configuration: ExperimentConfiguration, in directory: RunDirectory) -> String
    {
        let methods =
            configuration.penalties.map(\.method.name) + configuration.fieldMethods.map(\.method.name)
            + configuration.players.discriminator.bounds
        let folder = directory.path.lastComponent?.string ?? directory.name
        let objective = "\(type(of: configuration.objective))"
        return "\(folder): \(configuration.name), seed \(configuration.seed), \(objective), "
            + (methods.isEmpty ? "no penalty" : methods.joined(separator: " + "))
    }

    private static func snapshots(of directory: RunDirectory) throws -> [(step: Int, points: [Point])] {
        var snapshots: [(step: Int, points: [Point])] = []
        for row in try StepTable.numbers(of: directory.snapshots).rows where row.count == 3 {
            guard let step = row[0].flatMap({ Int(exactly: $0) }), let x = row[1], let y = row[2] else {
                continue
            }
            if snapshots.last?.step != step { snapshots.append((step, [])) }
            snapshots[snapshots.count - 1].points.append(Point(x, y))
        }
        return snapshots
    }
}

/// A run of a game with a known answer where one of networks is wanted.
public struct NoSamplesError: Error, Equatable, CustomStringConvertible {
    let run: String
    let game: String

    public var description: String {
        "\(run) played the game \"\(game)\", which has no samples to draw; its own figures: gantrain plot \(run)"
    }
}

/// The discriminator seen from above: its score on a grid, and the score's gradient on a coarser one.
public struct ScoreSurface: Sendable {
    public let xs: [Double]
    public let ys: [Double]
    /// Row by row, a row for each of `ys`.
    public let scores: [Double]
    public let gradients: [(at: Point, gradient: Point)]
}

/// Points and scores computed from a checkpoint.
private struct CheckpointPictures {
    let samples: [Point]
    let target: [Point]
    let surface: ScoreSurface

    init<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ checkpoint: Checkpoint, _ directory: RunDirectory,
        _: Scalar.Type
    ) throws {
        let configuration = resolved.configuration
        let experiment = Experiment(configuration)
        let state = TrainingState<Scalar>(experiment.setup)
        try checkpoint.restore(state, from: directory.checkpoint)
        samples = try Evaluator(experiment, state).sample(at: checkpoint.step).samples.points
        let buffer = Buffer<Scalar>(Shape(configuration.recording.samples, 2))
        configuration.data.fill(
            buffer, RandomDraw(seed: configuration.seed, stream: .evaluation, step: 0).part(2))
        target = buffer.matrix.points
        surface = try ScoreSurface(experiment, state, window: Window(configuration.data.modes, target))
    }
}

extension ScoreSurface {
    private static let finePoints = 201
    private static let coarsePoints = 21

    fileprivate init<Scalar: TensorScalar>(
        _ experiment: Experiment, _ state: TrainingState<Scalar>, window: Window
    ) throws {
        let game = experiment.setup.game
        (scores, _) = try Self.evaluate(game, state, window.mesh(Self.finePoints))
        let arrows = window.mesh(Self.coarsePoints)
        let slopes = try Self.evaluate(game, state, arrows).gradients
        gradients = zip(arrows, slopes).map { ($0, $1) }
        xs = window.axis(Self.finePoints).map { window.centre.x + $0 }
        ys = window.axis(Self.finePoints).map { window.centre.y + $0 }
    }

    private static func evaluate<Scalar: TensorScalar>(
        _ game: GAN, _ state: TrainingState<Scalar>, _ points: [Point]
    ) throws -> (scores: [Double], gradients: [Point]) {
        let function = try PlayerFunction(
            of: .discriminator, in: game, state, rows: points.count, withSlopes: true)
        let elements = points.flatMap { [Scalar($0.x), Scalar($0.y)] }
        let scores = try function(Matrix(function.input.shape, elements: elements))
        return (scores.elements.map { Double($0) }, function.slopes?.matrix.points ?? [])
    }
}

/// The square of the plane that the discriminator is looked at in: the data and some space around them.
private struct Window {
    let centre: Point
    /// From the centre to each side.
    let reach: Double

    /// Of data with modes around the origin, of others around the middle of their points.
    init(_ modes: Modes?, _ points: [Point]) {
        if let modes {
            let farthest = modes.centres.map { max(abs($0.x), abs($0.y)) }.max() ?? 0
            centre = .zero
            reach = 1.3 * (farthest + 3 * modes.standardDeviation)
        } else {
            let (low, high) = (points.reduce(points[0], pointwiseMin), points.reduce(points[0], pointwiseMax))
            let half = ((high - low) / 2).max()
            centre = (low + high) / 2
            reach = half > 0 ? 1.3 * half : 1
        }
    }

    func axis(_ count: Int) -> [Double] {
        (0..<count).map { reach * (2 * Double($0) / Double(count - 1) - 1) }
    }

    func mesh(_ count: Int) -> [Point] {
        axis(count).flatMap { y in axis(count).map { x in centre + Point(x, y) } }
    }
}

extension Matrix {
    /// The rows of an n×2 matrix.
    var points: [Point] {
        (0..<shape.rows).map { Point(Double(self[$0, 0]), Double(self[$0, 1])) }
    }
}
