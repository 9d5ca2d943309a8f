import Records

/// `data/reference/distances.json`: what scipy, POT and the package prdc say of small sets of points.
struct DistanceReference: Decodable {
    struct PairOfSets: Decodable {
        let generated: [[Double]]
        let data: [[Double]]
        let w1: Double
        let w2: Double
        let slicedW1: Double
        let energy: Energy
        /// By k.
        let neighbours: [String: Neighbours]?

        var generatedPoints: [Point] { DistanceReference.points(generated) }
        var dataPoints: [Point] { DistanceReference.points(data) }
    }

    struct Energy: Decodable {
        let vStatistic: Double
        let uStatistic: Double
    }

    struct Neighbours: Decodable {
        let precision: Double
        let recall: Double
        let density: Double
        let coverage: Double
    }

    struct Spread: Decodable {
        struct Mode: Decodable {
            let count: Int
            let share: Double
            let offset: [Double]?
            let covariance: [Double]?
        }

        let points: [[Double]]
        let centres: [[Double]]
        let sigma: Double
        let varianceWithin: Double
        let modes: [Mode]
    }

    let sets: [String: PairOfSets]
    let spread: Spread

    static let names = [
        "halfTrained", "twoSamples", "oneModeOnly", "cloud", "lattices", "line", "copies",
    ]

    static func points(_ rows: [[Double]]) -> [Point] { rows.map { SIMD2($0[0], $0[1]) } }
}
