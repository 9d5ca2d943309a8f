import Games
import Settings

/// The objectives by their names in a configuration.
package enum ObjectiveName: String, CaseIterable {
    case minimax, nonSaturating, wasserstein, hinge, leastSquares, relativisticPaired, relativisticAverage
    case kl, reverseKL, pearson, squaredHellinger

    package var objective: any Objective {
        switch self {
        case .minimax: Minimax()
        case .nonSaturating: NonSaturating()
        case .wasserstein: Wasserstein()
        case .hinge: Hinge()
        case .leastSquares: LeastSquares()
        case .relativisticPaired: RelativisticPaired()
        case .relativisticAverage: RelativisticAverage()
        case .kl: FDivergence(.kl)
        case .reverseKL: FDivergence(.reverseKL)
        case .pearson: FDivergence(.pearson)
        case .squaredHellinger: FDivergence(.squaredHellinger)
        }
    }
}

/// The objective, with smoothed labels if it is asked for.
func readObjective(_ section: ConfigurationSection) -> any Objective {
    let objective = section.choice(
        "objective", default: ObjectiveName.nonSaturating, about: "What the two players minimize.",
        source: "arXiv 1406.2661; arXiv 1701.07875"
    ).objective
    let smoothing = section.number(
        "labelSmoothing", default: 0, in: .atLeast(0, below: 1),
        about: "s of the discriminator's label 1 − s of real points, for minimax and nonSaturating.",
        source: "arXiv 1606.03498")
    guard smoothing > 0 else { return objective }
    guard objective.isLogistic else {
        section.report(
            "there are labels with \"minimax\" and \"nonSaturating\" only", at: "labelSmoothing",
            involving: ["objective"])
        return objective
    }
    return SmoothedLabels(objective, by: smoothing)
}

/// The penalties by their names in a configuration: one line registers one.
func readPenalty(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    section.variant(
        default: nil, about: "The penalty.",
        cases: [
            Variant("r1", about: "γ/2·E‖∇D(x)‖² at real points; arXiv 1801.04406", read: readR1),
            Variant("r2", about: "γ/2·E‖∇D(x)‖² at generated points; arXiv 1801.04406", read: readR2),
            Variant(
                "wganGP",
                about: "λ·E(‖∇D(x̂)‖ − target)² at points between real and generated ones; arXiv 1704.00028",
                read: readWGANGP),
            Variant(
                "wganDiv", about: "k·E‖∇D(x̂)‖ᵖ between both kinds of points, or at both; arXiv 1712.01026",
                read: readWGANDiv),
            Variant("drift", about: "λ·E D(x)², which pulls scores to 0; arXiv 1710.10196", read: readDrift),
            Variant(
                "dragan", about: "λ·E(‖∇D(x+δ)‖ − target)² around real points; arXiv 1705.07215",
                read: readDRAGAN),
            Variant(
                "l2", about: "λ/2·‖w‖² of a player's parameters to its own loss: weight decay", read: readL2),
        ])
}

private func readR1(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    R1().weighted(by: readGamma(section))
}

private func readR2(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    R2(isDetached: readDetached(section)).weighted(by: readGamma(section))
}

private func readWGANGP(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    let lambda = readLambda(section, source: "arXiv 1704.00028")
    let target = readTarget(section)
    let oneSided = section.boolean(
        "oneSided", default: false, about: "Whether only slopes above the target count.",
        source: "arXiv 1709.08894")
    let function = section.choice(
        "of", default: WGANGP.Function.score,
        about: "\"score\": the slope of D. \"probability\": of σ(D), as in arXiv 1902.03984.")
    return WGANGP(target: target, isOneSided: oneSided, of: function, isDetached: readDetached(section))
        .weighted(by: lambda)
}

private func readWGANDiv(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    let weight = readSchedule(section, "k", default: 2, about: "The weight k.", source: "arXiv 1712.01026")
    let power = section.integer("power", default: 6, in: 1...20, about: "The power p of the slope.")
    let points = section.choice(
        "points", default: WGANDiv.Points.between,
        about:
            "\"between\": αx + (1−α)G(z), as wganGP. \"both\": real and generated points, each with half the weight."
    )
    return WGANDiv(power: power, at: points, isDetached: readDetached(section)).weighted(by: weight)
}

private func readDrift(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    let lambda = readSchedule(
        section, "lambda", default: 1e-3, about: "The weight λ; 10⁻³ in the progressive GAN.",
        source: "arXiv 1710.10196")
    let points = section.choice(
        "points", default: Drift.Points.real,
        about:
            "\"real\" (the progressive GAN), \"generated\", or \"both\": the sum of both means (closed-loop control, "
            + "arXiv 1909.13188).")
    return Drift(at: points).weighted(by: lambda)
}

private func readDRAGAN(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    let lambda = readLambda(section, source: "arXiv 1705.07215")
    let target = readTarget(section)
    let spread = section.number(
        "spread", default: 0.5, in: .atLeast(0),
        about: "The factor c in δ = c·(the batch's standard deviation)·u, u uniform on [0, 1).",
        source: "the authors' program")
    return DRAGAN(target: target, spread: spread).weighted(by: lambda)
}

private func readL2(_ section: ConfigurationSection) -> Weighted<any Penalty> {
    let lambda = readSchedule(
        section, "lambda", default: 1e-4,
        about: "The weight λ: weight_decay of PyTorch's SGD, RMSprop and Adam.")
    let players = section.choice(
        "player", default: ChosenPlayers.both, about: "Whose parameters are penalized.")
    return L2(of: players.players).weighted(by: lambda)
}

private func readDetached(_ section: ConfigurationSection) -> Bool {
    section.boolean(
        "detached", default: false,
        about:
            "Whether field methods, unrolling and spectra take the generated points as given, as PyTorch's detach()."
    )
}

private func readGamma(_ section: ConfigurationSection) -> Schedule {
    readSchedule(
        section, "gamma", default: 10,
        about: "The weight γ. Programs without the ½ need half of this number.",
        source: "arXiv 1801.04406")
}

private func readLambda(_ section: ConfigurationSection, source: String) -> Schedule {
    readSchedule(section, "lambda", default: 10, about: "The weight λ.", source: source)
}

private func readTarget(_ section: ConfigurationSection) -> Double {
    section.number(
        "target", default: 1, in: .atLeast(0),
        about: "The slope to which D is pulled; 0 is the zero-centred penalty.")
}

/// The field methods by their names in a configuration: one line registers one.
func readFieldMethod(_ section: ConfigurationSection) -> Weighted<any FieldMethod> {
    section.variant(
        default: nil, about: "The method.",
        cases: [
            weighted(
                Consensus(), "gamma", 10, "the whole gradient of γ·½‖v‖² to both players; arXiv 1705.10461"),
            weighted(NagarajanKolter(), "eta", 0.5, "η‖∇_D V‖² to the generator; arXiv 1706.04156"),
            weighted(JARE(), "gamma", 10, "γ/2·‖the other's gradient‖² to each; arXiv 1806.09235"),
            weighted(SimReg.generatorBoth, "gamma", 10, "γ/2·‖v‖² to the generator; weilinie/JARE"),
            weighted(SimReg.generatorOther, "gamma", 10, "γ/2·‖∇_D‖² to the generator; weilinie/JARE"),
            weighted(SimReg.discriminatorBoth, "gamma", 10, "γ/2·‖v‖² to the discriminator; weilinie/JARE"),
            weighted(
                SimReg.discriminatorOther, "gamma", 10, "γ/2·‖∇_G‖² to the discriminator; weilinie/JARE"),
            Variant("sga", about: "v + λAᵀv, A the antisymmetric part of the Jacobian; arXiv 1802.05642") {
                section in
                let lambda = readSchedule(section, "lambda", default: 1, about: "The weight λ.")
                let aligned = section.boolean(
                    "aligned", default: false, about: "Whether the sign of λ follows the alignment.")
                let divisor = section.choice(
                    "divisor", default: SymplecticAdjustment.Divisor.arrays,
                    about:
                        "n of the alignment: arrays (the authors' program) or numbers (the paper's dimension)."
                )
                return SymplecticAdjustment(isAligned: aligned, divisor: divisor).weighted(by: lambda)
            },
            Variant("lola", about: "each player expects the other's step; arXiv 1709.04326") { section in
                let alpha = readSchedule(
                    section, "alpha", default: 0.01,
                    about: "The length α of the step that the other player is expected to take.")
                let looksAhead = section.boolean(
                    "lookAhead", default: true,
                    about:
                        "Whether both terms of first order count (arXiv 1811.08469) or the shaping term alone (1709.04326)."
                )
                return LOLA(looksAhead: looksAhead).weighted(by: alpha)
            },
            Variant("cgd", about: "each player answers the other's step; arXiv 1905.12103") { section in
                let eta = readSchedule(
                    section, "eta", default: 0.01, about: "The learning rate η of both players.")
                let sweeps = section.integer(
                    "sweeps", default: 5, in: 1...100,
                    about: "How many times each player answers the other.")
                return CompetitiveDescent(sweeps: sweeps).weighted(by: eta)
            },
        ])
}

private func weighted(
    _ method: any FieldMethod, _ key: String, _ standard: Double, _ about: String
) -> Variant<Weighted<any FieldMethod>> {
    Variant(method.name, about: about) { section in
        method.weighted(by: readSchedule(section, key, default: standard, about: "The weight."))
    }
}
