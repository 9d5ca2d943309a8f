import Autodiff
import Tensors

/// (g₁ − g₂)/√2 of two models of one form that start equal: 0 everywhere at first, with the gradients of a model that is
/// not.
///
/// Their parameters stand under `0.` and `1.`, as those of a module list in PyTorch.
///
/// Source: emited/gantk2, `discr_antisymmetric`, of Franceschi et al., arXiv 2106.05566; the antisymmetrical
/// initialization of Zhang et al. 2019.
public struct Antisymmetric: Model {
    public let base: any Model

    public init(_ base: any Model) { self.base = base }

    public var inputWidth: Int { base.inputWidth }
    public var outputWidth: Int { base.outputWidth }

    public var parameters: [ParameterDeclaration] {
        let own = base.parameters
        return own.map { ParameterDeclaration("0.\($0.name)", as: $0) }
            + own.enumerated().map { ParameterDeclaration("1.\($1.name)", as: $1, startingAs: $0) }
    }

    public func apply(_ weights: [Expression], to input: Expression) -> Expression {
        let count = weights.count / 2
        let first = base.apply(Array(weights.prefix(count)), to: input)
        return (first - base.apply(Array(weights.dropFirst(count)), to: input)) / 2.0.squareRoot()
    }
}
