import COpenBLAS

/// The real Schur form S = Q·T·Qᵀ: Q orthogonal, T upper triangular but for 2×2 blocks on the diagonal, one for
/// each pair of conjugate eigenvalues. All arrays column-major.
struct SchurForm {
    let size: Int
    private(set) var triangle: [Double]
    private(set) var vectors: [Double]
    private(set) var values: [Eigenvalue]

    /// - Parameter matrix: n×n numbers, column after column, all finite.
    init(of matrix: [Double], size: Int) throws(EigenvalueError) {
        self.size = size
        triangle = matrix
        vectors = [Double](repeating: 0, count: size * size)
        var n = Int32(size)
        var real = [Double](repeating: 0, count: size)
        var imaginary = real
        var (vectorsWanted, unsorted) = (CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "N")))
        var (chosen, unused, info): (Int32, Int32, Int32) = (0, 0, 0)
        var workspace = [Double](repeating: 0, count: max(1, 64 * size))
        var length = Int32(workspace.count)
        OpenBLAS.functions.dgees(
            &vectorsWanted, &unsorted, nil, &n, &triangle, &n, &chosen, &real, &imaginary, &vectors, &n,
            &workspace, &length, &unused, &info)
        guard info == 0 else { throw .notConverged(Int(info)) }
        values = zip(real, imaginary).map { Eigenvalue($0, $1) }
    }

    /// Moves the eigenvalues at the given places to the upper left, and says how many lie there afterwards.
    mutating func lead(with places: Set<Int>) throws(EigenvalueError) -> Int {
        var n = Int32(size)
        var select = (0..<size).map { Int32(places.contains($0) ? 1 : 0) }
        var real = [Double](repeating: 0, count: size)
        var imaginary = real
        var (noConditions, updateVectors) = (CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "V")))
        var (chosen, info): (Int32, Int32) = (0, 0)
        var (s, separation) = (0.0, 0.0)
        var workspace = [Double](repeating: 0, count: max(1, size))
        var length = Int32(workspace.count)
        var (integers, integerCount): (Int32, Int32) = (0, 1)
        OpenBLAS.functions.dtrsen(
            &noConditions, &updateVectors, &select, &n, &triangle, &n, &vectors, &n, &real, &imaginary,
            &chosen, &s, &separation, &workspace, &length, &integers, &integerCount, &info)
        guard info == 0 else { throw .notConverged(size) }
        values = zip(real, imaginary).map { Eigenvalue($0, $1) }
        return Int(chosen)
    }
}
