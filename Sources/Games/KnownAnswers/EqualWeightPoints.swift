import Foundation
import Tensors

/// Points of equal weight, one a row, whose mean stands for an expectation: a batch of them makes a game's
/// losses exact where the integrand is a polynomial of low degree, and its Jacobian at the equilibrium with
/// them.
public enum EqualWeightPoints {
    /// For the uniform distribution on [−1, 1]: Chebyshev's rule of nine nodes on each of `panels` equal parts,
    /// exact for polynomials of degree 9.
    public static func uniform(panels: Int) -> Matrix<Double> {
        var points: [Double] = []
        for panel in 0..<panels {
            let middle = Double(2 * panel + 1)
            points += nodes.map { (middle + $0) / Double(panels) - 1 }
        }
        return column(points)
    }

    /// The roots of x⁹ − 3/2·x⁷ + 27/40·x⁵ − 57/560·x³ + 53/22400·x above 0, and all nine. The coefficients
    /// follow by Newton's identities from the demand that the mean of xᵏ be 1/(k+1) for even k up to 8.
    private static let positiveNodes = [
        0.1679061842148039431, 0.5287617830578799933, 0.6010186553802380714, 0.9115893077284344737,
    ]
    private static let nodes = positiveNodes.map { -$0 } + [0] + positiveNodes

    /// For the normal distribution of mean 0 and covariance 1 in `dimension` directions: mean and covariance
    /// are exact, higher moments close. One dimension takes `side` quantiles, two their square grid, and more
    /// the 2n points ±√n·eᵢ.
    public static func normal(dimension: Int, side: Int) -> Matrix<Double> {
        let quantiles = normalQuantiles(side)
        switch dimension {
        case 1: return column(quantiles)
        case 2:
            return Matrix(
                Shape(side * side, 2), trusted: quantiles.flatMap { y in quantiles.flatMap { x in [x, y] } })
        default:
            var points = Matrix<Double>(Shape(2 * dimension, dimension))
            for axis in 0..<dimension {
                points[2 * axis, axis] = Double(dimension).squareRoot()
                points[2 * axis + 1, axis] = -Double(dimension).squareRoot()
            }
            return points
        }
    }

    /// The quantiles at (i + ½)/n, scaled to variance 1.
    private static func normalQuantiles(_ count: Int) -> [Double] {
        let raw = (0..<count).map { normalQuantile((Double($0) + 0.5) / Double(count)) }
        let deviation = (raw.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
        return deviation > 0 ? raw.map { $0 / deviation } : raw
    }

    /// Where the normal distribution function reaches p, by bisection: fifty halvings of [−9, 9] leave 1e-14.
    private static func normalQuantile(_ p: Double) -> Double {
        var (low, high) = (-9.0, 9.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func column(_ points: [Double]) -> Matrix<Double> {
        Matrix(Shape(points.count, 1), trusted: points)
    }
}
