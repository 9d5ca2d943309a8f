import Records
import Distributions
import Tensors
import Testing

struct GaussianMixtureTests {
    static let draw = RandomDraw(seed: 3, stream: 0, step: 1)

    static func distance(_ a: Point, _ b: Point) -> Double { ((a - b) * (a - b)).sum().squareRoot() }

    @Test(arguments: [1, 2, 8, 25])
    func ringHasAsManyDistinctCentresAsModesAllOnTheCircle(_ modes: Int) {
        let ring = GaussianMixture.ring(modes: modes, radius: 2, standardDeviation: 0.02)
        #expect(ring.centres.count == modes)
        #expect(ring.width == 2)
        #expect(ring.centres.first == Point(2, 0))
        for (index, centre) in ring.centres.enumerated() {
            #expect(abs(Self.distance(centre, .zero) - 2) < 1e-14)
            for other in ring.centres.dropFirst(index + 1) { #expect(Self.distance(centre, other) > 0.1) }
        }
    }

    @Test func neighboursOnTheRingAreEquallyFarApart() {
        let centres = GaussianMixture.ring(modes: 8, radius: 1, standardDeviation: 0.02).centres
        let chords = centres.indices.map { Self.distance(centres[$0], centres[($0 + 1) % 8]) }
        #expect(chords.allSatisfy { abs($0 - chords[0]) < 1e-14 })
    }

    /// A published program had its ring from eight angles of which two were the same.
    @Test(arguments: 1...40) func distinctCentresAreAsManyAsModes(_ modes: Int) {
        let ring = GaussianMixture.ring(modes: modes, radius: 2, standardDeviation: 0.02)
        let random = GaussianMixture.random(modes: modes, extent: 2, placement: 1, standardDeviation: 0.02)
        for mixture in [ring, random] {
            let rounded = mixture.centres.map { ($0 * 1e6).rounded(.toNearestOrEven) }
            #expect(Set(rounded).count == modes)
        }
    }

    @Test func randomModesDependOnThePlacementAloneAndLieAnywhereInTheSquare() {
        func centres(_ modes: Int, _ placement: UInt64) -> [Point] {
            GaussianMixture.random(
                modes: modes, extent: 3, placement: placement, standardDeviation: 0.1
            ).centres
        }
        #expect(centres(8, 1) == centres(8, 1))
        #expect(centres(8, 1) != centres(8, 2))
        #expect(Array(centres(8, 1).prefix(3)) == centres(3, 1))
        // 6(w + ½)/2³² − 3 of the first block's words, by philox of scripts/reference/philox.py.
        let expected = [
            Point(-2.0533111130353063, 1.4935662501957268), Point(2.7770972738508135, 1.9291161114815623),
        ]
        for (centre, place) in zip(centres(2, 1), expected) { #expect(Self.distance(centre, place) < 1e-12) }
        let many = centres(1000, 5)
        #expect(many.allSatisfy { abs($0.x) < 3 && abs($0.y) < 3 })
        for quarter in [Point(1, 1), Point(1, -1), Point(-1, 1), Point(-1, -1)] {
            let count = many.count { ($0 * quarter).min() > 0 }
            #expect(abs(Double(count) - 250) < 5 * 250.0.squareRoot())
        }
    }

    @Test func scalingMovesCentresAndShrinksModes() {
        let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02, choice: .balanced)
        let scaled = ring.scaled(by: 1 / 1.414)
        #expect(scaled.choice == .balanced)
        #expect(abs((scaled.modes?.standardDeviation ?? 0) - 0.0141443) < 1e-7)
        for centre in scaled.modes?.centres ?? [] {
            #expect(abs(Self.distance(centre, .zero) - 1.4144272) < 1e-7)
        }
        let points = Self.points(of: ring, 16)
        for (small, large) in zip(Self.points(of: scaled, 16), points) {
            #expect(small.mode == large.mode)
            #expect(Self.distance(small.offset * 1.414, large.offset) < 1e-12)
        }
    }

    @Test func gridIsASquareAroundTheOrigin() {
        let grid = GaussianMixture.grid(side: 5, spacing: 2, standardDeviation: 0.05)
        let places: [Double] = [-4, -2, 0, 2, 4]
        #expect(Set(grid.centres) == Set(places.flatMap { x in places.map { Point(x, $0) } }))
        #expect(grid.centres.count == 25)
        let even = GaussianMixture.grid(side: 2, spacing: 1, standardDeviation: 0.05)
        #expect(
            Set(even.centres) == [Point(-0.5, -0.5), Point(-0.5, 0.5), Point(0.5, -0.5), Point(0.5, 0.5)])
    }

    /// The points of a batch, each with the position of its nearest centre.
    static func points(
        of mixture: GaussianMixture, _ rows: Int, _ draw: RandomDraw = draw
    ) -> [(mode: Int, offset: Point)] {
        let buffer = Buffer<Double>(Shape(rows, 2))
        mixture.fill(buffer, draw)
        return (0..<rows).map { row in
            let point = Point(buffer.matrix[row, 0], buffer.matrix[row, 1])
            let modes = mixture.centres.indices
            let nearest =
                modes.min {
                    distance(mixture.centres[$0], point) < distance(mixture.centres[$1], point)
                } ?? 0
            return (nearest, point - mixture.centres[nearest])
        }
    }

    @Test func balancedBatchesHoldEveryModeEquallyOften() {
        let mixture = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02, choice: .balanced)
        let modes = Self.points(of: mixture, 80).map(\.mode)
        for mode in 0..<8 { #expect(modes.count { $0 == mode } == 10) }
    }

    @Test func drawnModesAreRoughlyUniform() {
        let mixture = GaussianMixture.grid(side: 5, spacing: 2, standardDeviation: 0.05)
        let modes = Self.points(of: mixture, 1000).map(\.mode)
        for mode in 0..<25 {
            #expect(abs(Double(modes.count { $0 == mode }) - 40) < 5 * 40.0.squareRoot())
        }
        #expect(modes != (0..<1000).map { $0 % 25 })
    }

    @Test func pointsSpreadByTheStandardDeviationInBothDirections() {
        let mixture = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.05)
        let offsets = Self.points(of: mixture, 2000).map(\.offset)
        let mean = offsets.reduce(.zero, +) / 2000
        let variance = offsets.reduce(.zero) { $0 + ($1 - mean) * ($1 - mean) } / 2000
        let correlation = offsets.reduce(0) { $0 + $1.x * $1.y } / 2000 / (0.05 * 0.05)
        for axis in 0..<2 {
            #expect(abs(mean[axis]) < 4 * 0.05 / 2000.0.squareRoot())
            #expect(abs(variance[axis].squareRoot() / 0.05 - 1) < 4 / 4000.0.squareRoot())
        }
        #expect(abs(correlation) < 4 / 2000.0.squareRoot())
    }

    @Test func batchesDependOnTheDrawAlone() {
        let mixture = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.05)
        let once = Self.points(of: mixture, 10).map(\.offset)
        #expect(once == Self.points(of: mixture, 10).map(\.offset))
        let other = RandomDraw(seed: 3, stream: 0, step: 2)
        #expect(once != Self.points(of: mixture, 10, other).map(\.offset))
    }

    /// Else the mode of one point would tell something about the noise of another.
    @Test func modesAreChosenByOtherWordsThanTheNoise() {
        let mixture = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
        let modes = Self.points(of: mixture, 200).map(\.mode)
        #expect(modes == (0..<200).map { Self.draw.part(1).choice($0, below: 8) })
        #expect(modes != (0..<200).map { Self.draw.choice($0, below: 8) })
    }

    @Test func floatsAreTheDoublesRounded() {
        let mixture = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)
        let floats = Buffer<Float>(Shape(50, 2))
        let doubles = Buffer<Double>(Shape(50, 2))
        mixture.fill(floats, Self.draw)
        mixture.fill(doubles, Self.draw)
        for (a, b) in zip(floats.matrix.elements, doubles.matrix.elements) {
            #expect(abs(Double(a) - b) < 1e-6)
        }
    }
}
