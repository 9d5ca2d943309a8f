import Dynamics
import Games
import Networks
import Settings

/// What one player is and how it learns.
public struct PlayerConfiguration: Sendable {
    let form: GeneratorConfiguration
    /// Points that a discriminator sees at a time; 1 for a generator.
    public let packing: Int
    /// Whether a discriminator is the difference of two networks that start equal.
    let isAntisymmetric: Bool
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
        switch player {
        case .generator:
            form = GeneratorConfiguration.read(section)
            packing = 1
            isAntisymmetric = false
        case .discriminator:
            form = .network(NetworkConfiguration(section))
            packing = section.integer(
                "packing", default: 1, in: 1...1024,
                about:
                    "m: points that the discriminator sees at a time, as one input. A batch then has `batch` packs "
                    + "of m real points and as many of generated ones.",
                source: "arXiv 1712.04086")
            isAntisymmetric = section.boolean(
                "antisymmetric", default: false,
                about:
                    "Whether D is (g₁ − g₂)/√2 of two networks that start equal, so that it is 0 at first.",
                source: "arXiv 2106.05566")
        }
        (optimizer, learningRate) = section.section(
            "optimizer", about: "How a gradient becomes a step of the parameters.", read: readOptimizer)
        gradientClipping = section.optionalSection(
            "gradientClipping", about: "Limits the norm of the player's gradient or of its step.",
            read: GradientClipping.read)
        weightDecay = section.optionalSection(
            "weightDecay", about: "Decoupled weight decay. For L2 see the penalty l2.",
            source: "arXiv 1711.05101"
        ) {
            $0.number(
                "lambda", default: nil, in: .above(0),
                about: "The weight λ in p ← p − η(λp + r), ηr being the optimizer's step.")
        }
        weightClipping = section.optionalSection(
            "weightClipping", about: "Clips the discriminator's parameters after each of its steps.",
            source: "arXiv 1701.07875"
        ) {
            $0.number("limit", default: nil, in: .above(0), about: "The limit c: parameters stay in [−c, c].")
        }
        spectralNormalization = section.optionalSection(
            "spectralNormalization",
            about: "Divides each weight matrix of the discriminator by its largest singular value.",
            source: "arXiv 1802.05957", read: SpectralNormalizationConfiguration.init)
        reportMeaninglessCombinations(of: player, to: section)
    }

    /// The keys given that bound what the network can be.
    package var bounds: [String] {
        (weightClipping == nil ? [] : ["weightClipping"])
            + (spectralNormalization == nil ? [] : ["spectralNormalization"])
    }

    /// What bounds the network, as figures say it.
    package var boundTitles: [String] {
        (weightClipping == nil ? [] : ["weight clipping"])
            + (spectralNormalization == nil ? [] : ["spectral normalization"])
    }

    /// Widths of the hidden layers; none of what is no network.
    public var hidden: [Int] { network?.hidden ?? [] }

    /// Linear layers in the place of one.
    var pieces: Int {
        if case .maxout(let pieces) = network?.activation { pieces } else { 1 }
    }

    var network: NetworkConfiguration? {
        if case .network(let network) = form { network } else { nil }
    }

    var isParticles: Bool {
        if case .particles = form { true } else { false }
    }

    /// - Parameter points: generated ones in a batch.
    func model(from inputWidth: Int, to outputWidth: Int, points: Int) -> any Model {
        switch form {
        case .frozen(let deviation): return NoisyReals(width: outputWidth, standardDeviation: deviation)
        case .particles(let deviation):
            return Particles(count: points, width: outputWidth, standardDeviation: deviation)
        case .network(let configuration):
            let plain = configuration.network(from: inputWidth, to: outputWidth)
            let network: any Model = isAntisymmetric ? Antisymmetric(plain) : plain
            return spectralNormalization.map { $0.applied(to: network) } ?? network
        }
    }
}

/// Spectral normalization as a configuration has it.
struct SpectralNormalizationConfiguration: Sendable {
    enum Occasion: String, CaseIterable { case move, call }

    let iterations: Int
    let occasion: Occasion

    init(_ section: ConfigurationSection) {
        iterations = section.integer(
            "iterations", default: 1, in: 1...100, about: "The number of power iterations each time.")
        occasion = section.choice(
            "per", default: Occasion.move,
            about: "\"move\": before each move of the discriminator (the paper). "
                + "\"call\": at each evaluation of it in training, the generator's moves too (PyTorch).")
    }

    func applied(to network: any Model) -> any Model {
        SpectrallyNormalized(network, iterations: iterations, goesOnAtCalls: occasion == .call)
    }
}

extension GradientClipping {
    fileprivate static func read(_ section: ConfigurationSection) -> GradientClipping {
        GradientClipping(
            norm: section.number("norm", default: nil, in: .above(0), about: "The largest norm c."),
            epsilon: section.number(
                "epsilon", default: 0, in: .atLeast(0),
                about: "The ε in g·min(1, c/(‖g‖ + ε)); 1e-6 in PyTorch, 0 in TensorFlow, Keras and optax."),
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
