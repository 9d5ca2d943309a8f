import Foundation
import Records
import Tensors

extension RandomStream {
    /// Where random modes lie; the other streams have other numbers.
    public static let placement: RandomStream = 7
}

/// Equally weighted Gaussians of one standard deviation, the same in both directions of the plane.
public struct GaussianMixture: PlaneDistribution {
    /// How a batch chooses its modes.
    public enum Choice: String, CaseIterable, Sendable {
        /// Each point chooses its mode at random.
        case drawn
        /// The modes take turns, so that every batch holds each equally often.
        case balanced
    }

    public let centres: [Point]
    public let standardDeviation: Double
    public let choice: Choice
    /// The centres as x, y, x, y, …
    private let numbers: [Double]

    public init(centres: [Point], standardDeviation: Double, choice: Choice = .drawn) {
        self.centres = centres
        self.standardDeviation = standardDeviation
        self.choice = choice
        numbers = centres.flatMap { [$0.x, $0.y] }
    }

    public var modes: Modes? { Modes(centres: centres, standardDeviation: standardDeviation) }

    /// `modes` distinct centres evenly spaced on a circle, the first at angle 0.
    public static func ring(
        modes: Int, radius: Double, standardDeviation: Double, choice: Choice = .drawn
    ) -> GaussianMixture {
        let centres = (0..<modes).map { mode in
            let angle = 2 * .pi * Double(mode) / Double(modes)
            return Point(radius * cos(angle), radius * sin(angle))
        }
        return GaussianMixture(centres: centres, standardDeviation: standardDeviation, choice: choice)
    }

    /// `side`×`side` centres `spacing` apart, in a square around the origin.
    public static func grid(
        side: Int, spacing: Double, standardDeviation: Double, choice: Choice = .drawn
    ) -> GaussianMixture {
        let positions = (0..<side).map { spacing * (Double($0) - Double(side - 1) / 2) }
        let centres = positions.flatMap { y in positions.map { x in Point(x, y) } }
        return GaussianMixture(centres: centres, standardDeviation: standardDeviation, choice: choice)
    }

    /// `modes` centres anywhere in the square from −`extent` to `extent`, the same for the same `placement`.
    /// Nothing keeps them apart.
    public static func random(
        modes: Int, extent: Double, placement: UInt64, standardDeviation: Double, choice: Choice = .drawn
    ) -> GaussianMixture {
        let draw = RandomDraw(seed: placement, stream: .placement, step: 0)
        let centres = (0..<modes).map { mode in
            extent * Point(2 * draw.uniform(2 * mode) - 1, 2 * draw.uniform(2 * mode + 1) - 1)
        }
        return GaussianMixture(centres: centres, standardDeviation: standardDeviation, choice: choice)
    }

    /// All points multiplied by `factor`.
    public func scaled(by factor: Double) -> GaussianMixture {
        GaussianMixture(
            centres: centres.map { $0 * factor }, standardDeviation: standardDeviation * factor,
            choice: choice)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        draw.fillNormal(buffer, scale: Scalar(standardDeviation))
        switch choice {
        case .drawn: draw.part(1).addChosenPoints(numbers, to: buffer)
        case .balanced:
            buffer.unsafeElements { points in
                for index in points.indices { points[index] += Scalar(numbers[index % numbers.count]) }
            }
        }
    }
}
