import Distributions
import Dynamics
import Games
import Settings

// What each key allows by itself and the mathematics gives no meaning together. Combinations that are merely
// pointless or unstable are allowed: docs/methods.md lists both.

extension ExperimentConfiguration {
    func reportMeaninglessCombinations(to section: ConfigurationSection) {
        reportRepetitions(of: penalties.map(\.method.name), at: "penalties", to: section)
        if let knownGame {
            reportKeys(foreignTo: knownGame, to: section)
        } else {
            reportImpossibleMeasures(to: section)
        }
        reportUndefinedCalls(to: section)
        if schemeConfiguration.scheme is Competitive { reportNotCompetitive(to: section) }
        if mixing != nil, lookahead != nil || averageDecay != nil {
            section.report(
                "lookahead and average follow the players' moves, which mixing replaces; leave one of them out",
                at: "mixing", involving: ["lookahead", "average"])
        }
        reportKeysForeignToGenerator(to: section)
        let overSteps = (lookahead != nil ? ["lookahead"] : []) + (mixing != nil ? ["mixing"] : [])
        for key in overSteps where schemeConfiguration.renewsDiscriminator {
            section.report(
                "follows a discriminator over steps, which scheme.freshDiscriminator begins anew; leave one of them out",
                at: key, involving: ["scheme"])
        }
        let methods = fieldMethods.map(\.method.name)
        reportRepetitions(of: methods, at: "fieldMethods", to: section)
        let twins = [NagarajanKolter().name, SimReg.generatorOther.name]
        if twins.allSatisfy(methods.contains) {
            section.report(
                "\"\(twins[0])\" is \"\(twins[1])\" with η = γ/2; join their weights", at: "fieldMethods")
        }
    }

    /// Where it is not defined how often a program evaluates the discriminator.
    private func reportUndefinedCalls(to section: ConfigurationSection) {
        guard players.discriminator.spectralNormalization?.occasion == .call else { return }
        let others =
            (fieldMethods.isEmpty ? [] : ["fieldMethods"])
            + (schemeConfiguration.looksAhead ? ["scheme"] : [])
        for key in others {
            section.report(
                "spectralNormalization.per \"call\" is not defined beside this key, \(key): programs differ in how often "
                    + "they evaluate the discriminator there", at: "discriminator", involving: [key])
        }
    }

    /// Competitive moves need a zero-sum game, and steps that are multiples of the gradients.
    private func reportNotCompetitive(to section: ConfigurationSection) {
        let rule = "\"competitive\" is for zero-sum games"
        if !(knownGame?.objective ?? objective).isZeroSum {
            section.report(
                "\(rule); choose the objective minimax or wasserstein, or the field method \"cgd\"",
                at: "scheme",
                involving: ["objective"])
        }
        if !fieldMethods.isEmpty {
            section.report(
                "\(rule) as they are; leave fieldMethods out", at: "scheme", involving: ["fieldMethods"])
        }
        for penalty in penalties where penalty.method.takesGeneratedAsGiven == false {
            section.report(
                "\(rule), and \(penalty.method.name) depends on both players; choose a penalty that takes generated points "
                    + "as given (\"detached\": true), or none", at: "scheme", involving: ["penalties"])
        }
        for player in Player.allCases where !players[player].optimizer.isMultipleOfGradient {
            section.report(
                "\"competitive\" needs steps that are multiples of the gradient: sgd or rmsprop without momentum, or "
                    + "adam with beta1 0", at: "\(player)", involving: ["scheme"])
        }
    }

    /// A generator that is no network takes no latent points, and particles are as many as they are.
    private func reportKeysForeignToGenerator(to section: ConfigurationSection) {
        switch players.generator.form {
        case .network: return
        case .frozen: reportLatent("a frozen generator makes its points from the data", to: section)
        case .particles:
            reportLatent("particles take none", to: section)
            let count = batch * players.discriminator.packing
            if recording.samples % count != 0 {
                let next = (recording.samples / count + 1) * count
                section.report(
                    "record.samples, \(recording.samples), is no multiple of the \(count) particles; \(next) is",
                    at: "generator", involving: ["batch", "record"])
            }
        }
    }

    private func reportLatent(_ reason: String, to section: ConfigurationSection) {
        let usual = try? ConfigurationReader.read(
            JSONDocument.parse("{}"), name: "", declaration: Latent.read(_:)
        ).resolved
        if let given = section.resolvedValue("latent"), given != usual {
            section.report(
                "without meaning beside generator.kind: \(reason)", at: "latent", involving: ["generator"])
        }
    }

    private func reportKeys(foreignTo game: KnownGame, to section: ConfigurationSection) {
        game.reportKeysOfNetworks(in: section)
        if start != nil {
            section.report(
                "the game \"\(game.name)\" has no networks; its numbers at the start are keys of game",
                at: "start")
        }
        if instanceNoise != nil, game.noise == nil {
            section.report(
                "the game \"\(game.name)\" has no exact expectation over noise; "
                    + "dirac has, and quadratic and gaussian take it with game.stochastic",
                at: "instanceNoise")
        }
    }

    private func reportRepetitions(of names: [String], at key: String, to section: ConfigurationSection) {
        for (index, name) in names.enumerated() where names.prefix(index).contains(name) {
            section.report("\"\(name)\" stands in the list twice; join their weights", at: key)
        }
    }
}

extension PlayerConfiguration {
    func reportMeaninglessCombinations(of player: Player, to section: ConfigurationSection) {
        network?.reportMeaninglessCombinations(of: player, to: section)
        if player == .generator {
            for key in bounds {
                section.report("is for the discriminator: it bounds the slope of the scores", at: key)
            }
        } else if bounds.count > 1 {
            section.report(
                "bounds nothing beside spectralNormalization, which divides each weight matrix by its norm; "
                    + "leave one of them out",
                at: "weightClipping", involving: ["spectralNormalization"])
        }
    }
}
