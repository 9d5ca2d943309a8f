import Experiments
import Games
import Metrics

/// A measure, and when it is taken.
struct PlannedMeasure {
    let metric: any Metric
    /// What a step must want for the measure to be taken.
    let product: Product
}

extension ExperimentConfiguration {
    /// What is measured of a run, in the order of the columns. A new measure is a line here.
    var measures: [PlannedMeasure] {
        if let knownGame { return [PlannedMeasure(metric: knownGame.distance, product: .evaluation)] }
        let always: [any Metric] = [
            CoverageMetric(of: data.modes, within: recording.within),
            SlicedW1(dimensions: data.width),
        ]
        return always.map { PlannedMeasure(metric: $0, product: .evaluation) }
            + recording.measures.compactMap { measure in
                metric(of: measure.kind).map {
                    PlannedMeasure(metric: $0, product: .measure(measure.name))
                }
            }
    }

    /// Nil for a measure that the data or the discriminator do not allow.
    private func metric(of kind: MeasureConfiguration.Kind) -> (any Metric)? {
        switch kind {
        case .transport(let points): TransportMetric(points: points, dimensions: data.width)
        case .neighbours(let points, let neighbours):
            NeighbourMetric(points: points, neighbours: neighbours)
        case .energy(let points): EnergyMetric(points: points)
        case .discriminator(let points): scoresPoints ? DiscriminatorMetric(points: points) : nil
        case .work: WorkMetric(perStep: Experiment(self).setup.modelEvaluations)
        case .spread: data.modes.map { SpreadMetric(of: $0, within: recording.within) }
        }
    }
}

extension KnownGame {
    /// Of the players from where they rest, if that is known, beside their numbers, such as distance, psi, theta.
    package var distance: EquilibriumDistance {
        EquilibriumDistance(from: equilibrium.map { $0.discriminator + $0.generator }, names: numberNames)
    }

    /// The discriminator's numbers, then the generator's. Bilinear and Gaussian games have a number a direction, formulas
    /// count theirs from 1.
    package var numberNames: [String] {
        [discriminator, generator].flatMap(\.parameters).flatMap { parameter in
            let count = parameter.shape.count
            return count == 1
                ? [parameter.name] : (0..<count).map { "\(parameter.name)\($0 + (objective == nil ? 0 : 1))" }
        }
    }
}
