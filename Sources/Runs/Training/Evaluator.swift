import Distributions
import Dynamics
import Experiments
import Games
import Metrics
import Records
import Tensors

/// Looks at the players of an experiment: samples of the generator that is judged, scores of the discriminator, measures.
/// What it has made of a state it keeps until the state changes.
final class Evaluator<Scalar: TensorScalar> {
    /// Samples, and the latent points they were made from.
    typealias Drawn = (latents: Matrix<Scalar>, samples: Matrix<Scalar>)

    private let experiment: Experiment
    private let state: TrainingState<Scalar>
    /// Nil for a game with a known answer, which has no samples to look at.
    private let generator: PlayerFunction<Scalar>?
    private let measures: [PlannedMeasure]
    /// By the number of points.
    private var judges: [Int: PlayerFunction<Scalar>] = [:]
    /// Without slopes, for what is looked at again and again; by the number of points.
    private var scorers: [Int: PlayerFunction<Scalar>] = [:]
    private var drawn: (step: Int, value: Drawn)?
    /// For each measure its values, as far as they were taken of the present state.
    private var measured: [[Double?]?]
    /// Whether there is any.
    private var isMeasured = false
    /// Whether somebody wants to stop, which measures that take long ask.
    var shouldStop: () -> Bool = { false }

    init(_ experiment: Experiment, _ state: TrainingState<Scalar>) throws {
        self.experiment = experiment
        self.state = state
        measures = experiment.configuration.measures
        measured = measures.map { _ in nil }
        generator =
            experiment.configuration.knownGame == nil
            ? try PlayerFunction(
                of: .generator, in: experiment.setup.game, state,
                rows: experiment.configuration.recording.samples) : nil
    }

    /// The columns of every measure.
    var columns: [Column] { measures.flatMap(\.metric.columns) }

    /// To be called when the state is another.
    func forget() {
        drawn = nil
        guard isMeasured else { return }
        isMeasured = false
        measured = measures.map { _ in nil }
    }

    /// Fresh samples, a function of the seed and the step; nil if the game has none.
    func sample(at step: Int) -> Drawn? {
        if let drawn, drawn.step == step { return drawn.value }
        let value = sample(by: experiment.configuration.evaluationDraw(at: step))
        drawn = value.map { (step, $0) }
        return value
    }

    /// Samples, as many as an evaluation has, made of these random numbers; nil if the game has none.
    func sample(by draw: RandomDraw) -> Drawn? {
        guard let generator else { return nil }
        let configuration = experiment.configuration
        configuration.latent.fill(generator.input, draw)
        generator.run()
        var samples = generator.output.matrix
        if experiment.setup.game.generator.displacesRealPoints {
            // Far from the parts of latent points and of the data that samples are compared with.
            let points = configuration.drawnData(by: draw.part(8), Scalar.self)
            samples = Matrix(points.shape, trusted: zip(points.elements, samples.elements).map { $0 + $1 })
        }
        return (generator.input.matrix, samples)
    }

    /// The samples as points; empty if the game has none.
    func points(at step: Int) -> [Point] { sample(at: step)?.samples.points ?? [] }

    /// As many points of the data as there are samples; empty if the game has none.
    func data(at step: Int) -> [Point] {
        experiment.configuration.points(at: step, Scalar.self)
    }

    /// A value for each of ``columns``; nil where a measure is not taken.
    ///
    /// - Parameter isTaken: whether a product is wanted. A measure that costs little is always taken.
    func values(at step: Int, taking isTaken: (Product) -> Bool = { _ in true }) throws -> [Double?] {
        let look = look(at: step)
        return try measures.indices.flatMap { place in
            let measure = measures[place]
            return measure.metric.isCheap || isTaken(measure.product)
                ? try values(of: place, look) : measure.metric.columns.map { _ in nil }
        }
    }

    private func values(of place: Int, _ look: Look) throws -> [Double?] {
        if let known = measured[place] { return known }
        let values = try measures[place].metric.values(of: look)
        measured[place] = values
        isMeasured = true
        return values
    }

    private func look(at step: Int) -> Look {
        Look(
            step: step, generated: self.points(at: step), data: self.data(at: step),
            parameters: self.state.numbers, judge: { [self] in try judge($0) }, shouldStop: shouldStop)
    }

    private func judge(_ points: [Point]) throws -> (scores: [Double], gradients: [Point]) {
        let judge = try judges[points.count] ?? self.judge(of: points.count, withSlopes: true)
        judges[points.count] = judge
        return (try judge.scores(of: points), judge.slopes?.matrix.points ?? [])
    }

    private func judge(of rows: Int, withSlopes: Bool) throws -> PlayerFunction<Scalar> {
        try PlayerFunction(
            of: .discriminator, in: experiment.setup.game, state, rows: rows, withSlopes: withSlopes)
    }

    /// The discriminator's scores over a window or along the line, without slopes; nil for a game without points, or with a
    /// discriminator that sees several at a time.
    func scores(in frame: Frame) throws -> Surface? {
        guard generator != nil, experiment.configuration.scoresPoints else { return nil }
        if isOnLine {
            let xs = frame.columns(SurfaceTable.countOnLine)
            return Surface(
                xs: xs, ys: [0], scores: try score(xs.map { Point($0, 0) }), gradients: [], meaning: meaning)
        }
        let count = SurfaceTable.count
        return Surface(
            xs: frame.columns(count), ys: frame.rows(count), scores: try score(frame.mesh(count)),
            gradients: [], meaning: meaning)
    }

    private func score(_ points: [Point]) throws -> [Double] {
        let scorer = try scorers[points.count] ?? judge(of: points.count, withSlopes: false)
        scorers[points.count] = scorer
        return try scorer.scores(of: points)
    }

    /// For those who watch: the same, in the plane with slopes at a few places.
    func glimpse(in frame: Frame) throws -> Surface? {
        guard var surface = try scores(in: frame) else { return nil }
        if isOnLine { return surface }
        let places = frame.mesh(15)
        surface.gradients = zip(places, try judge(places).gradients).map { Arrow(start: $0, direction: $1) }
        return surface
    }

    private var meaning: Surface.Meaning {
        experiment.configuration.objective.isLogistic ? .logit : .critic
    }

    private var isOnLine: Bool { experiment.configuration.data.width == 1 }

    /// The discriminator over a window, or along its middle for points on a line; nil for a game without points, or
    /// with a discriminator that sees several at a time.
    func surface(in frame: Frame) throws -> Surface? {
        guard generator != nil, experiment.configuration.scoresPoints else { return nil }
        guard !isOnLine else {
            let xs = frame.columns(801)
            let scores = try judge(of: xs.count, withSlopes: false).scores(of: xs.map { Point($0, 0) })
            return Surface(xs: xs, ys: [0], scores: scores, gradients: [], meaning: meaning)
        }
        let (fine, coarse) = (201, 21)
        let scores = try judge(of: fine * fine, withSlopes: false).scores(of: frame.mesh(fine))
        let arrows = frame.mesh(coarse)
        let judge = try judge(of: arrows.count, withSlopes: true)
        _ = try judge.scores(of: arrows)
        let gradients = judge.slopes?.matrix.points ?? []
        return Surface(
            xs: frame.columns(fine), ys: frame.rows(fine), scores: scores,
            gradients: zip(arrows, gradients).map { Arrow(start: $0, direction: $1) },
            meaning: meaning)
    }
}

extension ExperimentConfiguration {
    /// As many points of the data as there are samples, a function of the seed and the step; empty for a game with a
    /// known answer.
    func points<Scalar: TensorScalar>(at step: Int, _: Scalar.Type) -> [Point] {
        guard knownGame == nil else { return [] }
        // Beside the parts that latent points may take.
        return drawnData(by: evaluationDraw(at: step).part(2), Scalar.self).points
    }

    /// Random numbers of the evaluation at a step.
    fileprivate func evaluationDraw(at step: Int) -> RandomDraw {
        RandomDraw(seed: seed, stream: .evaluation, step: step)
    }

    /// As many points of the data as there are samples.
    fileprivate func drawnData<Scalar: TensorScalar>(by draw: RandomDraw, _: Scalar.Type) -> Matrix<Scalar> {
        let buffer = Buffer<Scalar>(Shape(recording.samples, data.width))
        data.fill(buffer, draw)
        return buffer.matrix
    }
}

extension PlayerFunction {
    fileprivate func scores(of points: [Point]) throws -> [Double] {
        try self(Matrix(points: points, width: input.shape.columns)).doubles
    }
}

extension TrainingState {
    /// The players' numbers, the discriminator's first.
    package var numbers: [Double] {
        Player.allCases.flatMap { player in
            parameters[player].buffers.flatMap(\.matrix.doubles)
        }
    }
}
