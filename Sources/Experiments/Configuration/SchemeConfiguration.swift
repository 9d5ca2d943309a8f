import Dynamics
import Games
import Settings

/// In which order the players move, and what that asks of their optimizers.
struct SchemeConfiguration {
    let scheme: any Scheme
    var extrapolation = Extrapolation.none
    /// Whether the field is read at positions that the players do not come to.
    var looksAhead = false
    /// Whether the discriminator begins each step anew.
    var renewsDiscriminator = false

    /// What is extrapolated from the past.
    enum Extrapolation {
        case none
        /// The optimizer's update.
        case update(FirstStep)
        /// The gradient that the optimizer is given.
        case gradient(FirstStep)

        func wrapped(_ optimizer: any Optimizer) -> any Optimizer {
            switch self {
            case .none: optimizer
            case .update(let first): Optimistic(optimizer, firstStep: first)
            case .gradient(let first): OptimisticGradient(optimizer, firstStep: first)
            }
        }
    }

    static func read(_ section: ConfigurationSection) -> SchemeConfiguration {
        section.variant(
            default: "alternating", about: "The order of moves.",
            cases: [
                Variant("simultaneous", about: "both players step from the same position") { _ in
                    SchemeConfiguration(scheme: Simultaneous())
                },
                Variant("alternating", about: "one player moves, then the other from the new position") {
                    let scheme = readAlternating($0)
                    return SchemeConfiguration(
                        scheme: scheme,
                        renewsDiscriminator: $0.boolean(
                            "freshDiscriminator", default: false,
                            about:
                                "Whether the discriminator begins each step anew, with fresh initial values and an "
                                + "optimizer that remembers nothing.", source: "emited/gantk2, reset_discr"))
                },
                Variant(
                    "extragradient",
                    about: "both step along the field at the point a first step leads to; arXiv 1802.10551"
                ) { _ in
                    SchemeConfiguration(scheme: Extragradient(), looksAhead: true)
                },
                Variant(
                    "optimistic",
                    about: "both step along 2rₜ − rₜ₋₁, r the optimizer's update; arXiv 1711.00141"
                ) {
                    SchemeConfiguration(scheme: Simultaneous(), extrapolation: .update(readFirstStep($0)))
                },
                Variant(
                    "optimisticGradient", about: "both give their optimizers 2gₜ − gₜ₋₁, g the gradient"
                ) {
                    SchemeConfiguration(scheme: Simultaneous(), extrapolation: .gradient(readFirstStep($0)))
                },
                Variant(
                    "unrolled",
                    about: "the generator differentiates through steps of the discriminator; arXiv 1611.02163"
                ) { section in
                    let steps = section.integer(
                        "unrolledSteps", default: 5, in: 1...100,
                        about: "The number K of discriminator steps ahead.")
                    return SchemeConfiguration(
                        scheme: Unrolled(steps: steps, first: readFirst(section)), looksAhead: true)
                },
                Variant(
                    "rungeKutta",
                    about: "both step along the mean of 2 or 4 stages, as for an ODE; arXiv 2010.15040"
                ) { SchemeConfiguration(scheme: readRungeKutta($0), looksAhead: true) },
                Variant(
                    "followTheRidge",
                    about: "the discriminator also compensates for the generator's move; arXiv 1910.07512"
                ) { SchemeConfiguration(scheme: readFollowTheRidge($0), looksAhead: true) },
                Variant(
                    "competitive",
                    about:
                        "both move to the equilibrium of the game as it looks from where they are; arXiv 1905.12103"
                ) { section in
                    let iterations = section.integer(
                        "iterations", default: 10, in: 1...100,
                        about: "The number of conjugate-gradient iterations that solve for this equilibrium.")
                    return SchemeConfiguration(
                        scheme: Competitive(iterations: iterations), looksAhead: true)
                },
            ])
    }

    private static func readAlternating(_ section: ConfigurationSection) -> Alternating {
        let discriminatorSteps = section.integer(
            "discriminatorSteps", default: 1, in: 1...1000,
            about: "The number n_d of the discriminator's moves in a step."
        )
        let generatorSteps = section.integer(
            "generatorSteps", default: 1, in: 1...1000,
            about: "The number n_g of the generator's moves in a step.")
        enum Latents: String, CaseIterable { case fresh, shared }
        let first = readFirst(section)
        let latents = section.choice(
            "latents", default: Latents.fresh,
            about:
                "\"fresh\": every move draws latent points. \"shared\": the second player sees the latent points of the "
                + "first player's last move, as in programs that draw z once.")
        return Alternating(
            discriminatorSteps: discriminatorSteps, generatorSteps: generatorSteps, first: first,
            sharesLatents: latents == .shared)
    }

    private static func readRungeKutta(_ section: ConfigurationSection) -> RungeKutta {
        enum Stages: String, CaseIterable { case start, all }
        let order = section.integer(
            "order", default: 4, in: 2...4, about: "The number of stages: 2 (Heun) or 4 (classical).")
        if order == 3 { section.report("found 3; allowed is 2 or 4", at: "order") }
        let isFrozen = section.boolean(
            "otherFrozen", default: false,
            about:
                "Whether the stages of each player keep the other player fixed, as in the authors' program.")
        let stages = section.choice(
            "fieldMethodsAt", default: Stages.all,
            about:
                "Where field methods are read: at all stages, or at the start alone (the authors' program).")
        return RungeKutta(
            order == 2 ? .two : .four, isOtherFrozen: isFrozen, hasMethodsAtStages: stages == .all)
    }

    private static func readFollowTheRidge(_ section: ConfigurationSection) -> FollowTheRidge {
        FollowTheRidge(
            iterations: section.integer(
                "iterations", default: 5, in: 1...100,
                about: "The number of conjugate-gradient iterations that approximate H⁻¹."),
            damping: section.number(
                "damping", default: 1, in: .atLeast(0), about: "The damping δ in (H² + δI)x = Hb."
            ),
            isAlternating: section.boolean(
                "alternating", default: false,
                about:
                    "Whether the discriminator's gradient is taken after the move along the ridge, as in the authors' program."
            )
        )
    }

    private static func readFirstStep(_ section: ConfigurationSection) -> FirstStep {
        section.choice(
            "firstStep", default: FirstStep.double,
            about:
                "\"double\": what was before counts as 0 (the paper and its program). \"single\": as equal (optax)."
        )
    }

    private static func readFirst(_ section: ConfigurationSection) -> Player {
        section.choice("first", default: Player.discriminator, about: "Which player moves first.")
    }
}

func readLookahead(_ section: ConfigurationSection) -> TrainingSetup.Lookahead {
    TrainingSetup.Lookahead(
        every: section.integer(
            "every", default: 5, in: 1...1_000_000, unit: "steps",
            about: "The number k of steps between two pulls."),
        share: section.number(
            "alpha", default: 0.5, in: .above(0, atMost: 1),
            about: "The factor α in slow ← slow + α(fast − slow)."))
}

func readMixing(_ section: ConfigurationSection) -> AndersonMixing {
    AndersonMixing(
        window: section.integer(
            "window", default: 10, in: 1...1000, unit: "steps", about: "How many past steps are mixed."),
        regularization: section.number(
            "regularization", default: 1e-8, in: .atLeast(0),
            about: "The shift ρ in (YᵀY + ρ(‖Y‖² + ‖S‖²)·I)γ = Yᵀg.", source: "the authors' program"))
}
