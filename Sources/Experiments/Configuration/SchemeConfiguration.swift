import Dynamics
import Games
import Settings

/// In which order the players move, and what that asks of their optimizers.
struct SchemeConfiguration {
    let scheme: any Scheme
    /// Whether gradients are extrapolated from the past.
    var isOptimistic = false

    static func read(_ section: ConfigurationSection) -> SchemeConfiguration {
        section.variant(
            default: "alternating", about: "The order.",
            cases: [
                Variant("simultaneous", about: "both players step from the same old position") { _ in
                    SchemeConfiguration(scheme: Simultaneous())
                },
                Variant("alternating", about: "one player moves, then the other, who sees the result") {
                    SchemeConfiguration(scheme: readAlternating($0))
                },
                Variant(
                    "extragradient",
                    about: "both step along the field at the point a first step leads to; arXiv 1802.10551"
                ) { _ in
                    SchemeConfiguration(scheme: Extragradient())
                },
                Variant("optimistic", about: "both step along 2gₜ − gₜ₋₁; arXiv 1711.00141") { _ in
                    SchemeConfiguration(scheme: Simultaneous(), isOptimistic: true)
                },
                Variant("unrolled", about: "the generator sees the discriminator's answer; arXiv 1611.02163")
                { section in
                    let steps = section.integer(
                        "unrolledSteps", default: 5, in: 1...100,
                        about: "K, the discriminator's steps looked ahead.")
                    return SchemeConfiguration(scheme: Unrolled(steps: steps, first: readFirst(section)))
                },
            ])
    }

    private static func readAlternating(_ section: ConfigurationSection) -> Alternating {
        let discriminatorSteps = section.integer(
            "discriminatorSteps", default: 1, in: 1...1000, about: "n_d, the discriminator's moves in a step."
        )
        let generatorSteps = section.integer(
            "generatorSteps", default: 1, in: 1...1000, about: "n_g, the generator's moves in a step.")
        return Alternating(
            discriminatorSteps: discriminatorSteps, generatorSteps: generatorSteps, first: readFirst(section))
    }

    private static func readFirst(_ section: ConfigurationSection) -> Player {
        section.choice("first", default: Player.discriminator, about: "Who begins.")
    }
}

func readLookahead(_ section: ConfigurationSection) -> TrainingSetup.Lookahead {
    TrainingSetup.Lookahead(
        every: section.integer(
            "every", default: 5, in: 1...1_000_000, unit: "steps",
            about: "k, how often the players are drawn back."),
        share: section.number(
            "alpha", default: 0.5, in: .above(0, atMost: 1), about: "α of slow ← slow + α(fast − slow)."))
}
