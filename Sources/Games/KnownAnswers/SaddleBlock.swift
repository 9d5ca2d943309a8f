import Tensors

/// The field of a game near its equilibrium, in one direction of each player:
///
///     v' = [[−b, a], [−a, 0]]   for (discriminator, generator).
///
/// The Jacobian of each game with a known answer falls apart into such blocks. What a method makes of a block
/// follows by hand, and is written here once, as the trace and the determinant of the new block.
public struct SaddleBlock: Equatable, Sendable {
    /// a: how strongly each player feels the other.
    public let coupling: Double
    /// b ≥ 0: how concave the discriminator's game is in its own parameters.
    public let curvature: Double
    /// r: γ/2·E‖∇ₓD‖² has the second derivative γr in the discriminator's parameter.
    public let slope: Double

    public init(coupling: Double, curvature: Double, slope: Double) {
        self.coupling = coupling
        self.curvature = curvature
        self.slope = slope
    }

    private var a2: Double { coupling * coupling }
    private var a4: Double { a2 * a2 }

    /// λ² + bλ + a².
    public var unregularized: Characteristic { Characteristic(trace: -curvature, determinant: a2) }

    /// R1 and R2: b becomes b + γr. For the Dirac-GAN λ = −γ/2 ± √(γ²/4 − a²) (arXiv 1801.04406).
    public func gradientPenalty(_ gamma: Double) -> Characteristic {
        Characteristic(trace: -curvature - gamma * slope, determinant: a2)
    }

    /// Consensus, the Jacobian v' − γv'ᵀv': λ² + (b + γ(2a² + b²))λ + a² + γa²b + γ²a⁴ (arXiv 1705.10461).
    public func consensus(_ gamma: Double) -> Characteristic {
        Characteristic(
            trace: -curvature - gamma * (2 * a2 + curvature * curvature),
            determinant: a2 + gamma * a2 * curvature + gamma * gamma * a4)
    }

    /// JARE: λ² + (b + 2γa²)λ + a² + γ²a⁴ (arXiv 1806.09235).
    public func jare(_ gamma: Double) -> Characteristic {
        Characteristic(trace: -curvature - 2 * gamma * a2, determinant: a2 + gamma * gamma * a4)
    }

    /// The generator also descends η‖∇_D V‖²: λ² + (b + 2ηa²)λ + a² (arXiv 1706.04156).
    public func nagarajanKolter(_ eta: Double) -> Characteristic {
        Characteristic(trace: -curvature - 2 * eta * a2, determinant: a2)
    }

    /// Symplectic gradient adjustment adds −λAᵀ[[b, −a], [a, 0]] with A = [[0, −a], [a, 0]], which has JARE's
    /// trace and determinant (arXiv 1802.05642).
    public func symplecticAdjustment(_ lambda: Double) -> Characteristic { jare(lambda) }

    /// Competitive gradient descent with step η: with s = 1/(1 + η²a²) the block becomes
    /// s·[[−b − ηa², a], [−a(1 − ηb), −ηa²]], so λ² + s(b + 2ηa²)λ + sa² (arXiv 1905.12103).
    public func competitive(_ eta: Double) -> Characteristic {
        let share = 1 / (1 + eta * eta * a2)
        return Characteristic(trace: -share * (curvature + 2 * eta * a2), determinant: share * a2)
    }
}

/// λ² − trace·λ + determinant, of a 2×2 matrix.
public struct Characteristic: Equatable, Sendable {
    public let trace: Double
    public let determinant: Double

    public init(trace: Double, determinant: Double) {
        self.trace = trace
        self.determinant = determinant
    }

    /// Both roots; the one with the larger real or imaginary part first.
    public var eigenvalues: [Eigenvalue] {
        let discriminant = trace * trace / 4 - determinant
        guard discriminant >= 0 else {
            let imaginary = (-discriminant).squareRoot()
            return [Eigenvalue(trace / 2, imaginary), Eigenvalue(trace / 2, -imaginary)]
        }
        // The smaller root from the product of both: its difference would lose digits.
        let larger = trace / 2 + (trace < 0 ? -1 : 1) * discriminant.squareRoot()
        let smaller = larger == 0 ? 0 : determinant / larger
        return [Eigenvalue(max(larger, smaller)), Eigenvalue(min(larger, smaller))]
    }
}
