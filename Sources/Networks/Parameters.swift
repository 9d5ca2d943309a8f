import Autodiff
import Tensors

extension RandomStream {
    /// Initial values; the other streams have other numbers.
    public static let initialization: RandomStream = 5
}

/// The parameters of one model, or what it keeps beside them, in memory that programs share.
public struct Parameters<Scalar: TensorScalar> {
    public let declarations: [ParameterDeclaration]
    public let buffers: [Buffer<Scalar>]

    /// The initial values under a seed.
    ///
    /// - Parameter player: separates this model's random numbers from the random numbers of the run's other models.
    public init(of model: some Model, seed: UInt64, player: Int) {
        self.init(model.parameters) {
            RandomDraw(seed: seed, stream: .initialization, step: player, substep: $0)
        }
    }

    /// The initial values of what a model keeps beside its parameters.
    public init(auxiliariesOf model: some Model, seed: UInt64, player: Int) {
        self.init(model.auxiliaries) {
            RandomDraw(seed: seed, stream: .initialization, step: player, substep: $0).part(1)
        }
    }

    private init(_ declarations: [ParameterDeclaration], drawing draw: (Int) -> RandomDraw) {
        self.declarations = declarations
        buffers = declarations.enumerated().map { place, declaration in
            let origin = declaration.source ?? place
            return Buffer(declaration.initialValue(draw(origin)).converted())
        }
    }

    private init(_ declarations: [ParameterDeclaration], _ buffers: [Buffer<Scalar>]) {
        self.declarations = declarations
        self.buffers = buffers
    }

    /// A copy with the same values.
    public func copy() -> Parameters {
        Parameters(declarations, buffers.map { Buffer($0.matrix) })
    }

    /// Inputs of a graph that read these parameters when bound to ``buffers``.
    public func inputs(of graph: Graph, prefix: String) -> [Expression] {
        declarations.map { graph.input("\(prefix).\($0.name)", $0.shape) }
    }

    /// How many numbers there are in all.
    public var count: Int { declarations.reduce(0) { $0 + $1.shape.count } }
}
