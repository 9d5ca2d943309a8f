import Games

/// What is tried on a game with a known answer: the settings of the papers unless changed.
public struct GamePlan: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case dirac, quadratic, gaussian, bilinear
    }

    /// What may be changed; nil for the papers' setting.
    public struct Changes: Sendable {
        /// γ of R1, consensus and JARE, and 2η of Nagarajan–Kolter.
        public var gamma: Double?
        /// η of Nagarajan–Kolter alone.
        public var eta: Double?
        public var step: Double?
        public var steps: Int?
        /// Where the discriminator's number and the generator's start, in games that have one each.
        public var start: (discriminator: Double, generator: Double)?

        public init() {}
    }

    public let kind: Kind
    public let game: KnownGame
    /// h of plain gradient descent.
    public let step: Double
    public let steps: Int
    var methods: [GameMethod]
    /// In which every method is tried.
    let ways: [GameWay]
    /// What is played: every method in these ways, the first one in further ones.
    var plays: [(method: GameMethod, way: GameWay)]
    /// Methods whose eigenvalues are followed as their weight grows, and how far.
    var paths: [(name: String, method: @Sendable (Double) -> GameMethod)]
    let largestWeight: Double

    public init(_ kind: Kind, _ changes: Changes = Changes()) {
        let template = Self.template(kind, changes)
        self.kind = kind
        game = template.game
        step = changes.step ?? template.step
        steps = changes.steps ?? template.steps
        methods = template.methods
        ways = template.ways
        paths = template.paths
        largestWeight = template.largestWeight
        plays = template.methods.enumerated().flatMap { index, method in
            (template.ways + (index == 0 ? template.furtherWays : [])).map { (method, $0) }
        }
    }

    /// The ways in which every method is tried, simultaneous steps first.
    public var wayNames: [String] { ways.map(\.name) }

    /// The discriminator's numbers at rest, then the generator's.
    public var equilibrium: [Double] { rest.discriminator + rest.generator }

    /// The same for each player.
    var rest: PerPlayer<[Double]> { game.equilibrium ?? PerPlayer { _ in [] } }

    /// The game on which instance noise is an exact expectation needs rows to hold it.
    func game(for method: GameMethod, _ way: GameWay = .simultaneous) -> KnownGame {
        if let batch = way.freshBatch, kind == .gaussian { return .gaussian(freshBatch: batch) }
        guard method.noise > 0, kind == .dirac else { return game }
        return Self.dirac(start: start, batch: 256)
    }

    private var start: (discriminator: Double, generator: Double) {
        func first(_ player: Player) -> Double {
            let declaration = (player == .generator ? game.generator : game.discriminator).parameters[0]
            return declaration.initialValue(.init(seed: 0, stream: .initialization, step: 0)).elements[0]
        }
        return (first(.discriminator), first(.generator))
    }

    private static func dirac(
        start: (discriminator: Double, generator: Double)?, batch: Int = 1
    ) -> KnownGame {
        .dirac(theta: start?.generator ?? 1, psi: start?.discriminator ?? 1, batch: batch)
    }
}

extension GamePlan {
    private struct Template {
        var game: KnownGame
        var step: Double
        var steps: Int
        var methods: [GameMethod]
        var ways: [GameWay]
        var furtherWays: [GameWay] = []
        var paths: [(name: String, method: @Sendable (Double) -> GameMethod)]
        var largestWeight: Double
    }

    private static func template(_ kind: Kind, _ changes: Changes) -> Template {
        switch kind {
        case .dirac: dirac(changes)
        case .quadratic: quadratic(changes)
        case .gaussian: gaussian(changes)
        case .bilinear: bilinear(changes)
        }
    }

    /// `notebooks/DiracGAN.ipynb` of GAN_stability: start (1, 1), h = 0.2, 500 steps.
    private static func dirac(_ changes: Changes) -> Template {
        let gamma = changes.gamma ?? 1
        let eta = changes.eta ?? gamma / 2
        return Template(
            game: dirac(start: changes.start), step: 0.2, steps: 500,
            methods: [
                .unregularized("GAN", .minimax), .unregularized("NSGAN", .nonSaturating),
                .unregularized("WGAN", .wasserstein), .clipped(1), .wganGP(0.7), .instanceNoise(0.7),
                .r1(0.3), .r1(gamma), .r1(0.3, .nonSaturating, prefix: "NSGAN "), .consensus(gamma),
                .jare(gamma), .nagarajanKolter(eta),
            ],
            ways: [.simultaneous, .alternating(1), .alternating(5)],
            paths: [
                ("R1", { .r1($0) }), ("consensus, JARE", { .consensus($0) }),
                ("Nagarajan–Kolter, γ = 2η", { .nagarajanKolter($0 / 2) }),
            ], largestWeight: 4)
    }

    /// The settings of arXiv 1706.04156's example; its start is ours.
    private static func quadratic(_ changes: Changes) -> Template {
        let eta = changes.eta ?? changes.gamma.map { $0 / 2 }
        let etas: [Double] = if let eta { [eta] } else { [0.25, 0.5, 1] }
        let gamma = changes.gamma ?? 1
        var methods = [GameMethod.unregularized("WGAN", .wasserstein)]
        for eta in etas { methods.append(.nagarajanKolter(eta, .wasserstein, prefix: "WGAN ")) }
        methods.append(.unregularized("GAN", .minimax))
        for eta in etas { methods.append(.nagarajanKolter(eta, prefix: "GAN ")) }
        methods += [.r1(gamma, .wasserstein, prefix: "WGAN "), .consensus(gamma), .jare(gamma)]
        return Template(
            game: .quadratic(a: changes.start?.generator ?? 1.5, w: changes.start?.discriminator ?? 0),
            step: 0.05, steps: 2000, methods: methods,
            ways: [.simultaneous, .alternating(1)],
            paths: [
                ("WGAN, Nagarajan–Kolter, γ = 2η", { .nagarajanKolter($0 / 2, .wasserstein) }),
                ("GAN, Nagarajan–Kolter, γ = 2η", { .nagarajanKolter($0 / 2) }), ("GAN, R1", { .r1($0) }),
            ], largestWeight: 4)
    }

    /// `synthetic/Affine_GAN.py` of weilinie/JARE, with full batches and with its batches of 128.
    private static func gaussian(_ changes: Changes) -> Template {
        let gamma = changes.gamma ?? 10
        return Template(
            game: .gaussian(), step: 1e-3, steps: 15_000,
            methods: [
                .unregularized("SimGD", .minimax), .nagarajanKolter(changes.eta ?? gamma / 2),
                .consensus(gamma), .jare(gamma),
            ],
            ways: [.simultaneous, .alternating(1), .fresh(128)],
            paths: [
                ("Nagarajan–Kolter, γ = 2η", { .nagarajanKolter($0 / 2) }), ("consensus", { .consensus($0) }),
                ("JARE", { .jare($0) }),
            ], largestWeight: 2)
    }

    private static func bilinear(_ changes: Changes) -> Template {
        Template(
            game: .bilinear(x: [changes.start?.generator ?? 1], y: [changes.start?.discriminator ?? 1]),
            step: 0.2, steps: 500,
            methods: [
                .unregularized("no method", .wasserstein), .symplectic(1, .wasserstein),
                .consensus(changes.gamma ?? 1, .wasserstein), .jare(changes.gamma ?? 1, .wasserstein),
                .competitive(changes.step ?? 0.2, .wasserstein),
            ],
            ways: [.simultaneous, .alternating(1)],
            furtherWays: [.extragradient, .optimistic, .lookahead(5), .lookahead(10), .lookahead(20)],
            paths: [("SGA, consensus, JARE", { .symplectic($0, .wasserstein) })], largestWeight: 4)
    }
}
