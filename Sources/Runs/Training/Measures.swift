import Experiments
import Games
import Metrics

extension ExperimentConfiguration {
    /// What is measured of a run, in the order of the columns. A new measure is a line here.
    var measures: [any Metric] {
        if let knownGame { return [knownGame.distance] }
        return [
            CoverageMetric(of: data.modes, within: recording.within),
            SlicedW1(),
        ]
    }
}

extension KnownGame {
    /// Of the players from where they rest, beside their numbers, such as distance, psi, theta.
    package var distance: EquilibriumDistance {
        EquilibriumDistance(from: equilibrium.discriminator + equilibrium.generator, names: numberNames)
    }

    /// The discriminator's numbers, then the generator's. Bilinear and Gaussian games have a number a direction.
    package var numberNames: [String] {
        [discriminator, generator].flatMap(\.parameters).flatMap { parameter in
            let count = parameter.shape.count
            return count == 1 ? [parameter.name] : (0..<count).map { "\(parameter.name)\($0)" }
        }
    }
}
