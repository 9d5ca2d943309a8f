import Distributions
import Foundation
import Tensors
import Testing

@testable import Metrics

struct ModeSpreadTests {
    /// Against numpy.cov, and the variance of a cut-off Gaussian by scipy.integrate.
    @Test func agreesWithNumpy() throws {
        let reference: DistanceReference = try ReferenceData.read("distances")
        let spread = reference.spread
        let found = ModeSpread.ofModes(
            DistanceReference.points(spread.points), centres: DistanceReference.points(spread.centres),
            standardDeviation: spread.sigma)
        #expect(abs(ModeSpread.variance(within: 3) - spread.varianceWithin) < 1e-12)
        #expect(found.count == 8)
        for (mode, expected) in zip(found, spread.modes) {
            #expect(mode.count == expected.count)
            #expect(mode.share == expected.share)
            let (offset, covariance) = (try #require(mode.offset), try #require(mode.covariance))
            for (value, number) in zip([offset.x, offset.y], try #require(expected.offset)) {
                #expect(abs(value - number) < 1e-12)
            }
            let entries = [covariance.xx, covariance.xy, covariance.yy]
            for (value, number) in zip(entries, try #require(expected.covariance)) {
                #expect(abs(value - number) < 1e-11)
            }
        }
    }

    /// The target scores 1 wherever the tails are cut off.
    @Test(arguments: [1, 2, 3, .infinity])
    func theTargetHasSpreadOne(_ within: Double) throws {
        let ring = GaussianMixture.ring(modes: 4, radius: 2, standardDeviation: 0.02, choice: .balanced)
        let samples = Buffer<Double>(Shape(8000, 2))
        ring.fill(samples, RandomDraw(seed: 5, stream: 6, step: 0))
        let points = (0..<8000).map { SIMD2(samples.matrix[$0, 0], samples.matrix[$0, 1]) }
        let share = within == .infinity ? 1 : 1 - exp(-within * within / 2)
        for mode in ModeSpread.ofModes(
            points, centres: ring.centres, standardDeviation: 0.02, within: within)
        {
            let deviation = 1 / Double(mode.count).squareRoot()
            #expect(abs(mode.share - share / 4) < 0.006)
            #expect(abs(try #require(mode.covariance).spread - 1) < 3 * deviation)
            #expect(abs(try #require(mode.covariance).xy) < 4 * deviation)
            #expect(abs(try #require(mode.offset).x) < 4 * deviation)
        }
    }

    @Test func fewSamplesHaveNoCovariance() throws {
        let found = ModeSpread.ofModes(
            [[1.5, 0], [1, 0], [1, 1], [.nan, 0], [9, 9]], centres: [[0, 0], [1, 0], [1, 1]],
            standardDeviation: 0.25)
        #expect(found.map(\.count) == [0, 2, 1])
        #expect(found.map(\.share) == [0, 0.4, 0.2])
        #expect(found.map(\.offset) == [nil, SIMD2(1, 0), SIMD2(0, 0)])
        #expect(found[0].covariance == nil)
        #expect(found[2].covariance == nil)
        // ±1 standard deviation in x, in variances of a Gaussian cut off at 3.
        let covariance = try #require(found[1].covariance)
        #expect(abs(covariance.xx * (1 - 4.5 / (exp(4.5) - 1)) - 1) < 1e-12)
        #expect(covariance.xy == 0)
        #expect(covariance.yy == 0)
    }

    @Test func aCollapsedModeHasNoSpread() throws {
        let points = Array(repeating: SIMD2(0.1, 0.0), count: 5)
        let found = ModeSpread.ofModes(points, centres: [[0, 0]], standardDeviation: 0.1)
        #expect(try #require(found[0].covariance).spread == 0)
        #expect(found[0].offset == SIMD2(1, 0))
        #expect(ModeSpread.ofModes([], centres: [[0, 0]], standardDeviation: 1)[0].share == 0)
    }
}
