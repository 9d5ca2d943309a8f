import Dynamics
import Games
import Settings

/// The objectives by their names in a configuration.
enum ObjectiveName: String, CaseIterable {
    case minimax, nonSaturating, wasserstein

    var objective: any Objective {
        switch self {
        case .minimax: Minimax()
        case .nonSaturating: NonSaturating()
        case .wasserstein: Wasserstein()
        }
    }
}

/// A penalty and the course of its weight.
public struct ScheduledPenalty: Sendable {
    public let penalty: any Penalty
    public let weight: Schedule
}

extension ScheduledPenalty {
    /// The penalties by their names in a configuration: one line registers one.
    static func read(_ section: ConfigurationSection) -> ScheduledPenalty {
        section.variant(
            default: nil, about: "The penalty.",
            cases: [
                Variant("r1", about: "γ/2·E‖∇D(x)‖² at real points; arXiv 1801.04406", read: readR1),
                Variant("r2", about: "γ/2·E‖∇D(x)‖² at generated points; arXiv 1801.04406", read: readR2),
                Variant(
                    "wganGP", about: "λ·E(‖∇D(x̂)‖ − target)² between both; arXiv 1704.00028", read: readWGANGP
                ),
            ])
    }

    private static func readR1(_ section: ConfigurationSection) -> ScheduledPenalty {
        ScheduledPenalty(penalty: R1(), weight: readGamma(section))
    }

    private static func readR2(_ section: ConfigurationSection) -> ScheduledPenalty {
        ScheduledPenalty(penalty: R2(), weight: readGamma(section))
    }

    private static func readWGANGP(_ section: ConfigurationSection) -> ScheduledPenalty {
        let lambda = readSchedule(
            section, "lambda", default: 10, about: "λ, the weight.", source: "arXiv 1704.00028")
        let target = section.number("target", default: 1, in: .atLeast(0), about: "The slope aimed at.")
        return ScheduledPenalty(penalty: WGANGP(target: target), weight: lambda)
    }

    private static func readGamma(_ section: ConfigurationSection) -> Schedule {
        readSchedule(
            section, "gamma", default: 10,
            about: "γ of γ/2·E‖∇D‖²: twice the factor of programs that leave out the ½.",
            source: "arXiv 1801.04406")
    }
}

func readScheme(_ section: ConfigurationSection) -> any Scheme {
    section.variant(
        default: "alternating", about: "The order.",
        cases: [
            Variant("simultaneous", about: "both players step from the same old position") { _ in
                Simultaneous()
            },
            Variant("alternating", about: "one player moves, then the other, who sees the result") {
                section in
                let discriminatorSteps = section.integer(
                    "discriminatorSteps", default: 1, in: 1...1000,
                    about: "n_d, the discriminator's moves in a step."
                )
                let generatorSteps = section.integer(
                    "generatorSteps", default: 1, in: 1...1000, about: "n_g, the generator's moves in a step."
                )
                let first = section.choice("first", default: Player.discriminator, about: "Who begins.")
                return Alternating(
                    discriminatorSteps: discriminatorSteps, generatorSteps: generatorSteps, first: first)
            },
        ])
}
