import Autodiff
import Networks
import Tensors

/// A position in the game, from which both players see their losses: the parameters of both, a batch of real
/// points and a batch of latent ones.
public final class Position {
    public let graph: Graph
    /// The parameters of both players, as expressions: inputs, or what an update has made of them.
    public let parameters: PerPlayer<[Expression]>
    /// Real points, n×2.
    public let real: Expression
    /// Latent points z.
    public let latent: Expression
    /// Generated points G(z), n×2.
    public let fake: Expression

    private let game: GAN
    private var interpolationInput: Expression?

    init(_ game: GAN, parameters: PerPlayer<[Expression]>, real: Expression, latent: Expression) {
        self.game = game
        self.graph = real.graph
        self.parameters = parameters
        self.real = real
        self.latent = latent
        fake = game.generator.apply(parameters.generator, to: latent)
    }

    /// The discriminator's scores D(x), n×1.
    public func score(_ points: Expression) -> Expression {
        game.discriminator.apply(parameters.discriminator, to: points)
    }

    /// ∇ₓD at each of the points, n×2. A score depends on its own point alone, so the gradient of the sum of
    /// all scores holds every point's gradient in its row.
    public func scoreGradient(at points: Expression) -> Expression {
        gradient(of: score(points).sum(), withRespectTo: points)
    }

    /// Numbers uniform on (0, 1), one a row, drawn afresh for each update.
    public var interpolation: Expression {
        if let interpolationInput { return interpolationInput }
        let input = graph.input("interpolation", Shape(real.shape.rows, 1))
        interpolationInput = input
        return input
    }

    /// What must be drawn before each update.
    public var draws: [Draw] {
        [Draw(.real, real), Draw(.latent, latent)]
            + (interpolationInput.map { [Draw(.interpolation, $0)] } ?? [])
    }
}

/// An input that takes fresh random numbers before each update.
public struct Draw {
    public enum Kind: Sendable {
        case real, latent, interpolation
    }

    public let kind: Kind
    public let input: Expression

    init(_ kind: Kind, _ input: Expression) {
        self.kind = kind
        self.input = input
    }
}
