import Foundation
import Records

@testable import Metrics

/// `data/reference/looks.json`: what scipy, numpy and torch measure of a small set of points.
struct LookReference: Decodable {
    let generated: [[Double]]
    let data: [[Double]]
    let modes: Int
    let radius: Double
    let sigma: Double
    let points: Int
    let neighbours: Int
    let values: [String: Double]

    /// With the discriminator D(x, y) = x²y + 3y − 1.
    var look: Look {
        let points = [generated, data].map { $0.map { Point($0[0], $0[1]) } }
        return Look(
            step: 1, generated: points[0], data: points[1],
            judge: { points in
                let scores = points.map { $0.x * $0.x * $0.y + 3 * $0.y - 1 }
                return (scores, points.map { Point(2 * $0.x * $0.y, $0.x * $0.x + 3) })
            })
    }

    var ring: Modes {
        let centres = (0..<modes).map { mode in
            let angle = 2 * Double.pi * Double(mode) / Double(modes)
            return Point(radius * cos(angle), radius * sin(angle))
        }
        return Modes(centres: centres, standardDeviation: sigma)
    }

    /// All measures that ``values`` has numbers for.
    var measures: [any Metric] {
        [
            TransportMetric(points: points), NeighbourMetric(points: points, neighbours: neighbours),
            EnergyMetric(points: points), SpreadMetric(of: ring), DiscriminatorMetric(points: points),
        ]
    }
}
