import Distributions
import Settings

extension Latent {
    static func read(_ section: ConfigurationSection) -> Latent {
        Latent(
            section.choice(
                "kind", default: .normal,
                about:
                    "The distribution: normal with standard deviation `scale`, or uniform between −`scale` and `scale`."
            ),
            width: section.integer(
                "width", default: 16, in: 1...4096, about: "How many numbers a latent point has."),
            scale: section.number(
                "scale", default: 1, in: .above(0),
                about: "The standard deviation, or the limit, of each number."))
    }
}
