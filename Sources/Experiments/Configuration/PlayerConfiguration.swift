import Dynamics
import Games
import Networks
import Settings

/// One player's network and how it learns.
public struct PlayerConfiguration: Sendable {
    public let hidden: [Int]
    public let activation: Activation
    public let initializer: Initializer
    public let inputScale: Double
    public let optimizer: any Optimizer
    public let learningRate: Schedule
    /// How the gradient or the step is shortened; nil for not at all.
    public let gradientClipping: GradientClipping?
    /// λ of p ← p − ηλp beside each step; nil for none.
    public let weightDecay: Double?
    /// c of clipping every parameter into [−c, c] after each step; nil for none.
    public let weightClipping: Double?
    /// How a discriminator's weights are divided by their norms; nil for not at all.
    let spectralNormalization: SpectralNormalizationConfiguration?

    init(_ section: ConfigurationSection, of player: Player) {
        hidden = section.integers(
            "hidden", default: [128, 128], each: 1...8192, count: 1...32,
            about: "Widths of the hidden layers.")
        activation = section.section("activation", about: "Between two layers.", read: Activation.read)
        initializer = section.section("initializer", about: "How the layers start.", read: Initializer.read)
        inputScale = section.number(
            "inputScale", default: 1, in: .any, about: "The network's input is multiplied by it.")
        (optimizer, learningRate) = section.section(
            "optimizer", about: "How a gradient becomes a step.", read: readOptimizer)
        gradientClipping = section.optionalSection(
            "gradientClipping", about: "Shortening of the player's gradient, or of its step.",
            read: GradientClipping.read)
        weightDecay = section.optionalSection(
            "weightDecay", about: "Decoupled weight decay, beside the optimizer; for L2 see the penalty l2.",
            source: "arXiv 1711.05101"
        ) {
            $0.number("lambda", default: nil, in: .above(0), about: "λ of p ← p − η(λp + the optimizer's r).")
        }
        weightClipping = section.optionalSection(
            "weightClipping", about: "Clipping of the discriminator's parameters after each of its steps.",
            source: "arXiv 1701.07875"
        ) { $0.number("limit", default: nil, in: .above(0), about: "c of the interval [−c, c].") }
        spectralNormalization = section.optionalSection(
            "spectralNormalization",
            about: "Division of each of the discriminator's weight matrices by its largest singular value.",
            source: "arXiv 1802.05957", read: SpectralNormalizationConfiguration.init)
        reportMeaninglessCombinations(of: player, to: section)
    }

    /// The keys given that bound what the network can be.
    package var bounds: [String] {
        (weightClipping == nil ? [] : ["weightClipping"])
            + (spectralNormalization == nil ? [] : ["spectralNormalization"])
    }

    func network(from inputWidth: Int, to outputWidth: Int) -> any Model {
        let network = MLP(
            widths: [inputWidth] + hidden + [outputWidth], activation: activation, initializer: initializer,
            inputScale: inputScale)
        return spectralNormalization.map { $0.applied(to: network) } ?? network
    }
}

/// Spectral normalization as a configuration has it.
struct SpectralNormalizationConfiguration: Sendable {
    enum Occasion: String, CaseIterable { case move, call }

    let iterations: Int
    let occasion: Occasion

    init(_ section: ConfigurationSection) {
        iterations = section.integer(
            "iterations", default: 1, in: 1...100, about: "Power iterations each time.")
        occasion = section.choice(
            "per", default: Occasion.move,
            about: "\"move\": before each move of the discriminator (the paper). "
                + "\"call\": at each evaluation of it in training, the generator's moves too (PyTorch).")
    }

    func applied(to network: MLP) -> any Model {
        SpectrallyNormalized(network, iterations: iterations, goesOnAtCalls: occasion == .call)
    }
}

extension GradientClipping {
    fileprivate static func read(_ section: ConfigurationSection) -> GradientClipping {
        GradientClipping(
            norm: section.number("norm", default: nil, in: .above(0), about: "c, the largest norm allowed."),
            epsilon: section.number(
                "epsilon", default: 0, in: .atLeast(0),
                about: "ε of g·min(1, c/(‖g‖ + ε)); 1e-6 in PyTorch, 0 in TensorFlow, Keras and optax."),
            place: section.choice(
                "of", default: .gradient,
                about:
                    "\"gradient\": what the optimizer is given. \"update\": what it makes of it, rate included."
            ),
            scope: section.choice(
                "over", default: .player,
                about:
                    "\"player\": the norm of all its numbers. \"array\": of each array (clipnorm in Keras)."))
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
                            "slope", default: 0.2, in: .atLeast(0, below: 1), about: "Left of 0."))
                },
                Variant("tanh", about: "tanh x") { _ in .tanh },
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
                            "standardDeviation", default: 0.02, in: .above(0), about: "Of every weight."))
                },
                Variant("orthogonal", about: "orthonormal rows or columns times a gain; arXiv 1312.6120") {
                    section in
                    .orthogonal(
                        gain: section.number("gain", default: 1, in: .above(0), about: "The factor."))
                },
                Variant("torch", about: "weights and biases uniform on ±1/√in, PyTorch's default") { _ in
                    .torch
                },
            ])
    }
}
