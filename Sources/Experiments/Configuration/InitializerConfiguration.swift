import Networks
import Settings

extension Initializer {
    static func read(_ section: ConfigurationSection) -> Initializer {
        section.variant(
            default: "he", about: "The rule for weights.",
            cases: [
                Variant(
                    "he",
                    about:
                        "normal, standard deviation gain/√in in every layer, the last too; arXiv 1502.01852"
                ) { readHe(.normal, $0) },
                Variant(
                    "heUniform",
                    about: "uniform with the standard deviation of he; arXiv 1704.00028's program"
                ) { readHe(.uniform, $0) },
                Variant("xavier", about: "uniform on ±gain·√(6/(in+out)); Glorot and Bengio 2010") {
                    readXavier(.uniform, $0)
                },
                Variant(
                    "xavierNormal", about: "normal, standard deviation gain·√(2/(in+out)); the same paper"
                ) { readXavier(.normal, $0) },
                Variant("keras", about: "another name of xavier, which is Keras's default for dense layers") {
                    _ in
                    .xavier
                },
                Variant("slim", about: "another name of xavier, assumed to be TF-Slim's default") { _ in
                    .xavier
                },
                Variant("normal", about: "normal with one standard deviation in every layer") { section in
                    let rule = Initializer.normal(
                        standardDeviation: section.number(
                            "standardDeviation", default: 0.02, in: .above(0),
                            about: "The standard deviation of every weight."))
                    return rule.withBiases(section)
                },
                Variant("uniform", about: "uniform between −limit and limit in every layer") { section in
                    let rule = Initializer.uniform(
                        limit: section.number(
                            "limit", default: 0.05, in: .above(0), about: "The largest weight."))
                    return rule.withBiases(section)
                },
                Variant(
                    "truncatedNormal",
                    about: "normal; numbers beyond a limit are drawn again", read: readTruncatedNormal),
                Variant("orthogonal", about: "orthonormal rows or columns times a gain; arXiv 1312.6120") {
                    section in
                    let rule = Initializer.orthogonal(
                        gain: section.number(
                            "gain", default: 1, in: .above(0), about: "The factor `scale` or `gain`."))
                    return rule.withBiases(section)
                },
                Variant("torch", about: "uniform on ±1/√in, biases too; PyTorch's default") {
                    Initializer.torch.withBiases($0, default: .torch)
                },
                Variant(
                    "ntk",
                    about:
                        "the NTK parametrization: weights and biases standard normal, layers weight/√in·Wx + bias·b; arXiv 1806.07572",
                    read: readNTK),
            ])
    }

    private static func readHe(
        _ distribution: VarianceScaling.Distribution, _ section: ConfigurationSection
    ) -> Initializer {
        let gain = section.optionalNumber(
            "gain", in: .above(0),
            about:
                "The standard deviation times the root that `over` names. null: the activation's, √2 for ReLU, "
                + "√(2/(1 + slope²)) for its leaky form, 5/3 for tanh, 1 for others.")
        let rule = Initializer.varianceScaling(
            VarianceScaling(distribution, gain: gain, over: readFan(section)))
        return rule.withBiases(section)
    }

    private static func readXavier(
        _ distribution: VarianceScaling.Distribution, _ section: ConfigurationSection
    ) -> Initializer {
        let gain = section.number("gain", default: 1, in: .above(0), about: "The factor `gain`.")
        return Initializer.xavier(distribution, gain: gain).withBiases(section)
    }

    private static func readFan(_ section: ConfigurationSection) -> Fan {
        section.choice(
            "over", default: Fan.in,
            about:
                "The gain is divided by the root of: \"in\", the numbers that come in; \"out\", those that go out; "
                + "\"mean\" of both; \"none\": the gain is the standard deviation.")
    }

    private static func readTruncatedNormal(_ section: ConfigurationSection) -> Initializer {
        let gain = section.number(
            "gain", default: 1, in: .above(0, atMost: 4),
            about: "The standard deviation times the root that `over` names.")
        let fan = readFan(section)
        let convention = section.choice(
            "convention", default: TruncatedNormal.Convention.tensorFlow,
            about:
                "\"tensorflow\": cut at 2 standard deviations, truncated_normal of TensorFlow and Keras. "
                + "\"varianceScaling\": the same, widened to the standard deviation asked for, VarianceScaling of "
                + "both. \"torch\": cut at ±2 whatever the standard deviation, trunc_normal_ of PyTorch.")
        let rule = Initializer.truncatedNormal(TruncatedNormal(gain: gain, over: fan, convention))
        return rule.withBiases(section)
    }

    private static func readNTK(_ section: ConfigurationSection) -> Initializer {
        .ntk(
            weight: section.number(
                "weight", default: 1, in: .above(0),
                about: "The factor of the weights, W_std of neural-tangents."
            ),
            bias: section.number(
                "bias", default: 1, in: .atLeast(0),
                about: "The factor of the biases, b_std of neural-tangents.")
        )
    }

    /// The rule, beside another one for biases if the section says so.
    private func withBiases(
        _ section: ConfigurationSection, default usual: BiasStart = .zeros
    ) -> Initializer {
        let chosen = section.choice(
            "biases", default: usual,
            about:
                "How biases start: at \"zeros\", or as \"torch\", uniform on ±1/√in, which PyTorch's layers keep in "
                + "programs that start weights alone anew.")
        return chosen == usual ? self : .separate(weights: self, biases: chosen)
    }
}
