import COpenBLAS

/// Orthonormal vectors of n numbers, one a row, to which further ones are added.
final class KrylovBasis {
    let length: Int
    private let rows: Buffer<Double>

    /// - Parameter capacity: how many vectors there is room for.
    init(length: Int, capacity: Int) {
        self.length = length
        rows = Buffer(Shape(capacity, length))
    }

    subscript(row: Int) -> [Double] {
        get { rows.unsafeElements { Array($0[row * length..<(row + 1) * length]) } }
        set {
            rows.unsafeElements { target in
                for index in 0..<length { target[row * length + index] = newValue[index] }
            }
        }
    }

    /// Takes from `vector` its components along the first `count` vectors, twice, so that rounding leaves
    /// nothing of them (Daniel, Gragg, Kaufman, Stewart, Mathematics of Computation 30 (1976)).
    ///
    /// - Returns: the components.
    func orthogonalize(_ vector: inout [Double], against count: Int) -> [Double] {
        var total = [Double](repeating: 0, count: count)
        guard count > 0 else { return total }
        for _ in 0..<2 {
            let components = components(of: vector, along: count)
            subtract(components, from: &vector)
            for index in 0..<count { total[index] += components[index] }
        }
        return total
    }

    private func components(of vector: [Double], along count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: count)
        rows.unsafeElements { basis in
            OpenBLAS.functions.dgemv(
                Int32(CblasRowMajor), Int32(CblasNoTrans), Int32(count), Int32(length), 1, basis.baseAddress,
                Int32(length), vector, 1, 0, &result, 1)
        }
        return result
    }

    private func subtract(_ components: [Double], from vector: inout [Double]) {
        rows.unsafeElements { basis in
            OpenBLAS.functions.dgemv(
                Int32(CblasRowMajor), Int32(CblasTrans), Int32(components.count), Int32(length), -1,
                basis.baseAddress, Int32(length), components, 1, 1, &vector, 1)
        }
    }

    /// Σ weights[i]·(vector i).
    func combination(_ weights: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: length)
        subtract(weights.map { -$0 }, from: &result)
        return result
    }

    /// Replaces the first `size` vectors by `count` combinations of them.
    ///
    /// - Parameter weights: `size`×`size` numbers, column-major; its first `count` columns are used.
    func combine(first size: Int, into count: Int, _ weights: [Double]) {
        let width = 4096  // numbers of each vector at a time: few enough to stay in cache
        var block = [Double](repeating: 0, count: count * width)
        rows.unsafeElements { basis in
            guard let base = basis.baseAddress else { return }
            for start in stride(from: 0, to: length, by: width) {
                let columns = min(width, length - start)
                // Column-major weights read row by row are the transpose: (count×size)·(size×columns).
                OpenBLAS.functions.dgemm(
                    Int32(CblasRowMajor), Int32(CblasNoTrans), Int32(CblasNoTrans), Int32(count),
                    Int32(columns), Int32(size), 1, weights, Int32(size), base + start, Int32(length), 0,
                    &block, Int32(columns))
                for row in 0..<count {
                    for column in 0..<columns {
                        base[row * length + start + column] = block[row * columns + column]
                    }
                }
            }
        }
    }
}
