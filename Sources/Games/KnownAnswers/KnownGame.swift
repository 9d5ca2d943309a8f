import Networks
import Tensors

/// A game small enough that its eigenvalues and orbits can be written down. Its models play in a ``GAN`` like
/// any other, so that what is compared with the formula is the very method that trains networks.
public struct KnownGame: Sendable {
    /// Where the rows of a batch come from.
    public enum Rows: Sendable {
        /// The same points in every batch, over and over: their mean is the expectation.
        case fixed(Matrix<Double>)
        /// Fresh normal numbers.
        case normal(mean: [Double], standardDeviation: Double)
        /// Fresh numbers uniform on (−1, 1).
        case uniform
    }

    /// "dirac", "bilinear", "quadratic", "gaussian" or "function".
    public let name: String
    public let generator: any Model
    public let discriminator: any Model
    public let data: Rows
    public let latent: Rows
    /// Standard normal numbers for instance noise; nil where the game has no exact expectation over them.
    public let noise: Rows?
    /// Rows in a batch.
    public let batch: Int
    /// Where the players rest: the discriminator's numbers, then the generator's; nil where that is not known.
    public let equilibrium: PerPlayer<[Double]>?
    /// What the players minimize; nil where it is the configuration's.
    public var objective: (any Objective)? = nil
    /// m for each direction of the players: E(∂D/∂ψ)² over the data.
    private let moments: [Double]
    private let geometry: Geometry

    private enum Geometry { case linear, quadratic }
}

extension KnownGame {
    /// Data at 0, a generator that says θ and a discriminator ψx (Mescheder, Geiger, Nowozin 2018, arXiv
    /// 1801.04406). There the discriminator is high on generated points; here its score is −ψx.
    ///
    /// - Parameters:
    ///   - batch: rows, all alike but for their instance noise.
    ///   - isNoiseFresh: whether the noise is drawn anew at every step rather than an exact expectation.
    public static func dirac(
        theta: Double = 1, psi: Double = 1, batch: Int = 1, isNoiseFresh: Bool = false
    ) -> KnownGame {
        let noise: Rows =
            isNoiseFresh
            ? .normal(mean: [0], standardDeviation: 1)
            : .fixed(EqualWeightPoints.normal(dimension: 1, side: batch))
        return point(name: "dirac", x: [theta], y: [psi], batch: batch, noise: noise)
    }

    /// min over x, max over y of xᵀy, with the Wasserstein objective: the Dirac-GAN in n dimensions.
    ///
    /// - Parameters x, y: where the generator and the discriminator start; as many numbers each.
    public static func bilinear(x: [Double], y: [Double]) -> KnownGame {
        point(name: "bilinear", x: x, y: y, batch: 1, noise: nil)
    }

    private static func point(
        name: String, x: [Double], y: [Double], batch: Int, noise: Rows?
    ) -> KnownGame {
        let origin = Matrix<Double>(Shape(1, x.count))
        return KnownGame(
            name: name, generator: Shift(start: x), discriminator: LinearScore(start: y, sign: -1),
            data: .fixed(origin), latent: .fixed(origin), noise: noise, batch: batch,
            equilibrium: PerPlayer(discriminator: y.map { _ in 0 }, generator: x.map { _ in 0 }),
            moments: x.map { _ in 0 }, geometry: .linear)
    }

    /// Data and latent numbers uniform on (−1, 1), G(z) = az, D(x) = wx² (Nagarajan, Kolter 2017, arXiv
    /// 1706.04156). At rest a = ±1 and w = 0; the positive a is the one reported.
    ///
    /// - Parameter freshBatch: rows of a fresh batch at every step; nil for exact expectations.
    public static func quadratic(a: Double = 1.5, w: Double = 0, freshBatch: Int? = nil) -> KnownGame {
        let points = EqualWeightPoints.uniform(panels: 8)
        let rows: Rows = freshBatch == nil ? .fixed(points) : .uniform
        return KnownGame(
            name: "quadratic", generator: Scale(start: a), discriminator: QuadraticScore(start: w),
            data: rows, latent: rows, noise: freshBatch.map { _ in .normal(mean: [0], standardDeviation: 1) },
            batch: freshBatch ?? points.shape.rows,
            equilibrium: PerPlayer(discriminator: [0], generator: [1]), moments: [1.0 / 5],
            geometry: .quadratic)
    }

    /// Data normal with mean v and standard deviation σ, latent points with mean 0 and the same σ,
    /// G(z) = φ + z, D(x) = ψᵀx (Nie, Patel 2019, arXiv 1806.09235, whose θ is ψ here and φ the generator's).
    ///
    /// - Parameters:
    ///   - phi: where the generator starts; as many numbers as `mean` and `psi`.
    ///   - freshBatch: rows of a fresh batch at every step; nil for exact means and covariances.
    public static func gaussian(
        mean: [Double] = [0, 2], standardDeviation: Double = 0.7, phi: [Double] = [0.05, 2.05],
        psi: [Double] = [0.05, 0.05], freshBatch: Int? = nil
    ) -> KnownGame {
        let standard = EqualWeightPoints.normal(dimension: mean.count, side: 16)
        func rows(around centre: [Double]) -> Rows {
            guard freshBatch == nil else {
                return .normal(mean: centre, standardDeviation: standardDeviation)
            }
            return .fixed(standard.scaled(by: standardDeviation).shifted(by: centre))
        }
        // The eigenvalues of σ²I + vvᵀ.
        let variance = standardDeviation * standardDeviation
        let along = variance + mean.reduce(0) { $0 + $1 * $1 }
        return KnownGame(
            name: "gaussian", generator: Shift(start: phi), discriminator: LinearScore(start: psi),
            data: rows(around: mean), latent: rows(around: mean.map { _ in 0 }),
            noise: freshBatch.map { _ in .normal(mean: mean.map { _ in 0 }, standardDeviation: 1) },
            batch: freshBatch ?? standard.shape.rows,
            equilibrium: PerPlayer(discriminator: mean.map { _ in 0 }, generator: mean),
            moments: mean.dropFirst().map { _ in variance } + [along], geometry: .linear)
    }

    /// min over x, max over y of f(x, y) for any formula.
    ///
    /// - Parameters x, y: where the players start.
    /// - Throws: ``FormulaError`` for a formula that does not fit so many numbers.
    public static func function(_ formula: Formula, x: [Double], y: [Double]) throws(FormulaError)
        -> KnownGame
    {
        try formula.check(FormulaCounts(x: x.count, y: y.count))
        let origin = Matrix<Double>(Shape(1, x.count))
        return KnownGame(
            name: "function", generator: Shift(start: x, name: "x"),
            discriminator: FunctionScore(formula, xCount: x.count, start: y), data: .fixed(origin),
            latent: .fixed(origin), noise: nil, batch: 1, equilibrium: nil, objective: FunctionValue(),
            moments: [], geometry: .linear)
    }

    /// The blocks into which the Jacobian at the equilibrium falls apart.
    ///
    /// - Parameters:
    ///   - objective: the two derivatives at score 0 that linearize it.
    ///   - noise: σ of the instance noise, which adds σ²(E over real + E over generated points).
    public func blocks(of objective: LinearizedObjective, noise sigma: Double = 0) -> [SaddleBlock] {
        // b = −f''(0)·(E(∂D/∂ψ)² over real points + the same over generated ones).
        moments.map { moment in
            let curvature = 2 * objective.curvature * (moment + sigma * sigma)
            switch geometry {
            case .linear:
                return SaddleBlock(coupling: objective.slope, curvature: curvature, slope: 1)
            case .quadratic:
                // E ∂(w·a²z²)/∂a∂w = 2/3; E(2x)² = 4/3.
                return SaddleBlock(coupling: objective.slope * 2 / 3, curvature: curvature, slope: 4.0 / 3)
            }
        }
    }
}

/// What an objective is near score 0: f'(0) and −f''(0) of f(D(x)) + f(−D(G(z))).
public struct LinearizedObjective: Equatable, Sendable {
    public let slope: Double
    public let curvature: Double

    /// f(t) = −log(1 + e⁻ᵗ), for the minimax and the non-saturating game alike.
    public static let logistic = LinearizedObjective(slope: 0.5, curvature: 0.25)
    /// f(t) = t.
    public static let wasserstein = LinearizedObjective(slope: 1, curvature: 0)
}

extension Matrix<Double> {
    /// `offset` added to every row.
    fileprivate func shifted(by offset: [Double]) -> Matrix {
        var moved = self
        for row in 0..<shape.rows {
            for column in 0..<shape.columns { moved[row, column] += offset[column] }
        }
        return moved
    }
}

extension GAN {
    /// A game with a known answer, played with any objective and any methods.
    public init(
        _ game: KnownGame, objective: any Objective, penalties: [Weighted<any Penalty>] = [],
        fieldMethods: [Weighted<any FieldMethod>] = [], noise: Schedule? = nil
    ) {
        self.init(
            generator: game.generator, discriminator: game.discriminator, objective: objective,
            penalties: penalties, fieldMethods: fieldMethods, noise: noise, batch: game.batch)
    }
}
