/// How the players stand at one step, for somebody who watches. It is not kept in the run's folder.
public struct Glimpse: Equatable, Sendable, Codable {
    /// Training steps done.
    public var step: Int
    /// How long it took to make, in which training waited.
    public var seconds: Double
    /// Of the generator; empty for a game with a known answer.
    public var samples: [Point]
    /// The discriminator on a coarse grid, with its slopes; nil for a game with a known answer.
    public var surface: Surface?
    /// The players' numbers in a game with a known answer, the discriminator's first; otherwise empty.
    public var position: [Double]

    public init(
        step: Int, seconds: Double = 0, samples: [Point] = [], surface: Surface? = nil,
        position: [Double] = []
    ) {
        self.step = step
        self.seconds = seconds
        self.samples = samples
        self.surface = surface
        self.position = position
    }
}
