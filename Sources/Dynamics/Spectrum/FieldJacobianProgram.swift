import Autodiff
import Games
import Tensors

/// The field v and its derivative along a tangent, J·t, on one batch at a time.
///
/// What does not depend on the tangent is computed once a batch.
final class FieldJacobianProgram {
    let size: Int
    /// t, or the part of it that may differ from 0.
    let tangent: FlatBuffers
    /// v at the position.
    let field: FlatBuffers
    /// J·t.
    let product: FlatBuffers

    private let parts: FieldJacobian.Parts
    private let program: Program<Double>
    private let batches: SpectrumBatches
    /// The batch that the program is prepared for.
    private var batch: Int?

    /// - Parameter parameter: the place among all parameters of the only one along which tangents point; nil for
    ///   all. What does not depend on that one then costs nothing.
    init(_ parts: FieldJacobian.Parts, along parameter: Int? = nil) throws {
        let setup = parts.setup
        let bound = BoundGraph<Double>()
        let graph = bound.graph
        let numbers = ScheduledNumbers<Double>()
        let methods = numbers.methods(of: setup.game, in: bound)
        numbers.set(for: parts.step)
        let parameters = try PerPlayer { try Self.inputs($0, parts, bound) }
        let auxiliaries = parts.auxiliaries.map { values in
            values.map { bound.input("auxiliary", reading: Buffer($0)) }
        }
        let batch = setup.game.drawnBatch(in: graph)
        let position = setup.game.position(at: parameters, with: auxiliaries, seeing: batch)
        let field = VectorField(setup.game, at: position, methods)
        let variables = parameter.map { [field.allParameters[$0]] } ?? field.allParameters
        let tangents = variables.map { graph.input("tangent", $0.shape) }
        // Players step against the directions.
        let v = field.wholeDirection.map { -$0 }
        let product = jacobianProduct(of: v, withRespectTo: variables, times: tangents)
        let program = try bound.compile(computing: v + product, varying: tangents)
        self.parts = parts
        self.program = program
        tangent = FlatBuffers(try tangents.map { try program.buffer(of: $0) })
        self.field = FlatBuffers(try v.map { try program.buffer(of: $0) })
        self.product = FlatBuffers(try product.map { try program.buffer(of: $0) })
        batches = try SpectrumBatches(of: batch, for: program, from: parts.batches, seed: setup.seed)
        size = self.product.count
    }

    private static func inputs(
        _ player: Player, _ parts: FieldJacobian.Parts, _ graph: BoundGraph<Double>
    ) throws -> [Expression] {
        let declarations = parts.setup.game.model(of: player).parameters
        let values = parts.parameters[player]
        guard declarations.count == values.count else {
            throw SetupError(
                description: "the \(player) has \(declarations.count) parameters, \(values.count) are given")
        }
        return graph.inputs(declarations, reading: values.map { Buffer($0) })
    }

    /// Draws a batch and computes what depends on it but not on the tangent.
    func see(_ batch: Int) {
        guard self.batch != batch else { return }
        batches.draw(batch)
        program.prepare()
        self.batch = batch
    }

    func evaluate() { program.evaluate() }

    /// Columns of J one after another, averaged over all batches; counted from the first tangent.
    func columns(_ range: Range<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: range.count * size)
        for batch in 0..<parts.batchCount {
            see(batch)
            for (place, column) in range.enumerated() {
                tangent.setUnit(column)
                program.evaluate()
                product.add(to: &sums, at: place * size)
            }
        }
        return sums.map { $0 / Double(parts.batchCount) }
    }
}
