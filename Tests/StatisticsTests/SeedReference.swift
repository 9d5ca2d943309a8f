import Foundation

/// `data/reference/seeds.json`: what scipy, statsmodels and lifelines say of a few numbers.
struct SeedReference: Decodable {
    struct Wilson: Decodable {
        let successes: Int
        let trials: Int
        let confidence: Double
        let limits: [Double]
    }

    struct RateDifference: Decodable {
        /// Successes and trials of both rates.
        let counts: [[Int]]
        let confidence: Double
        let limits: [Double]
    }

    struct Sample: Decodable {
        let values: [Double]
        let summaries: [String: Double]
        let quantiles: [[Double]]
        let bootstrap: [String: [Double]]
    }

    struct SignFlip: Decodable {
        let differences: [Double]
        let pValue: Double
    }

    struct MedianLimits: Decodable {
        let values: [Double]
        let confidence: Double
        let limits: [Double]
    }

    struct Holm: Decodable {
        let pValues: [Double]
        let corrected: [Double]
    }

    struct Survival: Decodable {
        struct Point: Decodable {
            let step: Int
            let underWay: Int
            let arrived: Int
            let share: Double
            let limits: [Double]?
        }

        struct Run: Decodable {
            let step: Int
            let reached: Bool

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                step = try list.decode(Int.self)
                reached = try list.decode(Bool.self)
            }
        }

        let arrivals: [Run]
        let points: [Point]
        /// The median and both limits.
        let medians: [Int?]
    }

    let normalQuantiles: [[Double]]
    let rateDifferences: [RateDifference]
    let wilson: [Wilson]
    let samples: [Sample]
    let signFlip: [SignFlip]
    let medianIntervals: [MedianLimits]
    let holm: [Holm]
    let survival: [Survival]

    static func read() throws -> SeedReference {
        let package = URL(filePath: #filePath).appending(path: "../../..").standardized
        let data = try Data(contentsOf: package.appending(path: "data/reference/seeds.json"))
        return try JSONDecoder().decode(SeedReference.self, from: data)
    }
}
