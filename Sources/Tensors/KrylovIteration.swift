import Foundation

/// The state of a Krylov–Schur iteration: orthonormal vectors V = (v₀ … v_k) with A·V_k = V_k·S + v_k·bᵀ.
struct KrylovIteration {
    let size: Int
    /// Vectors before a restart.
    let capacity: Int
    let basis: KrylovBasis
    private(set) var products = 0
    /// The largest ‖Av‖ seen of a unit vector v: a lower bound of the spectral norm of A, and above 0 unless A is 0 on
    /// all of them, also where all eigenvalues are 0.
    private(set) var norm = 0.0

    /// (S; bᵀ): `capacity` + 1 rows, column-major.
    private var projected: [Double]
    /// Vectors so far, without the last one.
    private var filled = 0
    private let random: RandomDraw
    private var randomVectors = 0

    init(size: Int, capacity: Int, start: RandomDraw) {
        self.size = size
        self.capacity = capacity
        basis = KrylovBasis(length: size, capacity: capacity + 1)
        projected = [Double](repeating: 0, count: (capacity + 1) * capacity)
        random = start
        basis[0] = freshVector(orthogonalTo: 0) ?? []
    }

    /// S, once ``expand(_:)`` has filled it.
    var projection: Matrix<Double> {
        var matrix = Matrix<Double>(Shape(capacity, capacity))
        for row in 0..<capacity {
            for column in 0..<capacity { matrix[row, column] = projected[column * (capacity + 1) + row] }
        }
        return matrix
    }

    /// |b·y|, which is ‖Ax − θx‖ for the vector x = V·y of a pair (θ, y) of S with ‖y‖ = 1.
    func residual(_ real: [Double], _ imaginary: [Double]) -> Double {
        var (x, y) = (0.0, 0.0)
        for column in 0..<capacity {
            let b = projected[column * (capacity + 1) + capacity]
            x += b * real[column]
            y += b * imaginary[column]
        }
        return hypot(x, y)
    }

    /// Arnoldi's steps until all room is filled.
    mutating func expand(_ product: ([Double]) -> [Double]) throws(EigenvalueError) {
        while filled < capacity {
            var vector = product(basis[filled])
            products += 1
            if let broken = vector.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(row: broken, column: filled)
            }
            let before = length(of: vector)
            norm = max(norm, before)
            let components = basis.orthogonalize(&vector, against: filled + 1)
            for (row, component) in components.enumerated() {
                projected[filled * (capacity + 1) + row] = component
            }
            let length = length(of: vector)
            // Nothing new: the vectors span an invariant space, and the iteration goes on beside it.
            let isInvariant = length <= 1e-14 * max(before, .leastNormalMagnitude) || filled + 1 >= size
            projected[filled * (capacity + 1) + filled + 1] = isInvariant ? 0 : length
            filled += 1
            if isInvariant {
                basis[filled] =
                    freshVector(orthogonalTo: filled) ?? [Double](repeating: 0, count: size)
            } else {
                basis[filled] = vector.map { $0 / length }
            }
        }
    }

    /// Keeps the space of the `count` eigenvalues of S that come first, or one more where a pair would be cut.
    mutating func restart(
        keeping count: Int, _ isBefore: (Eigenvalue, Eigenvalue) -> Bool
    ) throws(EigenvalueError) {
        var square: [Double] = []
        for column in 0..<capacity {
            square += projected[column * (capacity + 1)..<column * (capacity + 1) + capacity]
        }
        var form = try SchurForm(of: square, size: capacity)
        let order = form.values.indices.sorted { isBefore(form.values[$0], form.values[$1]) }
        let kept = try form.lead(with: Self.places(order, form.values, count))
        let b = (0..<capacity).map { projected[$0 * (capacity + 1) + capacity] }
        basis.combine(first: capacity, into: kept, form.vectors)
        basis[kept] = basis[capacity]
        projected = [Double](repeating: 0, count: projected.count)
        for column in 0..<kept {
            for row in 0..<kept {
                projected[column * (capacity + 1) + row] = form.triangle[column * capacity + row]
            }
            // bᵀ·Q.
            var sum = 0.0
            for row in 0..<capacity { sum += b[row] * form.vectors[column * capacity + row] }
            projected[column * (capacity + 1) + kept] = sum
        }
        filled = kept
    }

    /// The first places of an order, with both of every pair, and room left for at least one new vector.
    private static func places(_ order: [Int], _ values: [Eigenvalue], _ count: Int) -> Set<Int> {
        var places: Set<Int> = []
        for place in order {
            guard places.count < count else { break }
            // LAPACK puts a pair into neighbouring places, the positive imaginary part first.
            let partner = values[place].imaginary
            let both =
                partner == 0 ? [place] : partner > 0 ? [place, place + 1] : [place - 1, place]
            if places.union(both).count < values.count { places.formUnion(both) }
        }
        return places
    }

    /// A random unit vector orthogonal to the first `count`; nil if they span everything.
    private mutating func freshVector(orthogonalTo count: Int) -> [Double]? {
        guard count < size else { return nil }
        var vector: [Double] =
            random.part(randomVectors).normals(Shape(1, size)).elements
        randomVectors += 1
        _ = basis.orthogonalize(&vector, against: count)
        let length = length(of: vector)
        return vector.map { $0 / length }
    }
}

/// The Euclidean norm.
private func length(of vector: [Double]) -> Double {
    var sum = 0.0
    for number in vector { sum += number * number }
    return sum.squareRoot()
}
