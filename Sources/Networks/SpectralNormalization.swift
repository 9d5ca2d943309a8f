import Autodiff
import Tensors

/// A model that uses W/σ in place of each of its matrices W, biases apart, where σ = uᵀWv estimates the largest
/// singular value of W.
///
/// u is kept from one move of the player to the next. Before a move it goes on by power iteration, v ← Wᵀu/‖Wᵀu‖
/// and u ← Wv/‖Wv‖; where the player does not move, u stays and v = Wᵀu/‖Wᵀu‖. Derivatives of any order take u
/// and v as constants.
///
/// Source: Miyato et al. 2018, arXiv 1802.05957, algorithm 1.
public struct SpectrallyNormalized: Model {
    public let base: any Model
    /// Power iterations before each move, or at each call.
    public let iterations: Int
    /// Whether u goes on at each call within a move, as in PyTorch, and not once before a move.
    public let goesOnAtCalls: Bool

    public init(_ base: any Model, iterations: Int = 1, goesOnAtCalls: Bool = false) {
        self.base = base
        self.iterations = iterations
        self.goesOnAtCalls = goesOnAtCalls
    }

    public var inputWidth: Int { base.inputWidth }
    public var outputWidth: Int { base.outputWidth }
    public var parameters: [ParameterDeclaration] { base.parameters }

    /// u of each matrix, as a row: normal numbers brought to length 1.
    public var auxiliaries: [ParameterDeclaration] {
        matrices.map { matrix in
            ParameterDeclaration(
                "\(matrix.name)_u", Shape(1, matrix.shape.rows), isVector: true, startingBy: .direction)
        }
    }

    private var matrices: [ParameterDeclaration] { parameters.filter { !$0.isVector } }

    public func weights(
        of parameters: [Expression], with auxiliaries: [Expression], isMoving: Bool
    ) -> (weights: [Expression], auxiliaries: [Expression]) {
        guard auxiliaries.count == matrices.count else {
            parameters.first?.graph.record(
                GraphError(
                    "spectral normalization: \(auxiliaries.count) vectors u are given for \(matrices.count) matrices"
                ))
            return (parameters, auxiliaries)
        }
        var vectors = auxiliaries[...]
        var kept: [Expression] = []
        let weights = zip(self.parameters, parameters).map { declaration, parameter in
            guard !declaration.isVector, let given = vectors.popFirst() else { return parameter }
            let (weight, u) = normalized(parameter, given, iterations: isMoving ? iterations : 0)
            kept.append(u)
            return weight
        }
        return (weights, kept)
    }

    public func apply(_ weights: [Expression], to input: Expression) -> Expression {
        base.apply(weights, to: input)
    }

    /// W/σ, and u as it goes on. Vectors are rows: u is 1×out, v is 1×in.
    private func normalized(
        _ weight: Expression, _ given: Expression, iterations: Int
    ) -> (weight: Expression, u: Expression) {
        let fixed = weight.detached()
        var u = given.detached()
        var v = unit(u.product(fixed))
        for iteration in 0..<iterations {
            if iteration > 0 { v = unit(u.product(fixed)) }
            u = unit(v.product(fixed, transposingOther: true))
        }
        let sigma = (u.product(weight) * v).sum()
        return (weight / sigma, u)
    }

    private func unit(_ vector: Expression) -> Expression { vector / sqrt(vector.squaredNorm()) }
}
