import Autodiff
import Games
import Tensors

/// The field v at any position, on the batches of a spectrum.
final class FieldProgram {
    private let program: Program<Double>
    private let parameters: FlatBuffers
    private let field: FlatBuffers
    private let batches: SpectrumBatches
    private let discriminatorCount: Int

    init(
        of setup: TrainingSetup, at values: PerPlayer<[Matrix<Double>]>,
        with auxiliaryValues: PerPlayer<[Matrix<Double>]>, step: Int, batches: any BatchSource
    ) throws {
        let bound = BoundGraph<Double>()
        let numbers = ScheduledNumbers<Double>()
        let methods = numbers.methods(of: setup.game, in: bound)
        numbers.set(for: step)
        let buffers = values.map { $0.map { Buffer($0) } }
        let parameters = PerPlayer { player in
            bound.inputs(setup.game.model(of: player).parameters, reading: buffers[player])
        }
        let auxiliaries = auxiliaryValues.map { $0.map { bound.input("auxiliary", reading: Buffer($0)) } }
        let batch = setup.game.drawnBatch(in: bound.graph)
        let position = setup.game.position(at: parameters, with: auxiliaries, seeing: batch)
        let v = VectorField(setup.game, at: position, methods).wholeDirection.map { -$0 }
        let program = try bound.compile(computing: v)
        self.program = program
        self.parameters = FlatBuffers(buffers.discriminator + buffers.generator)
        field = FlatBuffers(try v.map { try program.buffer(of: $0) })
        self.batches = try SpectrumBatches(of: batch, for: program, from: batches, seed: setup.seed)
        discriminatorCount = buffers.discriminator.reduce(0) { $0 + $1.shape.count }
    }

    func move(to place: [Double]) { parameters.load(place) }

    /// v on one batch.
    func field(on batch: Int) -> [Double] {
        var values = [Double](repeating: 0, count: field.count)
        batches.draw(batch)
        program.run()
        field.add(to: &values, at: 0)
        return values
    }

    func mean(over batchCount: Int) -> [Double] {
        var sum = [Double](repeating: 0, count: field.count)
        for batch in 0..<batchCount {
            batches.draw(batch)
            program.run()
            field.add(to: &sum, at: 0)
        }
        return sum.map { $0 / Double(batchCount) }
    }

    /// A player's numbers of a vector of all.
    func part(_ player: Player, of vector: [Double]) -> ArraySlice<Double> {
        switch player {
        case .discriminator: vector.prefix(discriminatorCount)
        case .generator: vector.dropFirst(discriminatorCount)
        }
    }
}

/// The Euclidean norm.
func euclideanNorm(_ vector: some Sequence<Double>) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
