import Records
import Tensors

/// Finitely many points, each as likely as the others: the points of a file, or a sample that is drawn once.
public struct PointSet: MappableDistribution {
    /// How training takes its batches.
    public enum Order: String, CaseIterable, Sendable {
        /// Every point of every batch is drawn, with replacement.
        case drawn
        /// All points in a random order, then all in another, and so on.
        case shuffled
        /// All points in their own order, over and over: if the set is as large as the batch, every batch is the set.
        case inTurn
    }

    public let points: [Point]
    public let width: Int
    /// The standard deviations of normal noise along x and y.
    public let noise: Point
    public let order: Order
    public let modes: Modes?

    /// - Parameters:
    ///   - points: at least one.
    ///   - width: 1 for points on a line.
    ///   - noise: its standard deviation in each direction, which every batch has anew; 0 for none.
    ///   - modes: of the distribution that the points were drawn from, if they are known.
    public init(
        _ points: [Point], width: Int = 2, noise: Point = .zero, order: Order = .drawn, modes: Modes? = nil
    ) {
        self.points = points
        self.width = width
        self.noise = noise
        self.order = order
        self.modes = modes
    }

    /// - Parameters:
    ///   - noise: the same in both directions, before scaling.
    ///   - scale: points and noise are multiplied by it.
    public init(_ points: [Point], noise: Double = 0, scale: Double) {
        self = PointSet(points, noise: Point(noise, noise)).mapped(by: AxisMap(scale: Point(scale, scale)))
    }

    /// `count` points of `distribution`, drawn once: the same for the same seed, whatever the run's.
    public init(_ count: Int, of distribution: some PlaneDistribution, seed: UInt64, order: Order = .drawn) {
        let buffer = Buffer<Double>(Shape(count, distribution.width))
        distribution.fill(buffer, RandomDraw(seed: seed, stream: .finiteSet, step: 0))
        self.init(buffer.rowsAsPoints, width: distribution.width, order: order, modes: distribution.modes)
    }

    public var moments: Moments { Moments(of: points).adding(variance: noise * noise) }

    public func mapped(by map: AxisMap) -> PointSet {
        PointSet(
            points.map { map($0) }, width: width, noise: map.scale * noise, order: order,
            modes: modes?.mapped(scale: map.scale, shift: map.shift))
    }

    public func taken(_ order: Order) -> PointSet {
        PointSet(points, width: width, noise: noise, order: order, modes: modes)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        draw.fillNoise(buffer, noise, width: width)
        let chosen = draw.part(1)
        buffer.unsafeElements { target in
            let rows = target.count / width
            for row in 0..<rows {
                let point = points[index(row, of: rows, chosen)]
                target[width * row] += Scalar(point.x)
                if width == 2 { target[2 * row + 1] += Scalar(point.y) }
            }
        }
    }

    /// Batches follow each other without a gap: one that reaches beyond the end of a round takes the rest from the next.
    private func index(_ row: Int, of rows: Int, _ draw: RandomDraw) -> Int {
        let place = draw.number * rows + row
        return switch order {
        case .drawn: draw.choice(row, below: points.count)
        case .shuffled:
            draw.shuffled(place % points.count, of: points.count, round: place / points.count, .shuffle)
        case .inTurn: place % points.count
        }
    }
}

extension RandomStream {
    /// Points of a set that is drawn once; the other streams have other numbers.
    public static let finiteSet: RandomStream = 12
    /// The order of a set's points.
    public static let shuffle: RandomStream = 13
}

extension Buffer {
    /// The rows as points; of rows with one number the second coordinate is 0.
    fileprivate var rowsAsPoints: [Point] {
        let matrix = matrix
        return (0..<matrix.shape.rows).map { row in
            Point(Double(matrix[row, 0]), matrix.shape.columns > 1 ? Double(matrix[row, 1]) : 0)
        }
    }
}
