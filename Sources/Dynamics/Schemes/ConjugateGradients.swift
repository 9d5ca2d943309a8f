import Autodiff

/// The solution of Mx = b after some conjugate gradients from x = 0, for a symmetric positive M known by its products.
///
/// b counts as of length 1 on the way, and the solution stays as it is once ‖b − Mx‖ ≤ 10⁻¹²·‖b‖: further iterations would
/// divide squares that single precision cannot hold.
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
    let length = sqrt(inner(b, b))
    let scale = reciprocalOrZero(length)
    var residual = b.map { scale * $0 }
    var direction = residual
    var square = inner(residual, residual)
    var solution = b.map { 0 * $0 }
    for _ in 0..<iterations {
        // 1 while the residual is large enough, then 0.
        let isOpen = maximum(sign(square - 1e-24), square.graph.constant(0))
        let image = product(direction)
        let distance = square * reciprocalOrZero(isOpen * inner(direction, image))
        solution = zip(solution, direction).map { $0 + distance * $1 }
        residual = zip(residual, image).map { $0 - distance * $1 }
        let next = inner(residual, residual)
        let share = next * reciprocalOrZero(isOpen * square)
        direction = zip(residual, direction).map { $0 + share * $1 }
        square = next
    }
    return solution.map { length * $0 }
}
