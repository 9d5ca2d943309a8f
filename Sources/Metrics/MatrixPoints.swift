import Records
import Tensors

extension Matrix {
    /// The rows of an n×2 matrix as points.
    public var points: [Point] {
        (0..<shape.rows).map { Point(Double(self[$0, 0]), Double(self[$0, 1])) }
    }
}
