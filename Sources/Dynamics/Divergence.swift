import Games

/// The first number of a run that was not finite.
public struct Divergence: Equatable, Sendable {
    /// A number of the step that broke.
    public struct Number: Equatable, Sendable {
        public let player: Player
        /// As in ``Observation/term``.
        public let term: String
        /// Nil if the step did not come so far.
        public let value: Double?

        public init(player: Player, term: String, value: Double?) {
            self.player = player
            self.term = term
            self.value = value
        }
    }

    /// The term of a step so large that its result could not be written down.
    public static let parameters = "parameters"

    public let step: Int
    public let player: Player
    /// "loss", "gradientNorm", a method's name, or ``parameters``.
    public let term: String
    public let value: Double
    /// Who had moved in this step before: the state is the one after their moves, and no longer the one that the step
    /// before had left.
    public let movedBefore: [Player]
    /// Losses, terms and norms of the step that broke, in the order of ``Trainer/observations``.
    public let numbers: [Number]

    public init(
        step: Int, player: Player, term: String, value: Double, movedBefore: [Player] = [],
        numbers: [Number] = []
    ) {
        self.step = step
        self.player = player
        self.term = term
        self.value = value
        self.movedBefore = movedBefore
        self.numbers = numbers
    }
}

extension Divergence: CustomStringConvertible {
    /// Such as "step 12: the generator's loss is nan, after the discriminator had moved".
    public var description: String {
        let name =
            switch term {
            case "loss": "loss"
            case "gradientNorm": "gradient norm"
            default: "\(term) penalty"
            }
        if term == Self.parameters { return "step \(step): the \(player)'s parameters are not finite" }
        let others = movedBefore.map { "the \($0)" }.joined(separator: " and ")
        return "step \(step): the \(player)'s \(name) is \(value.isNaN ? "nan" : "\(value)")"
            + (others.isEmpty ? "" : ", after \(others) had moved")
    }
}
