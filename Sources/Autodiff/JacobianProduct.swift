/// The product (∂f/∂x)·t of a Jacobian and a vector, all given in pieces.
///
/// By two reverse passes (J. Townsend's trick, after Pearlmutter 1994): u ↦ Jᵀu is linear, and the gradient of
/// ⟨Jᵀu, t⟩ with respect to u is J·t, whatever u is.
public func jacobianProduct(
    of functions: [Expression], withRespectTo variables: [Expression], times tangents: [Expression]
) -> [Expression] {
    guard let graph = functions.first?.graph else { return [] }
    let cotangents = functions.map { graph.input("cotangent", $0.shape) }
    let pairing = zip(functions, cotangents).map { ($0 * $1).sum() }.reduce(graph.constant(0), +)
    let transposed = gradient(of: pairing, withRespectTo: variables)
    let product = zip(transposed, tangents).map { ($0 * $1).sum() }.reduce(graph.constant(0), +)
    return gradient(of: product, withRespectTo: cotangents)
}
