import Autodiff
import Networks
import Tensors

/// A graph some of whose inputs read memory that exists already, such as the state of a training. What is compiled
/// of it sees the numbers that are in the memory when it runs.
public final class BoundGraph<Scalar: TensorScalar> {
    public let graph: Graph
    private var bindings: [Program<Scalar>.Binding] = []

    /// - Parameter shouldStop: as ``Autodiff/Graph/init(shouldStop:)`` takes it.
    public init(shouldStop: @escaping () -> Bool = { false }) { graph = Graph(shouldStop: shouldStop) }

    /// An input that reads `buffer`.
    public func input(_ name: String, reading buffer: Buffer<Scalar>) -> Expression {
        let input = graph.input(name, buffer.shape)
        bindings.append(.init(input, to: buffer))
        return input
    }

    /// Inputs of the declared shapes, one a declaration, each reading the buffer in the same place. A buffer of
    /// another shape is an error when the graph is compiled.
    public func inputs(
        _ declarations: [ParameterDeclaration], of owner: String? = nil, reading buffers: [Buffer<Scalar>]
    ) -> [Expression] {
        zip(declarations, buffers).map { declaration, buffer in
            let name = owner.map { "\($0).\(declaration.name)" } ?? declaration.name
            let input = graph.input(name, declaration.shape)
            bindings.append(.init(input, to: buffer))
            return input
        }
    }

    /// Inputs that read the buffers of one model.
    ///
    /// - Parameter owner: what the inputs' names begin with.
    public func inputs(of owner: String? = nil, reading parameters: Parameters<Scalar>) -> [Expression] {
        inputs(parameters.declarations, of: owner, reading: parameters.buffers)
    }

    /// - Throws: what ``Autodiff/Program/init(computing:updating:binding:varying:by:)`` throws.
    public func compile(
        computing outputs: [Expression] = [], updating updates: [Program<Scalar>.Update] = [],
        varying: [Expression]? = nil, by team: Team = .alone
    ) throws -> Program<Scalar> {
        try Program(computing: outputs, updating: updates, binding: bindings, varying: varying, by: team)
    }
}
