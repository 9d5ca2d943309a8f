import Dynamics
import Games
import Settings

/// An optimizer and its learning rate.
func readOptimizer(_ section: ConfigurationSection) -> (any Optimizer, Schedule) {
    let optimizer: any Optimizer = section.variant(
        default: "adam", about: "The update rule.",
        cases: [
            Variant("sgd", about: "gradient descent") { section in
                let momentum = readMomentum(section, "μ of b ← μb + g, p ← p − ηb.")
                let isRateInside = section.boolean(
                    "rateInside", default: false,
                    about: "true: b ← μb + ηg, p ← p − b, as in TensorFlow and Keras.")
                return SGD(momentum: momentum, isRateInside: isRateInside)
            },
            rmsprop(
                "rmsprop", .pyTorch, decay: 0.99, epsilon: 1e-8,
                about: "RMSProp in PyTorch's convention: mean square from 0, ε outside the root"),
            rmsprop(
                "rmspropKeras", .keras, decay: 0.9, epsilon: 1e-7,
                about: "RMSProp in Keras's and optax's convention: mean square from 0, ε inside the root"),
            rmsprop(
                "rmspropTF1", .tensorFlow1, decay: 0.9, epsilon: 1e-10,
                about: "RMSProp in TensorFlow 1's convention: mean square from 1, ε inside the root"),
            adam(
                "adam", about: "Adam; arXiv 1412.6980, PyTorch, optax",
                epsilon: "ε added to the corrected root."),
            adam(
                "adamTF", about: "Adam in TensorFlow's and Keras's convention: ε beside the uncorrected root",
                isEpsilonUncorrected: true,
                epsilon: "ε added to the root before its correction; 1e-8 in TensorFlow 1, 1e-7 in Keras."),
        ])
    return (optimizer, readSchedule(section, "learningRate", default: 1e-4, about: "The learning rate η."))
}

private func readMomentum(_ section: ConfigurationSection, _ about: String) -> Double {
    section.number("momentum", default: 0, in: .atLeast(0, below: 1), about: about)
}

private func rmsprop(
    _ name: String, _ convention: RMSProp.Convention, decay: Double, epsilon: Double, about: String
) -> Variant<any Optimizer> {
    let isOutside = convention == .pyTorch
    return Variant(name, about: about) { section in
        RMSProp(
            convention,
            decay: section.number(
                "decay", default: decay, in: .atLeast(0, below: 1), about: "The decay α in v ← αv + (1−α)g²."),
            epsilon: section.number(
                "epsilon", default: epsilon, in: .above(0),
                about: isOutside ? "ε added to the root." : "ε added to v under the root."),
            momentum: readMomentum(
                section,
                isOutside ? "μ of b ← μb + g/(√v + ε), p ← p − ηb." : "μ of b ← μb + ηg/√(v + ε), p ← p − b.")
        )
    }
}

private func adam(
    _ name: String, about: String, isEpsilonUncorrected: Bool = false, epsilon: String
) -> Variant<any Optimizer> {
    Variant(name, about: about) { section in
        Adam(
            beta1: section.number(
                "beta1", default: 0.5, in: .atLeast(0, below: 1), about: "Decay β₁ of the mean gradient."),
            beta2: section.number(
                "beta2", default: 0.999, in: .atLeast(0, below: 1), about: "Decay β₂ of the mean square."),
            epsilon: section.number("epsilon", default: 1e-8, in: .above(0), about: epsilon),
            isEpsilonUncorrected: isEpsilonUncorrected)
    }
}
