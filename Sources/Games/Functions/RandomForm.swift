import Networks
import Tensors

/// A random function of a given condition number: xᵀAy, or ½xᵀPx + xᵀAy − ½yᵀQy.
///
/// The singular values of A, and the eigenvalues of P and Q, fall geometrically from 1 to 1/κ; their directions are
/// uniformly random.
struct RandomForm: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case bilinear = "randomBilinear"
        case quadratic = "randomQuadratic"
    }

    static let mostNumbers = 100

    let kind: Kind
    /// Which one of the formula, from 1.
    let index: Int
    /// Numbers of each player.
    let count: Int
    /// κ.
    let condition: Double
    let seed: UInt64

    func name(of matrix: String) -> String { "random\(index).\(matrix)" }

    var matrices: [(name: String, value: Matrix<Double>)] {
        let mixed = (name(of: "A"), between(rotation(0), rotation(1)))
        guard kind == .quadratic else { return [mixed] }
        let (own, others) = (rotation(2), rotation(3))
        return [mixed, (name(of: "P"), between(own, own)), (name(of: "Q"), between(others, others))]
    }

    private func rotation(_ number: Int) -> Matrix<Double> {
        // The players' own initial values have the steps 0 and 1.
        RandomDraw(seed: seed, stream: .initialization, step: 2, substep: 4 * index + number)
            .normals(Shape(count, count)).orthonormalColumns()
    }

    /// U·diag(s)·Vᵀ.
    private func between(_ left: Matrix<Double>, _ right: Matrix<Double>) -> Matrix<Double> {
        var result = Matrix<Double>(Shape(count, count))
        for row in 0..<count {
            for column in 0..<count {
                result[row, column] = (0..<count).reduce(0) {
                    $0 + left[row, $1] * singularValue($1) * right[column, $1]
                }
            }
        }
        return result
    }

    private func singularValue(_ place: Int) -> Double {
        guard count > 1 else { return 1 }
        let exponent = Double(place) / Double(count - 1)
        return Matrix<Double>(-exponent * Matrix<Double>(condition).logarithm().elements[0]).exponential()
            .elements[0]
    }
}
