import Tensors

/// How a parameter starts: a rule for its numbers, in words that another program can follow.
public enum InitialValue: Hashable, Sendable {
    /// The same number everywhere.
    case constant(Double)
    /// Uniform on ±limit.
    case uniform(limit: Double)
    case normal(standardDeviation: Double)
    /// Standard normal numbers within ±limit, multiplied by the standard deviation.
    case truncatedNormal(standardDeviation: Double, limit: Double)
    /// gain·Q with orthonormal rows or columns, whichever are fewer.
    case orthogonal(gain: Double)
    /// Normal numbers, all multiplied so that the sum of their squares is 1.
    case direction

    /// The numbers, of which the draw decides.
    func numbers(_ shape: Shape, _ draw: RandomDraw) -> Matrix<Double> {
        switch self {
        case .constant(let value): return Matrix(shape, repeating: value)
        case .uniform(let limit):
            let buffer = Buffer<Double>(shape)
            draw.fillUniform(buffer, from: -limit, to: limit)
            return buffer.matrix
        case .normal(let standardDeviation):
            let normal: Matrix<Double> = draw.normals(shape)
            return normal.scaled(by: standardDeviation)
        case .truncatedNormal(let standardDeviation, let limit):
            return Self.standard(shape, within: limit, draw).scaled(by: standardDeviation)
        case .orthogonal(let gain):
            let tall = shape.rows >= shape.columns
            let normal: Matrix<Double> = draw.normals(tall ? shape : shape.transposed)
            let basis = normal.orthonormalColumns()
            return (tall ? basis : basis.transposed()).scaled(by: gain)
        case .direction:
            let normal: Matrix<Double> = draw.normals(shape)
            return normal.scaled(by: 1 / normal.elements.reduce(0) { $0 + $1 * $1 }.squareRoot())
        }
    }

    /// Standard normal numbers in [−limit, limit]. Every round draws for all places and fills those that are still empty.
    private static func standard(_ shape: Shape, within limit: Double, _ draw: RandomDraw) -> Matrix<Double> {
        var numbers: Matrix<Double> = draw.normals(shape)
        var places = numbers.elements.indices.filter { abs(numbers.elements[$0]) > limit }
        // Part 1 of an initial value belongs to what is kept beside the parameter.
        for round in 2..<256 where !places.isEmpty {
            let fresh: Matrix<Double> = draw.part(round).normals(shape)
            numbers = numbers.replacing(places, from: fresh)
            places = places.filter { abs(numbers.elements[$0]) > limit }
        }
        return numbers
    }
}

extension Matrix<Double> {
    /// The numbers of `other` at some places.
    fileprivate func replacing(_ places: [Int], from other: Matrix) -> Matrix {
        let buffer = Buffer(self)
        buffer.unsafeElements { target in
            for place in places { target[place] = other.elements[place] }
        }
        return buffer.matrix
    }
}
