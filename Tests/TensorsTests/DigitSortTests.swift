import Foundation
import Testing

@testable import Tensors

/// The standard library's sort is the second source: the bytes must be the same.
struct DigitSortTests {
    private static func uniforms(_ count: Int, step: Int = 0) -> [Double] {
        let matrix: Matrix<Double> = RandomDraw(seed: 5, stream: 0, step: step).uniforms(Shape(1, count))
        return matrix.elements
    }

    private static func sorted(_ numbers: [Double]) -> [Double] {
        let buffer = Buffer(Matrix(row: numbers))
        buffer.sort()
        return buffer.matrix.elements
    }

    /// Around the length where digits begin, and that where they grow.
    @Test(arguments: [0, 1, 2, 7, 63, 64, 65, 72, 1000, 2500, 16_383, 16_384, 40_001])
    func everyLengthIsSorted(_ count: Int) {
        let numbers = Self.uniforms(count).map { $0 - 0.5 }
        #expect(Self.sorted(numbers) == numbers.sorted())
        #expect(Self.sorted(numbers.sorted()) == numbers.sorted())
        #expect(Self.sorted(numbers.sorted().reversed()) == numbers.sorted())
    }

    /// Spread evenly; on few places; around eight centres; over all magnitudes; with one number far away, beside which
    /// all others have equal digits.
    @Test(
        arguments: [
            { $0 }, { ($0 * 5).rounded() }, { ($0 * 8).rounded() + 1e-3 * sin(1e5 * $0) },
            { exp(1400 * ($0 - 0.5)) }, { -exp(1400 * ($0 - 0.5)) }, { $0 > 0.999 ? 1e9 : $0 * 1e-9 },
            { _ in 3 },
        ] as [@Sendable (Double) -> Double])
    func everySpreadIsSorted(_ spread: @Sendable (Double) -> Double) {
        for step in 0..<5 {
            let numbers = Self.uniforms(2500, step: step).map(spread)
            #expect(Self.sorted(numbers) == numbers.sorted())
        }
    }

    private static let extremes: [[Double]] = [
        [-1.7e308, 1.7e308], [-.infinity, 1], [1, .infinity], [-.infinity, .infinity],
        [0, .leastNonzeroMagnitude], [-0.0, 0.0],
    ]

    /// The range is infinite, or so small that its inverse is.
    @Test(arguments: extremes)
    func extremesAreSorted(_ extremes: [Double]) {
        let numbers = Self.uniforms(200).map { $0 < 0.5 ? extremes[0] : extremes[1] } + [0.25]
        #expect(Self.sorted(numbers) == numbers.sorted())
        let close = numbers.dropLast().map { $0 }
        #expect(Self.sorted(close) == close.sorted())
    }

    @Test func whatIsNoNumberIsKept() {
        let numbers = Self.uniforms(200).map { $0 < 0.1 ? .nan : $0 }
        let found = Self.sorted(numbers)
        #expect(found.count { $0.isNaN } == numbers.count { $0.isNaN })
        #expect(found.filter { !$0.isNaN }.sorted() == numbers.filter { !$0.isNaN }.sorted())
    }

    @Test func projectionsAreThoseOfEachPoint() {
        let numbers = Self.uniforms(600)
        let points = (0..<300).map { SIMD2(numbers[$0], numbers[300 + $0]) }
        let projector = PlaneProjector(points)
        for direction in [SIMD2(0.6, -0.8), SIMD2(0, 1), SIMD2(-1, 0)] {
            #expect(projector.sorted(along: direction) == points.map { ($0 * direction).sum() }.sorted())
        }
        #expect(PlaneProjector([]).sorted(along: SIMD2(1, 0)).isEmpty)
    }
}
