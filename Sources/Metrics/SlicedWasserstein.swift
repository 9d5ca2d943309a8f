import Records
import Foundation
import Tensors

/// Sliced W₁: the mean over directions of the W₁ of the points' projections onto each, in units of the plane.
///
/// On a line the cheapest transport moves the kth smallest point onto the kth smallest, so sorting is all it takes. The
/// directions divide the half circle evenly, beginning at an angle that the seed chooses. A shift by v gives 2/π·‖v‖,
/// so the values are smaller than W₁ and can be compared only with each other.
///
/// Source: N. Bonneel, J. Rabin, G. Peyré, H. Pfister, Journal of Mathematical Imaging and Vision 51 (2015).
public struct SlicedWasserstein: Sendable {
    /// Unit vectors.
    public let directions: [SIMD2<Double>]
    private let target: PlaneProjector

    /// Returns nil if there are no points or directions, if a coordinate is not finite, or if squared distances
    /// exceed 1e300.
    ///
    /// - Parameter directions: how many.
    public init?(to target: [Point], directions count: Int = 32, seed: UInt64 = 0) {
        guard Box(around: target) != nil, count > 0 else { return nil }
        let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        let offset = (Double(Philox.block(counter: .zero, key: key).x) + 0.5) * 0x1p-32
        directions = (0..<count).map { number in
            let angle = Double.pi * (Double(number) + offset) / Double(count)
            return SIMD2(cos(angle), sin(angle))
        }
        self.target = PlaneProjector(target)
    }

    /// Of points on a line: the one direction is x, so the distance is W₁. Nil as above.
    public init?(onLineTo target: [Point]) {
        guard Box(around: target) != nil else { return nil }
        directions = [SIMD2(1, 0)]
        self.target = PlaneProjector(target)
    }

    /// Nil if there are no points or a coordinate is not finite. The numbers of points may differ.
    public func distance(from points: [Point]) -> Double? {
        guard Box(around: points) != nil else { return nil }
        let points = PlaneProjector(points)
        let total = directions.reduce(0) { total, direction in
            total + Self.transport(points.sorted(along: direction), target.sorted(along: direction))
        }
        return total / Double(directions.count)
    }

    /// W₁ on the line: ∫₀¹ |F⁻¹ − G⁻¹| of two ascending lists, each point of one carrying an equal share.
    private static func transport(_ one: [Double], _ other: [Double]) -> Double {
        one.count == other.count ? pairwise(one, other) : ofUnequalNumbers(one, other)
    }

    /// The kth of one list and the kth of the other have the same share.
    private static func pairwise(_ one: [Double], _ other: [Double]) -> Double {
        let count = Double(one.count)
        return zip(one, other).reduce(0) { $0 + count * abs($1.0 - $1.1) } / (count * count)
    }

    private static func ofUnequalNumbers(_ one: [Double], _ other: [Double]) -> Double {
        var (i, j) = (0, 0)
        // Mass moved so far, in units of 1/(n·m).
        var moved = 0
        var total = 0.0
        while i < one.count, j < other.count {
            let endOfOne = (i + 1) * other.count
            let endOfOther = (j + 1) * one.count
            let end = min(endOfOne, endOfOther)
            total += Double(end - moved) * abs(one[i] - other[j])
            moved = end
            if end == endOfOne { i += 1 }
            if end == endOfOther { j += 1 }
        }
        return total / Double(one.count * other.count)
    }
}
