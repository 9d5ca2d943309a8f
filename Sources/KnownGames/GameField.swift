import Autodiff
import Dynamics
import Games
import Records
import Tensors

/// The direction in which the players of a game with one number each step, anywhere in the plane.
struct GameField {
    private let program: Program<Double>
    private let numbers: PerPlayer<Buffer<Double>>
    private let directions: PerPlayer<Buffer<Double>>

    /// - Parameters:
    ///   - setup: with the weights that its first step has.
    ///   - batches: the field is computed on the first of them.
    init(_ setup: TrainingSetup, _ batches: any BatchSource) throws {
        let bound = BoundGraph<Double>()
        let graph = bound.graph
        let state = TrainingState<Double>(setup)
        let auxiliaries = PerPlayer { bound.inputs(reading: state.auxiliaries[$0]) }
        let parameters = PerPlayer { [graph.input("\($0)", .scalar)] }
        let batch = setup.game.drawnBatch(in: graph)
        let methods = AppliedMethods(of: setup.game) { graph.constant($1.value(at: 1)) }
        let field = VectorField(
            setup.game, at: setup.game.position(at: parameters, with: auxiliaries, seeing: batch), methods)
        let wanted = field.directions.map { $0[0] }
        let program = try bound.compile(computing: [wanted.discriminator, wanted.generator])
        for input in batch.randomInputs {
            batches.fill(
                try program.buffer(of: input.input), with: input.kind,
                RandomDraw(seed: setup.seed, stream: .data, step: 1))
        }
        self.program = program
        numbers = try parameters.map { try program.buffer(of: $0[0]) }
        directions = try wanted.map { try program.buffer(of: $0) }
    }

    /// Against the gradients, on a grid of `side`×`side` places: the generator's number across, the discriminator's up.
    func arrows(in frame: Frame, side: Int = 15) -> [Arrow] {
        func places(_ range: ClosedRange<Double>) -> [Double] {
            (0..<side).map { index in
                let share = (Double(index) + 0.5) / Double(side)
                return range.lowerBound + share * (range.upperBound - range.lowerBound)
            }
        }
        return places(frame.vertical).flatMap { y in places(frame.horizontal).map { x in arrow(Point(x, y)) }
        }
    }

    private func arrow(_ place: Point) -> Arrow {
        numbers.generator.scalar = place.x
        numbers.discriminator.scalar = place.y
        program.run()
        return Arrow(
            start: place, direction: -Point(directions.generator.scalar, directions.discriminator.scalar))
    }
}
