import Distributions
import Experiments
import Foundation
import Games
import Machines
import Metrics
import Records
import Tensors

extension RandomStream {
    /// Samples of the target for floors; the other streams have other numbers.
    static let floor: RandomStream = 9
}

extension ExperimentConfiguration {
    /// Points of each side when W₁ and W₂ are measured; nil if they are not.
    package var transportPoints: Int? {
        guard knownGame == nil else { return nil }
        for measure in recording.measures {
            if case .transport(let points) = measure.kind { return min(points, recording.samples) }
        }
        return nil
    }

    /// The floors of W₁ and W₂, which depend on the data and the number of points alone. Empty if these distances are not
    /// measured, or not defined because points lie too far apart.
    ///
    /// - Parameter pairs: of samples. A few take half a second and say about how large a floor is.
    package func transportFloors(pairs: Int = 4) -> [Floor] {
        guard let points = transportPoints else { return [] }
        let balanced = (data as? GaussianMixture)?.takingTurns as (any PlaneDistribution)?
        let tasks = [data, balanced].compactMap(\.self).flatMap { data in
            GroundCost.allCases.map { (data, $0) }
        }
        let found = inParallel(tasks) { data, cost in
            DistanceFloor(
                pairs: pairs, sample: { data.sample(points, number: $0) },
                distance: { cost.exactDistance($0, $1, dimensions: data.width) })
        }
        return GroundCost.allCases.enumerated().compactMap { place, cost in
            found[place].map { floor in
                Floor(
                    column: cost == .distance ? "w1" : "w2", points: points, pairs: pairs, mean: floor.mean,
                    standardDeviation: floor.standardDeviation,
                    balanced: balanced == nil ? nil : found[place + GroundCost.allCases.count]?.mean)
            }
        }
    }
}

extension Floor {
    /// Such as "the floor is 0.066 ± 0.021".
    package var text: String {
        func short(_ value: Double) -> String { String(format: "%.2g", value) }
        return "the floor is \(short(mean))" + (standardDeviation.map { " ± \(short($0))" } ?? "")
    }
}

extension PlaneDistribution {
    /// Independent points, the same for the same number.
    fileprivate func sample(_ count: Int, number: Int) -> [Point] {
        let buffer = Buffer<Double>(Shape(count, width))
        fill(buffer, RandomDraw(seed: 0, stream: .floor, step: number))
        return buffer.matrix.points
    }
}
