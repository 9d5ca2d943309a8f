import Distributions
import Foundation
import Records
import Tensors
import Testing

/// A data set that is drawn once, and the batches that are taken from it.
struct FiniteSetTests {
    private static let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)

    private static func set(_ count: Int, _ order: PointSet.Order, seed: UInt64 = 1) -> PointSet {
        PointSet(count, of: ring, seed: seed, order: order)
    }

    /// The batches of a training, each with its number.
    private static func batch(_ set: PointSet, _ rows: Int, number: Int, seed: UInt64 = 5) -> [Point] {
        let buffer = Buffer<Double>(Shape(rows, 2))
        var draw = RandomDraw(seed: seed, stream: 0, step: number + 1)
        draw.number = number
        set.fill(buffer, draw)
        return (0..<rows).map { Point(buffer.matrix[$0, 0], buffer.matrix[$0, 1]) }
    }

    @Test func thePointsAreDrawnOnce() {
        let set = Self.set(100, .drawn)
        #expect(set.points == Self.set(100, .shuffled).points)
        #expect(set.points != Self.set(100, .drawn, seed: 2).points)
        #expect(Array(set.points.prefix(10)) == Self.set(10, .drawn).points)
        #expect(Set(set.points).count == 100 && set.modes == Self.ring.modes)
        for number in 0..<5 { #expect(Self.batch(set, 64, number: number).allSatisfy(set.points.contains)) }
    }

    @Test(arguments: [(100, 25), (100, 30), (7, 20), (3, 1), (1, 4)])
    func everyRoundHasEveryPointOnce(count: Int, rows: Int) {
        let set = Self.set(count, .shuffled)
        let batches = (0..<3 * count).flatMap { Self.batch(set, rows, number: $0) }
        var rounds: [[Point]] = []
        for round in 0..<batches.count / count {
            rounds.append(Array(batches[round * count..<(round + 1) * count]))
            #expect(Set(rounds[round]) == Set(set.points))
        }
        #expect(count < 7 || Set(rounds).count == rounds.count, "rounds have orders of their own")
        #expect(count < 7 || Self.batch(set, rows, number: 0) != Self.batch(set, rows, number: 0, seed: 6))
    }

    @Test func inTurn() {
        let set = Self.set(10, .inTurn)
        let batches = (0..<5).flatMap { Self.batch(set, 4, number: $0) }
        #expect(batches == set.points + set.points)
        for number in [0, 1, 77] { #expect(Self.batch(set, 10, number: number) == set.points) }
    }

    /// By numpy, from the rounds of Philox that scripts/reference/philox.py has, with the network written out once more.
    @Test func shufflesOfNumpy() {
        let draw = RandomDraw(seed: 9, stream: 0, step: 1)
        #expect((0..<7).map { draw.shuffled($0, of: 7, round: 3, .shuffle) } == [0, 5, 6, 4, 2, 1, 3])
        #expect(
            (0..<12).map { draw.part(3).shuffled($0, of: 100, round: 1, .shuffle) }
                == [86, 43, 81, 65, 55, 20, 10, 90, 70, 47, 15, 29])
    }

    /// Every number comes to every place equally often, and every pair to every pair of places: χ² of the counts, whose
    /// mean is the number of cells less constraints, within five of its standard deviations √(2·cells).
    @Test(arguments: [2, 3, 5, 12, 100]) func shufflesAreUniform(_ count: Int) {
        let rounds = 4000
        let draw = RandomDraw(seed: 9, stream: 0, step: 1)
        var places = Array(repeating: 0, count: count * count)
        var pairs = places
        for round in 0..<rounds {
            let order = (0..<count).map { draw.shuffled($0, of: count, round: round, .shuffle) }
            for (place, number) in order.enumerated() { places[place * count + number] += 1 }
            pairs[order[0] * count + order[1]] += 1
        }
        func chiSquared(_ counts: [Int], _ expected: Double) -> Double {
            counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        }
        let free = Double((count - 1) * (count - 1))
        #expect(
            abs(chiSquared(places, Double(rounds) / Double(count)) - free) < 5 * (2 * free).squareRoot() + 1)
        let pairCells = Double(count * (count - 1))
        let apart = pairs.enumerated().filter { $0.offset / count != $0.offset % count }.map(\.element)
        #expect(apart.reduce(0, +) == rounds)
        #expect(
            abs(chiSquared(apart, Double(rounds) / pairCells) - pairCells) < 5 * (2 * pairCells).squareRoot()
                + 1)
    }
}
