import Experiments
import Games
import Metrics
import Records

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
        let choice = MeasureChoice(
            modes: data.modes, dimensions: data.width, within: recording.within, scoresPoints: scoresPoints
        ) { Experiment(self).setup.modelEvaluations }
        return choice.always.map { PlannedMeasure(metric: $0, product: .evaluation) }
            + recording.measures.compactMap { measure in
                choice.metric(of: measure.kind).map {
                    PlannedMeasure(metric: $0, product: .measure(measure.name))
                }
            }
    }
}

/// The measures of a GAN by its data and its discriminator.
package struct MeasureChoice {
    var modes: Modes?
    var dimensions = 2
    var within = 3.0
    var scoresPoints = true
    /// Of a training step.
    var modelEvaluations: () -> Int

    var always: [any Metric] {
        [CoverageMetric(of: modes, within: within), SlicedW1(dimensions: dimensions)]
    }

    /// Nil for a measure that the data or the discriminator do not allow.
    func metric(of kind: MeasureConfiguration.Kind) -> (any Metric)? {
        switch kind {
        case .transport(let points): TransportMetric(points: points, dimensions: dimensions)
        case .neighbours(let points, let neighbours):
            NeighbourMetric(points: points, neighbours: neighbours)
        case .energy(let points): EnergyMetric(points: points)
        case .discriminator(let points): scoresPoints ? DiscriminatorMetric(points: points) : nil
        case .work: WorkMetric(perStep: modelEvaluations())
        case .spread: modes.map { SpreadMetric(of: $0, within: within) }
        }
    }

    /// The names of the figures of all measures, in the order in which kinds of measures are listed.
    package static let figures: [String] = {
        let choice = MeasureChoice(modes: Modes(centres: [.zero], standardDeviation: 1)) { 1 }
        let all = choice.always + MeasureConfiguration.Kind.allCases.compactMap(choice.metric)
        return all.flatMap(\.columns).compactMap(\.figure?.name).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }()
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
