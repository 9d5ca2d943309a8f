/// A point in the plane, in the units of the data.
public typealias Point = SIMD2<Double>

extension Point {
    /// Whether the point can be put on paper: a run that diverged may hand over NaN, infinities, or numbers so large
    /// that their differences overflow.
    package var isDrawable: Bool { abs(x) < Self.largestDrawable && abs(y) < Self.largestDrawable }

    private static var largestDrawable: Double { 1e30 }
}

/// Points at one step of the training.
public struct Samples: Equatable, Sendable, Codable {
    /// Training steps done.
    public var step: Int
    public var points: [Point]

    public init(step: Int, points: [Point]) {
        self.step = step
        self.points = points
    }
}

/// The discriminator at one step of the training.
public struct SurfaceRecord: Equatable, Sendable, Codable {
    /// Training steps done.
    public var step: Int
    public var surface: Surface

    public init(step: Int, surface: Surface) {
        self.step = step
        self.surface = surface
    }
}

/// Eigenvalues of the Jacobian of a game's field at one step of the training.
public struct SpectrumRecord: Equatable, Sendable, Codable {
    /// Training steps done.
    public var step: Int
    /// Real parts as x, imaginary parts as y.
    public var eigenvalues: [Point]

    public init(step: Int, eigenvalues: [Point]) {
        self.step = step
        self.eigenvalues = eigenvalues
    }
}

/// What somebody feels at a place, and how strongly: a gradient, or a player's step.
public struct Arrow: Equatable, Sendable, Codable {
    public var start: Point
    public var direction: Point

    public init(start: Point, direction: Point) {
        self.start = start
        self.direction = direction
    }
}

/// What the discriminator says of every place in a part of the plane: its score on a regular grid, and the gradient of
/// the score on a coarser one.
public struct Surface: Equatable, Sendable, Codable {
    /// What a score says.
    public enum Meaning: String, Sendable, Codable {
        /// The logarithm of the odds that a point is real: 0 is undecided.
        case logit
        /// The value of a critic, of which only differences count.
        case critic
    }

    /// The columns of the grid, in data units, ascending and evenly spaced.
    public var xs: [Double]
    /// The rows of the grid, in data units, ascending and evenly spaced.
    public var ys: [Double]
    /// Row after row: `ys.count` rows of `xs.count`.
    public var scores: [Double]
    /// In scores per data unit.
    public var gradients: [Arrow]
    public var meaning: Meaning

    public init(
        xs: [Double], ys: [Double], scores: [Double], gradients: [Arrow], meaning: Meaning = .logit
    ) {
        self.xs = xs
        self.ys = ys
        self.scores = scores
        self.gradients = gradients
        self.meaning = meaning
    }
}
