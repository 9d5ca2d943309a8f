import Foundation
import Tensors

/// The eigenvalues of a field's Jacobian and what they say of the game near the position.
///
/// Network games have directions in which nothing changes the losses: a unit that is off for every point, a
/// scale that the next layer undoes. Their eigenvalues are 0, and rounding turns a zero into a small number
/// with any sign and any phase. Eigenvalues with |λ| ≤ tolerance·max|λ| therefore count as zero, and every
/// quantity is given both over all eigenvalues and without the zeros.
public struct Spectrum: Sendable {
    /// By falling real part.
    public let eigenvalues: [Eigenvalue]
    /// Below which share of the largest modulus an eigenvalue counts as zero.
    public let tolerance: Double

    /// About √(2⁻⁵²): where two eigenvalues meet, rounding errors move them by the square root of what it
    /// moves single ones.
    public static let defaultTolerance = 1e-8

    public init(_ eigenvalues: [Eigenvalue], tolerance: Double = defaultTolerance) {
        self.eigenvalues = eigenvalues.sorted {
            ($0.real, $0.modulus, $0.imaginary) > ($1.real, $1.modulus, $1.imaginary)
        }
        self.tolerance = tolerance
    }

    public var largestModulus: Double { eigenvalues.reduce(0) { max($0, $1.modulus) } }

    /// The modulus up to which an eigenvalue counts as zero.
    public var threshold: Double { tolerance * largestModulus }

    /// Over all eigenvalues, as they were computed.
    public var all: SpectrumQuantities { SpectrumQuantities(of: eigenvalues, positiveFrom: 0) }

    /// Over those that do not count as zero. A real part counts as positive only above the same threshold.
    public var nonzero: SpectrumQuantities {
        let threshold = threshold
        return SpectrumQuantities(of: eigenvalues.filter { $0.modulus > threshold }, positiveFrom: threshold)
    }
}

/// Numbers that summarize a set of eigenvalues of ∂v/∂w. Players converge along an eigenvector if its
/// eigenvalue's real part is negative and the step is small.
public struct SpectrumQuantities: Equatable, Sendable {
    public let count: Int
    /// max Re λ; nil of no eigenvalues.
    public let largestRealPart: Double?
    /// max |Im λ/Re λ|, how much players circle before they converge (arXiv 1806.09235); infinite where an
    /// imaginary part stands beside a real part of 0.
    public let phaseFactor: Double?
    /// max|λ|/min|λ|, how much slower the slowest direction is than the fastest (arXiv 1806.09235).
    public let conditioningFactor: Double?
    public let positiveRealParts: Int
    /// Up to which step simultaneous gradient descent converges: min −2·Re λ/|λ|² (arXiv 1705.10461). nil if
    /// there is none because some real part is not negative, or no eigenvalue.
    public let largestStableStep: Double?

    /// - Parameter threshold: a real part above it counts as positive, and one not below its negative leaves no
    ///   stable step.
    public init(of eigenvalues: [Eigenvalue], positiveFrom threshold: Double) {
        count = eigenvalues.count
        largestRealPart = eigenvalues.map(\.real).max()
        phaseFactor = eigenvalues.map { $0.imaginary == 0 ? 0 : abs($0.imaginary / $0.real) }.max()
        let moduli = eigenvalues.map(\.modulus)
        conditioningFactor = moduli.max().flatMap { largest in
            moduli.min().map { $0 == 0 ? .infinity : largest / $0 }
        }
        positiveRealParts = eigenvalues.count { $0.real > threshold }
        let isStable = eigenvalues.allSatisfy { $0.real < -threshold }
        // −2·Re/|λ|², in an order that does not overflow.
        let steps = eigenvalues.map { -2 * ($0.real / $0.modulus) / $0.modulus }
        largestStableStep = isStable ? steps.min() : nil
    }

    /// The share of eigenvalues with a positive real part.
    public var positiveShare: Double { count == 0 ? 0 : Double(positiveRealParts) / Double(count) }
}

/// What simultaneous gradient descent w ← w + H·v(w) does near an equilibrium whose H·J has the given
/// eigenvalues μ: distances along an eigenvector shrink by |1 + μ| a step.
public struct DescentForecast: Equatable, Sendable {
    /// max|1 + μ|, the spectral radius of the step's own Jacobian; 1 of no eigenvalues.
    public let spectralRadius: Double

    public init(of scaled: [Eigenvalue]) {
        // √(1 + x) − 1 = x/(√(1 + x) + 1) keeps the digits of a radius close to 1.
        let excess = scaled.map { value in
            let x = 2 * value.real + value.modulus * value.modulus
            return x.isFinite ? x / ((1 + x).squareRoot() + 1) : .infinity
        }
        self.init(excess: excess.max() ?? 0)
    }

    /// The spectral radius less 1.
    public let excess: Double

    private init(excess: Double) {
        self.excess = excess
        spectralRadius = 1 + excess
    }

    public var converges: Bool { excess < 0 }

    /// Steps until the distance has halved, in the slowest direction: ln 2/−ln ρ; nil if it never does.
    public var stepsToHalve: Double? { converges ? log(2) / -log1p(excess) : nil }
}
