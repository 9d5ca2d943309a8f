import Distributions
import Settings

extension GaussianMixture {
    static func read(_ section: ConfigurationSection) -> GaussianMixture {
        section.variant(
            default: "ring", about: "The shape of the mixture.",
            cases: [
                Variant("ring", about: "Gaussians evenly spaced on a circle.") { section in
                    .ring(
                        modes: section.integer(
                            "modes", default: 8, in: 1...1000, about: "How many Gaussians."),
                        radius: section.number(
                            "radius", default: 2, in: .above(0), about: "From the origin to each centre."),
                        standardDeviation: readStandardDeviation(section, default: 0.02),
                        choice: readChoice(section))
                },
                Variant("grid", about: "Gaussians on a square grid around the origin.") { section in
                    .grid(
                        side: section.integer(
                            "side", default: 5, in: 1...100, about: "Gaussians in a row and in a column."),
                        spacing: section.number(
                            "spacing", default: 2, in: .above(0), about: "From a centre to the next."),
                        standardDeviation: readStandardDeviation(section, default: 0.05),
                        choice: readChoice(section))
                },
            ])
    }

    private static func readStandardDeviation(_ section: ConfigurationSection, default: Double) -> Double {
        section.number(
            "standardDeviation", default: `default`, in: .above(0),
            about: "Of each Gaussian, in each direction.")
    }

    private static func readChoice(_ section: ConfigurationSection) -> Choice {
        section.choice(
            "choice", default: .drawn,
            about: "Whether each point draws its mode or the modes take turns within a batch.")
    }
}

extension Latent {
    static func read(_ section: ConfigurationSection) -> Latent {
        Latent(
            section.choice(
                "kind", default: .normal,
                about: "Normal with standard deviation `scale`, or uniform between −`scale` and `scale`."),
            width: section.integer("width", default: 16, in: 1...4096, about: "Numbers in a latent point."),
            scale: section.number("scale", default: 1, in: .above(0), about: "Spread of each number."))
    }
}
