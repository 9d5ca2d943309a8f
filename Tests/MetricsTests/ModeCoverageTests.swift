import Distributions
import Foundation
import Metrics
import Records
import Tensors
import Testing

struct ModeCoverageTests {
    private struct Table: Decodable {
        struct Mixture: Decodable {
            let sigma: Double
            let centres: [[Double]]
        }

        struct Sample: Decodable {
            let distribution: String
            let points: [[Double]]
            let outcome: Outcome
        }

        struct Outcome: Decodable {
            let modesCovered: Int
            let highQualityShare: Double
            let reverseKL: Double?
        }

        let distributions: [String: Mixture]
        let sets: [String: Sample]
    }

    @Test(arguments: ["ringPartial", "gridPartial", "ringOneMode", "ringEven", "ringNoneHighQuality"])
    func agreesWithTheReference(_ name: String) throws {
        let table: Table = try ReferenceData.read("metrics")
        #expect(table.sets.count == 5)
        let sample = try #require(table.sets[name])
        let mixture = try #require(table.distributions[sample.distribution])
        let points = try Matrix<Double>(rows: sample.points)
        try Self.check(points, mixture, sample.outcome)
        // In Float the point exactly on the border may fall on either side.
        if name != "gridPartial" {
            try Self.check(points.converted(to: Float.self), mixture, sample.outcome)
        }
    }

    private static func check(
        _ points: Matrix<some TensorScalar>, _ mixture: Table.Mixture, _ outcome: Table.Outcome
    ) throws {
        let centres = mixture.centres.map { SIMD2($0[0], $0[1]) }
        let coverage = ModeCoverage(of: points.points, centres: centres, standardDeviation: mixture.sigma)
        #expect(coverage.modes == outcome.modesCovered)
        #expect(coverage.highQuality == outcome.highQualityShare)
        if let expected = outcome.reverseKL {
            #expect(abs(try #require(coverage.reverseKL) - expected) < 1e-12)
        } else {
            #expect(coverage.reverseKL == nil)
        }
    }

    static let corners = [SIMD2(0.0, 0.0), SIMD2(1.0, 0.0), SIMD2(0.0, 1.0), SIMD2(1.0, 1.0)]

    static func coverage(_ points: [[Double]], standardDeviation: Double = 0.125) throws -> ModeCoverage {
        ModeCoverage(
            of: points.map { Point($0[0], $0[1]) }, centres: corners, standardDeviation: standardDeviation)
    }

    @Test func trueSamplesScoreWhatAPerfectSamplerDoes() {
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
        let samples = Buffer<Double>(Shape(10_000, 2))
        ring.fill(samples, RandomDraw(seed: 3, stream: 6, step: 1))
        let coverage = ModeCoverage(of: samples.matrix.points, centres: ring.centres, standardDeviation: 0.02)
        let expected = 1 - exp(-4.5)
        #expect(coverage.modes == 8)
        #expect(abs(coverage.highQuality - expected) < 4 * (expected * (1 - expected) / 10_000).squareRoot())
        #expect((coverage.reverseKL ?? 1) < 0.002)
        #expect((coverage.reverseKL ?? 0) > 0)
    }

    @Test func aPointExactlyAtThreeDeviationsDoesNotCount() throws {
        #expect(try Self.coverage([[0.375, 0]]).highQuality == 0)
        #expect(try Self.coverage([[0.375 - 1e-12, 0]]).highQuality == 1)
    }

    @Test func withoutAHighQualitySampleTheDivergenceIsUnknown() throws {
        let coverage = try Self.coverage([[5, 5], [-3, 0]])
        #expect(coverage.modes == 0)
        #expect(coverage.highQuality == 0)
        #expect(coverage.reverseKL == nil)
        let none = ModeCoverage(
            of: [], centres: Self.corners, standardDeviation: 0.125)
        #expect(none == coverage)
    }

    @Test func equalSharesAreAtNoDistanceFromUniform() throws {
        let coverage = try Self.coverage([[0, 0], [1, 0], [0, 1], [1, 1]])
        #expect(coverage.modes == 4)
        #expect(coverage.reverseKL == 0)
    }

    @Test func divergenceOfUnequalShares() throws {
        // Shares 3/4 and 1/4 of four modes; the fifth point is far away and has no part in them.
        let coverage = try Self.coverage([[0, 0], [0.1, 0], [0, -0.1], [1, 1], [9, 9]])
        #expect(coverage.modes == 2)
        #expect(coverage.highQuality == 0.8)
        let expected = 0.75 * log(0.75 * 4) + 0.25 * log(0.25 * 4)
        #expect(abs(try #require(coverage.reverseKL) - expected) < 1e-15)
    }

    @Test func aPointBelongsToItsNearestModeAlone() throws {
        // Within three deviations of all four.
        let coverage = try Self.coverage([[0.4, 0.4]], standardDeviation: 0.5)
        #expect(coverage.modes == 1)
        #expect(abs(try #require(coverage.reverseKL) - log(4)) < 1e-15)
    }

    @Test func numbersThatAreNoneAreOfNoQuality() throws {
        let coverage = try Self.coverage([[.nan, 0], [0, .infinity], [1, 1], [0, .nan]])
        #expect(coverage.modes == 1)
        #expect(coverage.highQuality == 0.25)
    }
}
