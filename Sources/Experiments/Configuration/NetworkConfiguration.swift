import Games
import Networks
import Settings

/// One player's network.
struct NetworkConfiguration: Sendable {
    let hidden: [Int]
    let activation: Activation
    let initializer: Initializer
    /// Of the last layer; nil for the same.
    let outputInitializer: Initializer?
    let biases: Biases
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
        outputInitializer = section.optionalSection(
            "outputInitializer",
            about: "The initial values of the last layer; null for those of the other layers.",
            read: Initializer.read)
        biases = section.choice(
            "biases", default: Biases.all,
            about:
                "Which layers have biases: \"all\", the \"hidden\" ones (the last has none), or \"none\" "
                + "(bias=False in PyTorch, use_bias=False in Keras).")
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
            outputInitializer: outputInitializer, biases: biases, inputScale: inputScale, output: output,
            normalization: normalization)
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
