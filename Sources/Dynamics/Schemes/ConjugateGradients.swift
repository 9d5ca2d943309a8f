import Autodiff

/// The solution of Mx = b after some conjugate gradients from x = 0, for a symmetric positive M known by its products.
/// Where the residual vanishes it stays as it is.
///
/// Source: Hestenes, Stiefel 1952, "Methods of Conjugate Gradients for Solving Linear Systems".
///
/// - Parameter b: one expression an array, of any shapes.
func conjugateGradients(
    _ b: [Expression], iterations: Int, _ product: ([Expression]) -> [Expression]
) -> [Expression] {
    func inner(_ a: [Expression], _ b: [Expression]) -> Expression {
        let parts = zip(a, b).map { ($0 * $1).sum() }
        return parts.dropFirst().reduce(parts[0], +)
    }
    var (residual, direction) = (b, b)
    var square = inner(b, b)
    var solution = b.map { 0 * $0 }
    for _ in 0..<iterations {
        let image = product(direction)
        let length = square * reciprocalOrZero(inner(direction, image))
        solution = zip(solution, direction).map { $0 + length * $1 }
        residual = zip(residual, image).map { $0 - length * $1 }
        let next = inner(residual, residual)
        let share = next * reciprocalOrZero(square)
        direction = zip(residual, direction).map { $0 + share * $1 }
        square = next
    }
    return solution
}
