import Settings

/// A configuration that uses every method of the section.
struct Sample: Equatable {
    enum Loss: String, CaseIterable { case hinge, wasserstein, nonSaturating }

    enum Optimizer: Equatable {
        case adam(beta1: Double)
        case rmsprop(decay: Double)
    }

    enum Schedule: Equatable {
        case constant(Double)
        case linear(from: Double, to: Double)
    }

    struct Network: Equatable {
        var hidden: [Int]
        var optimizer: Optimizer
        var learningRate: Schedule
    }

    struct Penalty: Equatable {
        var weight: Double
        var every: Int
    }

    var name: String
    var steps: Int
    var batch: Int
    var loss: Loss
    var isQuiet: Bool
    var generator: Network
    var averaging: Double?
    var penalties: [Penalty]

    init(_ section: ConfigurationSection) {
        name = section.text("name", default: "run", allowed: .name, about: "Names the folder of the run.")
        steps = section.integer("steps", default: nil, in: 1...4_294_967_295, about: "How long to train.")
        batch = section.integer(
            "batch", default: 256, in: 1...65536, unit: "samples", about: "Samples a step.")
        loss = section.choice("loss", default: .nonSaturating, about: "The game.", source: "Goodfellow 2014")
        isQuiet = section.boolean("quiet", default: false, about: "Print nothing.")
        generator = section.section("generator", about: "The generator.", read: Network.init)
        averaging = section.optionalSection("averaging", about: "Average of the weights.") { averaging in
            averaging.number("decay", default: 0.999, in: .atLeast(0, below: 1), about: "Memory.")
        }
        penalties = section.sections(
            "penalties", default: [["weight": 10]], count: 0...4, about: "Penalties.", read: Penalty.init)
        if penalties.contains(where: { $0.every > steps }) {
            section.report("must not exceed steps", at: "penalties", involving: ["steps"])
        }
    }
}

extension Sample.Network {
    init(_ section: ConfigurationSection) {
        hidden = section.integers(
            "hidden", default: [64, 64], each: 1...4096, count: 1...8, about: "Widths.")
        optimizer = section.section("optimizer", about: "The optimizer.", read: Sample.Optimizer.read)
        learningRate = section.numberOrSection(
            "learningRate", default: 0.001, in: .above(0), unit: "a step", about: "The step size.",
            number: Sample.Schedule.constant, section: Sample.Schedule.read)
    }
}

extension Sample.Optimizer {
    static func read(_ section: ConfigurationSection) -> Self {
        section.variant(
            default: "adam", about: "The rule.",
            cases: [
                Variant("adam", about: "Adaptive moments.") { section in
                    .adam(
                        beta1: section.number(
                            "beta1", default: 0.5, in: .atLeast(0, below: 1), about: "Momentum."))
                },
                Variant("rmsprop", about: "Root mean square.") { section in
                    .rmsprop(
                        decay: section.number(
                            "decay", default: nil, in: .above(0, atMost: 1), about: "Memory."))
                },
            ])
    }
}

extension Sample.Schedule {
    static func read(_ section: ConfigurationSection) -> Self {
        section.variant(
            default: nil, about: "The course.",
            cases: [
                Variant("constant", about: "Always the same.") { section in
                    .constant(section.number("value", default: nil, in: .above(0), about: "The value."))
                },
                Variant("linear", about: "A straight line.") { section in
                    .linear(
                        from: section.number("from", default: nil, in: .above(0), about: "At the start."),
                        to: section.number("to", default: 0, in: .atLeast(0), about: "At the end."))
                },
            ])
    }
}

extension Sample.Penalty {
    init(_ section: ConfigurationSection) {
        weight = section.number("weight", default: nil, in: .atLeast(0), about: "Its weight.")
        every = section.integer("every", default: 1, in: 1...1000, unit: "steps", about: "How often.")
    }
}
