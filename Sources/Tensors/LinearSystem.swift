import COpenBLAS

extension Matrix<Double> {
    /// X with A·X = B, by LAPACK's LU decomposition with partial pivoting; nil where A is singular, not square or of
    /// another height than B.
    ///
    /// - Parameter right: B, as many rows as A.
    public func solved(for right: Matrix) -> Matrix? {
        guard shape.rows == shape.columns, right.shape.rows == shape.rows else { return nil }
        guard shape.rows > 0, right.shape.columns > 0 else { return right }
        guard elements.allSatisfy(\.isFinite), right.elements.allSatisfy(\.isFinite) else { return nil }
        var (size, count) = (Int32(shape.rows), Int32(right.shape.columns))
        var matrix = transposed().elements
        var columns = right.transposed().elements
        var pivots = [Int32](repeating: 0, count: shape.rows)
        var info: Int32 = 0
        OpenBLAS.functions.dgesv(&size, &count, &matrix, &size, &pivots, &columns, &size, &info)
        guard info == 0 else { return nil }
        return Matrix(right.shape.transposed, trusted: columns).transposed()
    }
}
