import Dynamics
import Experiments
import Games
import Runs

/// A method to be tried on a game with a known answer, and the formula for what it does there.
struct GameMethod: Sendable {
    var name: String
    var objective = ObjectiveName.minimax
    var penalties: [Weighted<any Penalty>] = []
    var fieldMethods: [Weighted<any FieldMethod>] = []
    /// σ of the instance noise.
    var noise = 0.0
    /// c of the discriminator's weight clipping.
    var clipping: Double?
    /// What the method makes of a block of the Jacobian; nil where the game has a kink or no rest at the
    /// equilibrium, and so no Jacobian.
    var formula: (@Sendable (SaddleBlock) -> Characteristic)?
    /// Whether the step is a part of the method, so that with another step it would be another one.
    var holdsStep = false

    static func unregularized(_ name: String, _ objective: ObjectiveName) -> GameMethod {
        GameMethod(name: name, objective: objective) { $0.unregularized }
    }

    static func r1(_ gamma: Double, _ objective: ObjectiveName = .minimax, prefix: String = "")
        -> GameMethod
    {
        GameMethod(
            name: "\(prefix)R1 γ=\(short(gamma))", objective: objective,
            penalties: [R1().weighted(by: .constant(gamma))]
        ) { $0.gradientPenalty(gamma) }
    }

    /// Named as in titles of figures.
    static func field(
        _ method: any FieldMethod, _ weight: Double, _ objective: ObjectiveName = .minimax,
        prefix: String = "",
        formula: @escaping @Sendable (SaddleBlock) -> Characteristic
    ) -> GameMethod {
        GameMethod(
            name: "\(prefix)\(method.title) \(method.weightSymbol)=\(short(weight))", objective: objective,
            fieldMethods: [method.weighted(by: .constant(weight))], formula: formula)
    }

    static func consensus(_ gamma: Double, _ objective: ObjectiveName = .minimax) -> GameMethod {
        field(Consensus(), gamma, objective) { $0.consensus(gamma) }
    }

    static func jare(_ gamma: Double, _ objective: ObjectiveName = .minimax) -> GameMethod {
        field(JARE(), gamma, objective) { $0.jare(gamma) }
    }

    static func nagarajanKolter(
        _ eta: Double, _ objective: ObjectiveName = .minimax, prefix: String = ""
    ) -> GameMethod {
        field(NagarajanKolter(), eta, objective, prefix: prefix) { $0.nagarajanKolter(eta) }
    }

    /// - Parameter step: η, which is the step of the players.
    static func competitive(_ step: Double, _ objective: ObjectiveName) -> GameMethod {
        var method = field(CompetitiveDescent(), step, objective) { $0.competitive(step) }
        method.holdsStep = true
        return method
    }

    /// - Parameter step: α, which is the step of the players.
    static func lola(_ step: Double) -> GameMethod {
        var method = GameMethod(
            name: "LOLA α=\(short(step))", fieldMethods: [LOLA().weighted(by: .constant(step))])
        method.holdsStep = true
        return method
    }

    static func symplectic(_ lambda: Double, _ objective: ObjectiveName) -> GameMethod {
        field(SymplecticAdjustment(), lambda, objective) { $0.symplecticAdjustment(lambda) }
    }

    /// (γ/2)(|ψ| − 1)² on the Dirac-GAN, which is λ(|ψ| − 1)² with λ = γ/2.
    static func wganGP(_ gamma: Double) -> GameMethod {
        GameMethod(
            name: "WGAN-GP γ=\(short(gamma))", objective: .wasserstein,
            penalties: [WGANGP().weighted(by: .constant(gamma / 2))])
    }

    static func clipped(_ limit: Double) -> GameMethod {
        GameMethod(name: "WGAN clip \(short(limit))", objective: .wasserstein, clipping: limit)
    }

    static func instanceNoise(_ sigma: Double) -> GameMethod {
        GameMethod(name: "noise σ=\(short(sigma))", noise: sigma) { $0.unregularized }
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e6 ? "\(Int(number))" : "\(number)"
    }
}

/// How a method is followed.
struct GameWay: Sendable {
    var name: String
    var scheme: any Scheme = Simultaneous()
    var isOptimistic = false
    var lookahead: TrainingSetup.Lookahead?
    /// With it a step depends on the past, and has no derivative.
    var mixing: AndersonMixing?
    /// Rows of a fresh batch at every step; nil for the exact expectation.
    var freshBatch: Int?

    /// How far beside a critical point the step is differentiated: 0 but for steps that divide 0 by 0 there.
    var displacement = 0.0

    static let simultaneous = GameWay(name: "simultaneous")
    /// The generator first, as in the notebook of Mescheder, Geiger and Nowozin.
    static func alternating(_ discriminatorSteps: Int) -> GameWay {
        GameWay(
            name: discriminatorSteps == 1 ? "alternating" : "alternating, \(discriminatorSteps) D",
            scheme: Alternating(discriminatorSteps: discriminatorSteps, first: .generator))
    }
    static func fresh(_ batch: Int) -> GameWay {
        GameWay(name: "batches of \(batch)", freshBatch: batch)
    }
    static let extragradient = GameWay(name: "extragradient", scheme: Extragradient())
    static let optimistic = GameWay(name: "optimistic", isOptimistic: true)
    static let rungeKutta4 = GameWay(name: "Runge–Kutta 4", scheme: RungeKutta(.four))
    /// By so many conjugate gradients that they solve exactly, and with a damping that only keeps 0 from dividing.
    static func followTheRidge(_ numbers: Int) -> GameWay {
        GameWay(
            name: "follow the ridge", scheme: FollowTheRidge(iterations: min(numbers, 20), damping: 1e-12),
            displacement: 1e-6)
    }
    static let anderson = GameWay(name: "Anderson mixing", mixing: AndersonMixing(window: 5))
    static func lookahead(_ every: Int) -> GameWay {
        GameWay(name: "lookahead k=\(every)", lookahead: .init(every: every, share: 0.5))
    }
}

extension LinearizedObjective {
    init(_ objective: ObjectiveName) {
        self = objective == .wasserstein ? .wasserstein : .logistic
    }
}
