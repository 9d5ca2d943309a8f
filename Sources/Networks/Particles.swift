import Autodiff
import Tensors

/// n free points as a generator: its parameters are the points, and its output is the points, whatever the input. The
/// discriminator's slope at a point is what moves it.
///
/// For n·k rows every point stands k times.
public struct Particles: Model {
    /// n.
    public let count: Int
    public let outputWidth: Int
    /// Of the normal numbers that the coordinates start as.
    public let standardDeviation: Double

    public init(count: Int, width: Int = 2, standardDeviation: Double = 1) {
        self.count = count
        outputWidth = width
        self.standardDeviation = standardDeviation
    }

    public var inputWidth: Int { 1 }

    public var parameters: [ParameterDeclaration] {
        [
            ParameterDeclaration(
                "points", Shape(count, outputWidth),
                startingBy: .normal(standardDeviation: standardDeviation))
        ]
    }

    public func apply(_ weights: [Expression], to input: Expression) -> Expression {
        let copies = input.shape.rows / max(1, count)
        return weights.first.map { points in
            points.reshaped(to: Shape(1, points.shape.count))
                .broadcast(to: Shape(copies, points.shape.count))
                .reshaped(to: Shape(copies * count, outputWidth))
        } ?? input
    }
}
