import Records
import Tensors

/// Points that somebody has listed, each drawn as often as the others, with replacement.
public struct PointSet: PlaneDistribution {
    public let points: [Point]
    /// The standard deviation of normal noise in each direction, before scaling; 0 for none.
    public let noise: Double
    /// All points are multiplied by it.
    public let scale: Double
    public let modes: Modes? = nil

    public init(_ points: [Point], noise: Double = 0, scale: Double = 1) {
        self.points = points
        self.noise = noise
        self.scale = scale
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        draw.fillNormal(buffer, scale: Scalar(noise * scale))
        let chosen = draw.part(1)
        buffer.unsafeElements { target in
            for row in 0..<target.count / 2 {
                let point = scale * points[chosen.choice(row, below: points.count)]
                target[2 * row] += Scalar(point.x)
                target[2 * row + 1] += Scalar(point.y)
            }
        }
    }
}
