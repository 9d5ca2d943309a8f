import Foundation

/// A few eigenvalues of a large matrix that is known only by its products with vectors: the Krylov–Schur
/// iteration, a thick restart of Arnoldi's method (G. W. Stewart, SIAM J. Matrix Anal. Appl. 23 (2001)).
public struct KrylovSchur: Sendable {
    public enum Target: Sendable {
        case largestModulus
        case rightmost
    }

    /// An eigenvalue with how well it is known.
    public struct Pair: Sendable {
        public let value: Eigenvalue
        /// ‖Ax − λx‖/(‖A‖·‖x‖), of the computed eigenvector x by a separate product: the backward error, which says
        /// something of eigenvalues that are 0 too. ‖A‖ is the largest ‖Av‖/‖v‖ that the iteration has seen.
        public let residual: Double
        public let isConverged: Bool
    }

    public struct Result: Sendable {
        /// The wanted eigenvalues, the most wanted first. Of a conjugate pair both are there, so there may be
        /// one more than was asked for.
        public let pairs: [Pair]
        /// Products that were needed.
        public let products: Int
    }

    public var target: Target
    public var count: Int
    /// The residual ‖Ax − λx‖, relative to |λ| for the largest and to the largest |λ| seen for the rightmost,
    /// at which an eigenvalue counts as found. One of 10⁻¹⁴·‖A‖ is enough in any case: rounding leaves no less.
    public var tolerance: Double
    /// Vectors kept at most.
    public var subspace: Int
    /// Products after which the iteration gives up and says what it has.
    public var maximumProducts: Int

    public init(
        _ target: Target, count: Int, tolerance: Double = 1e-7, subspace: Int? = nil,
        maximumProducts: Int = 5000
    ) {
        self.target = target
        self.count = count
        self.tolerance = tolerance
        self.subspace = subspace ?? max(2 * count + 10, 30)
        self.maximumProducts = maximumProducts
    }

    /// - Parameters:
    ///   - size: rows and columns of the matrix.
    ///   - start: random numbers for the first vector.
    ///   - product: A·x.
    /// - Throws: ``EigenvalueError/notFinite(row:column:)`` where a product has a number that is not finite.
    public func eigenvalues(
        size: Int, start: RandomDraw, product: ([Double]) -> [Double]
    ) throws(EigenvalueError) -> Result {
        guard size > 0, count > 0 else { return Result(pairs: [], products: 0) }
        var iteration = KrylovIteration(size: size, capacity: min(size, subspace), start: start)
        while true {
            try iteration.expand(product)
            let (ritz, found) = try wanted(of: iteration)
            if found || iteration.products >= maximumProducts {
                return try verified(ritz, iteration, product)
            }
            // Half of the room beyond what is wanted is kept: it holds the next candidates.
            let kept = count + (iteration.capacity - count) / 2
            try iteration.restart(keeping: kept) { rank($0) > rank($1) }
        }
    }

    /// What rounding leaves of a residual, as a share of ‖A‖.
    private static let roundingError = 1e-14

    private func rank(_ value: Eigenvalue) -> Double {
        switch target {
        case .largestModulus: value.modulus
        case .rightmost: value.real
        }
    }

    private struct RitzPair {
        let value: Eigenvalue
        let isConverged: Bool
        let real: [Double]
        let imaginary: [Double]
    }

    /// The eigenvalues of the projection that are wanted, and whether all of them are found.
    private func wanted(
        of iteration: KrylovIteration
    ) throws(EigenvalueError) -> (ritz: [RitzPair], found: Bool) {
        let decomposition = try iteration.projection.eigenvectors()
        let values = decomposition.values
        let largest = values.reduce(0) { max($0, $1.modulus) }
        // A conjugate pair is taken whole; its halves are neighbours.
        let order = values.indices.filter { values[$0].imaginary >= 0 }.sorted {
            rank(values[$0]) > rank(values[$1])
        }
        var ritz: [RitzPair] = []
        for first in order where ritz.count < count {
            for j in first...(values[first].imaginary > 0 ? first + 1 : first) {
                let real = values.indices.map { decomposition.real[$0, j] }
                let imaginary = values.indices.map { decomposition.imaginary[$0, j] }
                let residual = iteration.residual(real, imaginary)
                let scale = target == .largestModulus ? values[j].modulus : largest
                let bound = max(tolerance * scale, Self.roundingError * iteration.norm)
                ritz.append(
                    RitzPair(
                        value: values[j], isConverged: residual <= bound, real: real, imaginary: imaginary))
            }
        }
        let enough = ritz.count >= min(count, iteration.size)
        return (ritz, enough && ritz.allSatisfy(\.isConverged))
    }

    /// The residuals by products with the eigenvectors themselves.
    private func verified(
        _ ritz: [RitzPair], _ iteration: KrylovIteration, _ product: ([Double]) -> [Double]
    ) throws(EigenvalueError) -> Result {
        var products = iteration.products
        var pairs: [Pair] = []
        for pair in ritz {
            if pair.value.imaginary < 0, let other = pairs.last {
                // The other half of a pair: its vector is the conjugate one.
                pairs.append(
                    Pair(value: pair.value, residual: other.residual, isConverged: other.isConverged))
                continue
            }
            let x = iteration.basis.combination(pair.real)
            let ax = product(x)
            var y = [Double](repeating: 0, count: x.count)
            var ay = y
            products += 1
            if pair.value.imaginary != 0 {
                y = iteration.basis.combination(pair.imaginary)
                ay = product(y)
                products += 1
            }
            let (a, b) = (pair.value.real, pair.value.imaginary)
            var (error, norm) = (0.0, 0.0)
            for i in x.indices {
                let (re, im) = (ax[i] - a * x[i] + b * y[i], ay[i] - a * y[i] - b * x[i])
                error += re * re + im * im
                norm += x[i] * x[i] + y[i] * y[i]
            }
            // Of the matrix 0 every residual is 0.
            let residual = error == 0 ? 0 : (error / norm).squareRoot() / iteration.norm
            pairs.append(Pair(value: pair.value, residual: residual, isConverged: pair.isConverged))
        }
        return Result(pairs: pairs, products: products)
    }
}
