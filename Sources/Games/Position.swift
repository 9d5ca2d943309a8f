import Autodiff
import Networks
import Tensors

/// A position in the game, from which both players see their losses: the parameters of both, a batch of real
/// points and a batch of latent ones.
public final class Position {
    public let graph: Graph
    /// The parameters of both players, as expressions: inputs, or what an update has made of them.
    public let parameters: PerPlayer<[Expression]>
    /// What the models keep beside their parameters after this position.
    public private(set) var auxiliaries: PerPlayer<[Expression]>
    /// The batches.
    public let batch: Batch
    /// Generated points G(z), n×2, or packs of m of them, n×2m.
    public let fake: Expression

    private let game: GAN
    /// What the models make of the parameters.
    private let weights: PerPlayer<[Expression]>
    /// The players who are about to move.
    let movers: [Player]
    /// At how many further calls a discriminator goes on that does so at calls: in its own moves at all, in a move of
    /// the generator alone at the first one, D(G(z)).
    private var callsToGoOnAt: Int

    /// - Parameter isGiven: whether the parameters count as given, however they came about: derivatives with
    ///   respect to one player's do not then see that the other's were computed from them.
    init(
        _ game: GAN, parameters given: PerPlayer<[Expression]>, auxiliaries: PerPlayer<[Expression]>,
        movers: [Player], batch: Batch, isGiven: Bool
    ) {
        self.game = game
        self.movers = movers
        callsToGoOnAt = movers.contains(.discriminator) ? .max : movers.isEmpty ? 0 : 1
        self.graph = batch.real.graph
        let parameters = isGiven ? given.map { $0.map { $0.alias() } } : given
        let prepared = PerPlayer { player in
            game.model(of: player).weights(
                of: parameters[player], with: auxiliaries[player],
                isMoving: movers.contains(player) && !game.model(of: player).goesOnAtCalls)
        }
        self.parameters = parameters
        self.auxiliaries = prepared.map(\.auxiliaries)
        self.batch = batch
        weights = prepared.map(\.weights)
        let made = game.generator.apply(weights.generator, to: batch.latent, packing: game.packing)
        let packs = game.packing > 1 ? made.reshaped(to: batch.real.shape) : made
        fake = game.generator.displacesRealPoints ? batch.real + packs : packs
    }

    /// Real points, n×2, or packs of m of them, n×2m.
    public var real: Expression { batch.real }

    /// The generated points of a penalty on the discriminator.
    ///
    /// The discriminator's own gradient is the same either way. What differs is how the field changes with the
    /// generator's parameters: in its Jacobian, in field methods, and through unrolled steps.
    ///
    /// - Parameter isDetached: true takes the points as given numbers, as programs do that call `.detach()`; false as
    ///   functions of the generator's parameters, which they are.
    public func fake(detached isDetached: Bool) -> Expression { isDetached ? fake.detached() : fake }

    /// The discriminator's scores D(x), n×1.
    public func score(_ points: Expression) -> Expression {
        guard game.discriminator.goesOnAtCalls, !movers.isEmpty else {
            return game.discriminator.apply(weights.discriminator, to: points)
        }
        let isMoving = callsToGoOnAt > 0
        callsToGoOnAt -= 1
        let called = game.discriminator.weights(
            of: parameters.discriminator, with: auxiliaries.discriminator, isMoving: isMoving)
        auxiliaries.discriminator = called.auxiliaries
        return game.discriminator.apply(called.weights, to: points)
    }

    /// ∇ₓD at each of the points, n×2. A score depends on its own point alone, so the gradient of the sum of
    /// all scores holds every point's gradient in its row. For packs it is the gradient with respect to all points of
    /// the pack, n×2m.
    ///
    /// The points are taken as independent variables: parameters that an unrolled step has computed from the
    /// same batch do not count as depending on them.
    public func scoreGradient(at points: Expression) -> Expression { scoreGradient(of: { $0 }, at: points) }

    /// The gradient with respect to each of the points of a function of its score, such as the probability σ(D(x)).
    public func scoreGradient(of function: (Expression) -> Expression, at points: Expression) -> Expression {
        let places = points.alias()
        return gradient(of: function(score(places)).sum(), withRespectTo: places)
    }

    /// Points x̂ = αx + (1−α)G(z) between real and generated ones, α uniform on [0, 1], one a row.
    ///
    /// - Parameter isDetached: see ``fake(detached:)``.
    public func between(detached isDetached: Bool) -> Expression {
        let alpha = batch.interpolation
        return alpha * real + (1 - alpha) * fake(detached: isDetached)
    }
}

/// The random numbers of one update. What a method does not ask for is not drawn.
public final class Batch {
    /// Real points, n×2, or packs of m of them, n×2m.
    public let real: Expression
    /// Latent points z, one a point.
    public let latent: Expression
    /// What must be drawn before each update.
    public private(set) var randomInputs: [RandomInput]

    private let rows: Int
    private let width: Int
    private var further: [RandomInput.Kind: Expression] = [:]

    init(of game: GAN, in graph: Graph) {
        rows = game.batch
        width = game.discriminator.inputWidth
        let points = rows * game.packing
        let drawn = graph.input("real", Shape(points, game.packing > 1 ? width / game.packing : width))
        real = game.packing > 1 ? drawn.reshaped(to: Shape(rows, width)) : drawn
        latent = graph.input("latent", Shape(points, game.generator.inputWidth))
        randomInputs = [RandomInput(.real, drawn), RandomInput(.latent, latent)]
    }

    /// Numbers uniform on (0, 1), one a row.
    public var interpolation: Expression { input(.interpolation, Shape(rows, 1)) }

    /// Numbers uniform on (0, 1), one a coordinate of each real point.
    public var perturbation: Expression { input(.perturbation, Shape(rows, width)) }

    /// Standard normal numbers, one a coordinate of each real point.
    public var realNoise: Expression { input(.realNoise, Shape(rows, width)) }

    /// Standard normal numbers, one a coordinate of each generated point.
    public var fakeNoise: Expression { input(.fakeNoise, Shape(rows, width)) }

    private func input(_ kind: RandomInput.Kind, _ shape: Shape) -> Expression {
        if let known = further[kind] { return known }
        let input = real.graph.input("\(kind)", shape)
        further[kind] = input
        randomInputs.append(RandomInput(kind, input))
        return input
    }
}

/// An input that takes fresh random numbers before each update.
public struct RandomInput {
    public enum Kind: String, CaseIterable, Sendable {
        case real, latent, interpolation, perturbation, realNoise, fakeNoise
    }

    public let kind: Kind
    public let input: Expression

    init(_ kind: Kind, _ input: Expression) {
        self.kind = kind
        self.input = input
    }
}
