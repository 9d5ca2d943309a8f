import Autodiff
import Games
import Tensors

/// F'(w), the derivative of a training step, by differentiating the step itself: of any scheme, field method and
/// optimizer, on the batches that the source gives. Over the discriminator's parameters, the generator's, and what the
/// optimizers remember, which counts as 0 before the step.
///
/// Where a step is made of the field's Jacobian alone, ``UpdateOperator`` finds the same by multiplying matrices.
public final class StepDerivative {
    private let program: Program<Double>
    private let parameters: PerPlayer<[Buffer<Double>]>
    private let rate = Buffer<Double>(.scalar)
    private let tangents: FlatBuffers
    private let change: FlatBuffers
    private let start: FlatBuffers
    private let end: FlatBuffers
    /// Numbers of both players.
    private let parameterCount: Int

    /// - Parameters:
    ///   - setup: whose memory starts at 0. Its rates are left out: both players have the rate that ``at(_:rate:)`` is
    ///     given.
    ///   - names: of field methods whose weight is the rate, as the papers of CGD and LOLA have it.
    public init(
        of setup: TrainingSetup, batches: any BatchSource, weighingByTheRate names: Set<String> = []
    ) throws {
        let bound = BoundGraph<Double>()
        let graph = bound.graph
        let state = TrainingState<Double>(setup)
        let rate = bound.input("rate", reading: self.rate)
        let methods = AppliedMethods(of: setup.game) { name, schedule in
            names.contains(name) ? rate : graph.constant(schedule.value(at: 1))
        }
        let (start, counts) = state.moment(in: bound)
        var now = start
        var batchesOfMoves: [Batch] = []
        for turn in setup.scheme.turns {
            for _ in 0..<turn.repetitions {
                let play = Play(
                    of: turn.players, from: now, setup, PerPlayer { _ in rate }, methods, counts: counts)
                now = turn.rule.move(play).end
                batchesOfMoves += play.batches
            }
        }
        let (before, after) = (start.flat, now.flat)
        let tangents = before.map { graph.input("tangent", $0.shape) }
        let change = jacobianProduct(of: after, withRespectTo: before, times: tangents)
        let program = try bound.compile(computing: before + after + change, varying: tangents)
        for (number, draw) in batchesOfMoves.flatMap(\.randomInputs).enumerated() {
            batches.fill(
                try program.buffer(of: draw.input), with: draw.kind,
                RandomDraw(seed: setup.seed, stream: .spectrum, step: 2, substep: number))
        }
        self.program = program
        parameters = state.parameters.map(\.buffers)
        parameterCount = Player.allCases.flatMap { state.parameters[$0].buffers }.reduce(0) {
            $0 + $1.shape.count
        }
        func buffers(_ expressions: [Expression]) throws -> FlatBuffers {
            FlatBuffers(try expressions.map { try program.buffer(of: $0) })
        }
        (self.tangents, self.change) = (try buffers(tangents), try buffers(change))
        (self.start, self.end) = (try buffers(before), try buffers(after))
    }

    /// At a place, for steps of a length.
    ///
    /// - Parameter numbers: the discriminator's, then the generator's, row by row.
    /// - Returns: F'(w), and how far the step leads away from the place.
    public func at(_ numbers: [Double], rate: Double) -> (derivative: UpdateOperator, distance: Double) {
        self.rate.scalar = rate
        FlatBuffers(parameters.discriminator + parameters.generator).load(numbers)
        program.prepare()
        let size = tangents.count
        var columns: [Double] = []
        for column in 0..<size {
            tangents.setUnit(column)
            program.evaluate()
            columns += change.numbers
        }
        let squares = zip(start.numbers, end.numbers).prefix(parameterCount)
            .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let matrix = Matrix(Shape(size, size), trusted: columns).transposed()
        return (UpdateOperator(matrix: matrix, parameterCount: parameterCount), squares.squareRoot())
    }
}

extension Moment {
    /// All numbers that a step changes, in the order of ``StepDerivative``.
    fileprivate var flat: [Expression] {
        parameters.discriminator + parameters.generator
            + Player.allCases.flatMap { optimizerState[$0].flatMap(\.self) }
    }
}
