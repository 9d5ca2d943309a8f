import Foundation
import Records
import Tensors

extension RandomStream {
    /// Where random modes lie; the other streams have other numbers.
    public static let placement: RandomStream = 7
}

/// A mixture of Gaussians, in the plane or on a line.
public struct GaussianMixture: MappableDistribution {
    /// How a batch chooses its modes.
    public enum Choice: String, CaseIterable, Sendable {
        /// Each point chooses its mode at random.
        case drawn
        /// The modes take turns, so that every batch holds each as often as its weight says, to about one point.
        case balanced
    }

    public let mixture: Modes
    public let choice: Choice
    /// The centres as x, y, x, y, …
    private let numbers: [Double]
    /// Up to and with each mode, the sum of the weights.
    private let shares: [Double]
    /// Whether modes are equally likely and of one standard deviation in both directions, as in most data.
    private let isPlain: Bool

    public init(_ mixture: Modes, choice: Choice = .drawn) {
        self.mixture = mixture
        self.choice = choice
        numbers = mixture.centres.flatMap { [$0.x, $0.y] }
        isPlain = mixture.isEven && mixture.isUniform
        var sum = 0.0
        shares = mixture.weights.map { weight in
            sum += weight
            return sum
        }
    }

    /// Equally weighted modes of one standard deviation, the same in both directions of the plane.
    public init(centres: [Point], standardDeviation: Double, choice: Choice = .drawn) {
        self.init(Modes(centres: centres, standardDeviation: standardDeviation), choice: choice)
    }

    public var width: Int { mixture.dimensions }
    public var centres: [Point] { mixture.centres }
    /// The largest along x or y.
    public var standardDeviation: Double { mixture.standardDeviation }
    public var modes: Modes? { mixture }

    public var moments: Moments {
        let parts = zip(mixture.weights, zip(mixture.centres, mixture.spreads))
        let mean = parts.reduce(Point.zero) { $0 + $1.0 * $1.1.0 }
        let variance = parts.reduce(Point.zero) { sum, part in
            let (offset, deviations) = (part.1.0 - mean, part.1.1.deviations)
            return sum + part.0 * (offset * offset + deviations * deviations)
        }
        return Moments(mean: mean, variance: variance)
    }

    public func mapped(by map: AxisMap) -> GaussianMixture {
        GaussianMixture(mixture.mapped(scale: map.scale, shift: map.shift), choice: choice)
    }

    /// The same mixture with the modes in turn.
    public var takingTurns: GaussianMixture { GaussianMixture(mixture, choice: .balanced) }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        guard isPlain else { return fillGeneral(buffer, draw) }
        draw.fillNormal(buffer, scale: Scalar(mixture.spreads[0].xx))
        switch choice {
        case .drawn: draw.part(1).addChosenPoints(numbers, to: buffer)
        case .balanced:
            buffer.unsafeElements { points in
                for index in points.indices { points[index] += Scalar(numbers[index % numbers.count]) }
            }
        }
    }

    private func fillGeneral<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        draw.fillNormal(buffer)
        let chosen = draw.part(1)
        var turns = Turns(weights: mixture.weights)
        let isOnLine = width == 1
        buffer.unsafeElements { numbers in
            for row in 0..<numbers.count / width {
                let mode = choice == .drawn ? mode(at: chosen.uniform(row)) : turns.next()
                let place = row * width
                let normal = Point(Double(numbers[place]), isOnLine ? 0 : Double(numbers[place + 1]))
                let point = mixture.centres[mode] + mixture.spreads[mode](normal)
                numbers[place] = Scalar(point.x)
                if !isOnLine { numbers[place + 1] = Scalar(point.y) }
            }
        }
    }

    /// The first mode whose sum of weights exceeds `share`.
    private func mode(at share: Double) -> Int {
        var (low, high) = (0, shares.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] > share { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Modes one after another, each as often as its weight says: next comes the one that lacks most.
private struct Turns {
    private let weights: [Double]
    private var lacking: [Double]

    init(weights: [Double]) {
        self.weights = weights
        lacking = weights.map { _ in 0 }
    }

    mutating func next() -> Int {
        var mode = 0
        for index in weights.indices {
            lacking[index] += weights[index]
            if lacking[index] > lacking[mode] + 1e-9 { mode = index }
        }
        lacking[mode] -= 1
        return mode
    }
}

extension GaussianMixture {
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
        mapped(by: AxisMap(scale: Point(factor, factor)))
    }

    /// The same modes with other weights, of any sum above 0.
    public func weighted(_ weights: [Double]) -> GaussianMixture {
        GaussianMixture(
            Modes(
                centres: mixture.centres, spreads: mixture.spreads, weights: weights,
                dimensions: mixture.dimensions), choice: choice)
    }
}
