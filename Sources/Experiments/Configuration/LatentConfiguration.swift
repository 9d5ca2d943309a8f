import Distributions
import Settings

extension Latent {
    static func read(_ section: ConfigurationSection) -> Latent {
        Latent(
            section.choice(
                "kind", default: .normal,
                about:
                    "The distribution: normal around `mean` with standard deviation `scale`, or uniform between `mean` − `scale` "
                    + "and `mean` + `scale`."
            ),
            width: section.integer(
                "width", default: 16, in: 1...4096, about: "How many numbers a latent point has."),
            scale: section.number(
                "scale", default: 1, in: .above(0),
                about: "The standard deviation of each number, or half the width of the interval."),
            mean: section.number(
                "mean", default: 0, in: .any,
                about: "The mean of each number. Uniform on 0 to 1, as torch.rand, is scale 0.5 and mean 0.5."
            ))
    }
}
