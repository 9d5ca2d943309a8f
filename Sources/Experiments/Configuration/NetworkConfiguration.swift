import Games
import Networks
import Settings

/// One player's network.
struct NetworkConfiguration: Sendable {
    let hidden: [Int]
    let activation: Activation
    let initializer: Initializer
    let inputScale: Double
    let output: OutputFunction
    let normalization: BatchNormalization?

    init(_ section: ConfigurationSection) {
        hidden = section.integers(
            "hidden", default: [128, 128], each: 1...8192, count: 0...32,
            about: "Widths of the hidden layers; [] for a linear network.")
        activation = section.section(
            "activation", about: "The activation function between two layers.", read: Activation.read)
        initializer = section.section(
            "initializer", about: "The initial values of weights and biases.", read: Initializer.read)
        inputScale = section.number(
            "inputScale", default: 1, in: .any, about: "The network's input is multiplied by it.")
        output = section.section(
            "output", about: "The function applied to the last layer's numbers.", read: OutputFunction.read)
        normalization = section.optionalSection(
            "batchNormalization",
            about:
                "Batch normalization before each activation, for the generator; layers before it have no bias. "
                + "Samples are normalized by their own statistics: there are no moving averages.",
            source: "arXiv 1502.03167"
        ) {
            BatchNormalization(
                epsilon: $0.number(
                    "epsilon", default: 1e-5, in: .above(0),
                    about: "ε beside the variance: 1e-5 in PyTorch, 1e-3 in Keras, 1e-4 in Blocks."))
        }
    }

    func network(from inputWidth: Int, to outputWidth: Int) -> MLP {
        MLP(
            widths: [inputWidth] + hidden + [outputWidth], activation: activation, initializer: initializer,
            inputScale: inputScale, output: output, normalization: normalization)
    }

    func reportMeaninglessCombinations(of player: Player, to section: ConfigurationSection) {
        guard normalization != nil else { return }
        if player == .discriminator {
            section.report(
                "is for the generator: with it a score depends on the other points of the batch, and slopes and "
                    + "pictures of the discriminator lose their meaning", at: "batchNormalization")
        } else if case .maxout = activation {
            section.report(
                "is not defined beside maxout: programs differ in whether each piece is normalized",
                at: "batchNormalization", involving: ["activation"])
        }
    }
}

/// Where generated points come from.
enum GeneratorConfiguration: Sendable {
    case network(NetworkConfiguration)
    case frozen(standardDeviation: Double)
    case particles(standardDeviation: Double)

    static func read(_ section: ConfigurationSection) -> GeneratorConfiguration {
        section.variant(
            default: "network", about: "Where generated points come from.",
            cases: [
                Variant("network", about: "a network that maps latent points to samples") {
                    .network(NetworkConfiguration($0))
                },
                Variant(
                    "frozen",
                    about:
                        "the batch's real points with normal noise, which nothing moves: the discriminator alone learns; arXiv 1704.00028's program"
                ) {
                    .frozen(
                        standardDeviation: $0.number(
                            "noise", default: 1, in: .atLeast(0),
                            about: "The standard deviation of the noise."))
                },
                Variant(
                    "particles",
                    about:
                        "free points, as many as a step has generated points, that the discriminator's slope moves; arXiv 2106.05566's program"
                ) {
                    .particles(
                        standardDeviation: $0.number(
                            "start", default: 1, in: .above(0),
                            about: "The standard deviation of the normal initial coordinates."))
                },
            ])
    }
}

extension OutputFunction {
    fileprivate static func read(_ section: ConfigurationSection) -> OutputFunction {
        section.variant(
            default: "linear", about: "The function.",
            cases: [
                Variant("linear", about: "the numbers themselves") { _ in .linear },
                Variant("tanh", about: "scale·tanh x, between −scale and scale") {
                    .tanh(scale: readScale($0))
                },
                Variant("sigmoid", about: "scale·σ(x), between 0 and scale") {
                    .sigmoid(scale: readScale($0))
                },
            ])
    }

    private static func readScale(_ section: ConfigurationSection) -> Double {
        section.number("scale", default: 1, in: .above(0), about: "The factor `scale` or `gain`.")
    }
}

extension Activation {
    fileprivate static func read(_ section: ConfigurationSection) -> Activation {
        section.variant(
            default: "lrelu", about: "The function.",
            cases: [
                Variant("relu", about: "max(x, 0)") { _ in .relu },
                Variant("lrelu", about: "x where x > 0, slope·x elsewhere") { section in
                    .leakyReLU(
                        slope: section.number(
                            "slope", default: 0.2, in: .atLeast(0, below: 1),
                            about: "The slope for x below 0."))
                },
                Variant("tanh", about: "tanh x") { _ in .tanh },
                Variant("sigmoid", about: "1/(1 + exp(−x))") { _ in .sigmoid },
                Variant("softplus", about: "log(1 + exp x)") { _ in .softplus },
                Variant("elu", about: "x where x > 0, scale·(exp x − 1) elsewhere; arXiv 1511.07289") {
                    .elu(
                        scale: $0.number(
                            "scale", default: 1, in: .above(0), about: "`alpha` in PyTorch, Keras and JAX."))
                },
                Variant("maxout", about: "the largest of several linear layers; arXiv 1302.4389") { section in
                    .maxout(
                        pieces: section.integer(
                            "pieces", default: 5, in: 2...32,
                            about: "How many linear layers the maximum is taken of."))
                },
            ])
    }
}

extension Initializer {
    fileprivate static func read(_ section: ConfigurationSection) -> Initializer {
        section.variant(
            default: "he", about: "The rule for weights. Biases start at 0 except where it says otherwise.",
            cases: [
                Variant(
                    "he",
                    about:
                        "normal, standard deviation (activation's gain)/√in in every layer, the last too; arXiv 1502.01852"
                ) {
                    _ in .he
                },
                Variant(
                    "heUniform",
                    about: "uniform with the standard deviation of he; arXiv 1704.00028's program"
                ) {
                    _ in .heUniform
                },
                Variant("xavier", about: "uniform on ±√(6/(in+out)); Glorot and Bengio 2010") { _ in .xavier
                },
                Variant("keras", about: "another name of xavier, which is Keras's default for dense layers") {
                    _ in
                    .xavier
                },
                Variant("slim", about: "another name of xavier, assumed to be TF-Slim's default") { _ in
                    .xavier
                },
                Variant("normal", about: "normal with one standard deviation in every layer") { section in
                    .normal(
                        standardDeviation: section.number(
                            "standardDeviation", default: 0.02, in: .above(0),
                            about: "The standard deviation of every weight."))
                },
                Variant(
                    "truncatedNormal",
                    about: "normal; numbers beyond a limit are drawn again", read: readTruncatedNormal),
                Variant("orthogonal", about: "orthonormal rows or columns times a gain; arXiv 1312.6120") {
                    section in
                    .orthogonal(
                        gain: section.number(
                            "gain", default: 1, in: .above(0), about: "The factor `scale` or `gain`."))
                },
                Variant("torch", about: "weights and biases uniform on ±1/√in, PyTorch's default") { _ in
                    .torch
                },
                Variant(
                    "ntk",
                    about:
                        "the NTK parametrization: weights and biases standard normal, layers weight/√in·Wx + bias·b; arXiv 1806.07572",
                    read: readNTK),
            ])
    }

    private static func readTruncatedNormal(_ section: ConfigurationSection) -> Initializer {
        let gain = section.number(
            "gain", default: 1, in: .above(0, atMost: 4),
            about: "The standard deviation times the root that `over` names.")
        let fan = section.choice(
            "over", default: TruncatedNormal.Fan.in,
            about:
                "The gain is divided by the root of: \"in\", the numbers that come in; \"out\", those that go out; "
                + "\"mean\" of both; \"none\": the gain is the standard deviation.")
        let convention = section.choice(
            "convention", default: TruncatedNormal.Convention.tensorFlow,
            about:
                "\"tensorflow\": cut at 2 standard deviations, truncated_normal of TensorFlow and Keras. "
                + "\"varianceScaling\": the same, widened to the standard deviation asked for, VarianceScaling of "
                + "both. \"torch\": cut at ±2 whatever the standard deviation, trunc_normal_ of PyTorch.")
        return .truncatedNormal(TruncatedNormal(gain: gain, over: fan, convention))
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
}
