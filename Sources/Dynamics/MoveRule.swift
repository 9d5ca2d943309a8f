import Autodiff
import Games

/// How a move leads from one moment to the next: the mathematics of a scheme.
public struct MoveRule: Sendable {
    /// What is special about the move, such as "extrapolated"; empty for a plain one.
    public let name: String
    /// What the move does to a linear field, for schemes that use the game's field unchanged.
    let linear: Linear?
    let move: @Sendable (Play) -> Move
    /// What a move of these players asks of the losses.
    let cost: @Sendable ([Player]) -> MoveCost

    /// Near an equilibrium the field is J·w, and w moves to w + hP·J·s(w): P keeps the rows of the players who move,
    /// and s(w) is where they read the field.
    enum Linear: Sendable {
        /// s(w) = w.
        case here
        /// s(w) = w + hP·J·w.
        case ahead
    }

    /// - Parameters:
    ///   - name: completes "both players move, …" where the cost of a step is told.
    ///   - cost: what a move of these players asks of the losses; one look at the field unless it says otherwise.
    ///   - move: called once, when the move is compiled.
    public init(
        _ name: String, cost: @escaping @Sendable ([Player]) -> MoveCost = { MoveCost(looks: [$0]) },
        _ move: @escaping @Sendable (Play) -> Move
    ) {
        self.init(name, linear: nil, cost: cost, move)
    }

    private init(
        _ name: String, linear: Linear?,
        cost: @escaping @Sendable ([Player]) -> MoveCost = { MoveCost(looks: [$0]) },
        _ move: @escaping @Sendable (Play) -> Move
    ) {
        self.name = name
        self.linear = linear
        self.cost = cost
        self.move = move
    }
}

extension MoveRule {
    /// A step against the field at the start.
    public static let plain = MoveRule("", linear: .here) { play in
        let field = play.field(at: play.start, for: play.players, seeing: play.drawBatch())
        return Move(to: play.step(play.players, from: play.start, against: field), following: field)
    }

    /// A step against the field at the moment to which a first step leads, on fresh batches.
    public static let extrapolated = MoveRule(
        "extrapolated", linear: .ahead, cost: { MoveCost(looks: [$0, $0]) }
    ) { play in
        let (start, players) = (play.start, play.players)
        let half = play.step(
            players, from: start, against: play.field(at: start, for: players, seeing: play.drawBatch()))
        let field = play.field(at: half, for: players, seeing: play.drawBatch())
        // The second step starts from where the first did, with what the optimizer has learned since.
        var base = half
        base.parameters = start.parameters
        return Move(to: play.step(players, from: base, against: field), following: field)
    }

    /// A step against the field at the moment after the discriminator has answered with `steps` steps on the same
    /// batch. The players know that the discriminator they face is an answer to them: gradients flow through it.
    public static func unrolled(_ steps: Int) -> MoveRule {
        MoveRule(
            "unrolled over \(steps) \(steps == 1 ? "step" : "steps")",
            // The way back through the steps takes a product with each player's second derivatives.
            cost: { players in
                let ahead = [[Player]](repeating: [.discriminator], count: steps)
                return MoveCost(looks: ahead + [players], products: 2 * steps)
            }
        ) { play in
            let batch = play.drawBatch()
            var ahead = play.start
            for _ in 0..<steps {
                ahead = play.step(
                    [.discriminator], from: ahead,
                    against: play.field(at: ahead, for: [.discriminator], seeing: batch))
            }
            let field = play.field(at: ahead, for: play.players, seeing: batch, throughSteps: true)
            return Move(to: play.step(play.players, from: play.start, against: field), following: field)
        }
    }
}
