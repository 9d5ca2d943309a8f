import Distributions
import Settings

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
