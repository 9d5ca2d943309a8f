import Records
import Tensors

extension Matrix {
    /// The rows of an n×2 matrix as points; of an n×1 matrix points on a line, whose second coordinate is 0.
    public var points: [Point] {
        @specialized(where Scalar == Float)
        @specialized(where Scalar == Double)
        get {
            let width = shape.columns
            return stride(from: 0, to: shape.count, by: width).map {
                Point(Double(elements[$0]), width > 1 ? Double(elements[$0 + 1]) : 0)
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
    ///
    /// - Parameter width: 1 for points on a line, of which x alone is kept.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    package init(points: [Point], width: Int = 2) {
        var elements: [Scalar] = []
        elements.reserveCapacity(width * points.count)
        for point in points {
            elements.append(Scalar(point.x))
            if width > 1 { elements.append(Scalar(point.y)) }
        }
        self.init(Shape(points.count, width), trusted: elements)
    }
}
