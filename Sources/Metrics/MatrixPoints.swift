import Records
import Tensors

extension Matrix {
    /// The rows of an n×2 matrix as points.
    public var points: [Point] {
        @specialized(where Scalar == Float)
        @specialized(where Scalar == Double)
        get {
            stride(from: 0, to: shape.count, by: 2).map {
                Point(Double(elements[$0]), Double(elements[$0 + 1]))
            }
        }
    }

    /// The numbers, row by row.
    package var doubles: [Double] {
        @specialized(where Scalar == Float)
        @specialized(where Scalar == Double)
        get { elements.map { Double($0) } }
    }

    /// A row for each point, in the precision of the matrix.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    package init(points: [Point]) {
        var elements: [Scalar] = []
        elements.reserveCapacity(2 * points.count)
        for point in points {
            elements.append(Scalar(point.x))
            elements.append(Scalar(point.y))
        }
        self.init(Shape(points.count, 2), trusted: elements)
    }
}
