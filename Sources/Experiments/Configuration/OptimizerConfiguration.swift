import Dynamics
import Games
import Settings

/// An optimizer and its learning rate.
func readOptimizer(_ section: ConfigurationSection) -> (any Optimizer, Schedule) {
    let optimizer: any Optimizer = section.variant(
        default: "adam", about: "The rule.",
        cases: [
            Variant("sgd", about: "gradient descent") { section in
                let momentum = section.number(
                    "momentum", default: 0, in: .atLeast(0, below: 1), about: "μ of b ← μb + g, p ← p − ηb.")
                return SGD(momentum: momentum)
            },
            Variant(
                "rmsprop", about: "RMSProp in PyTorch's convention: mean square from 0, ε outside the root"
            ) {
                section in
                let decay = section.number(
                    "decay", default: 0.99, in: .atLeast(0, below: 1), about: "α of v ← αv + (1−α)g².")
                return RMSProp(decay: decay, epsilon: readEpsilon(section))
            },
            Variant(
                "rmspropTF1",
                about: "RMSProp in TensorFlow 1's convention: mean square from 1, ε inside the root"
            ) { section in
                let decay = section.number(
                    "decay", default: 0.9, in: .atLeast(0, below: 1), about: "α of v ← αv + (1−α)g².")
                let epsilon = section.number(
                    "epsilon", default: 1e-10, in: .above(0), about: "ε added to v under the root.")
                return RMSPropTF1(decay: decay, epsilon: epsilon)
            },
            Variant("adam", about: "Adam; arXiv 1412.6980") { section in
                let beta1 = section.number(
                    "beta1", default: 0.5, in: .atLeast(0, below: 1), about: "Decay of the mean gradient.")
                let beta2 = section.number(
                    "beta2", default: 0.999, in: .atLeast(0, below: 1), about: "Decay of the mean square.")
                return Adam(beta1: beta1, beta2: beta2, epsilon: readEpsilon(section))
            },
        ])
    return (optimizer, readSchedule(section, "learningRate", default: 1e-4, about: "η, the learning rate."))
}

private func readEpsilon(_ section: ConfigurationSection) -> Double {
    section.number("epsilon", default: 1e-8, in: .above(0), about: "ε added to the root.")
}
