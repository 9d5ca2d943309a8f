import COpenBLAS

extension Matrix<Double> {
    /// An orthonormal basis of the space that the columns span, by LAPACK's Householder QR, with the signs
    /// that make R's diagonal positive: for normal numbers the result is then uniform over all such bases
    /// (Mezzadri, Notices of the AMS 54 (2007)).
    ///
    /// The matrix must have at least as many rows as columns, and full rank.
    public func orthonormalColumns() -> Matrix {
        var rows = Int32(shape.rows)
        var columns = Int32(shape.columns)
        var columnMajor = transposed().elements
        var reflections = [Double](repeating: 0, count: shape.columns)
        var workspace = [Double](repeating: 0, count: 64 * max(1, shape.columns))
        var workspaceSize = Int32(workspace.count)
        var info: Int32 = 0
        OpenBLAS.functions.dgeqrf(
            &rows, &columns, &columnMajor, &rows, &reflections, &workspace, &workspaceSize, &info)
        let signs = (0..<shape.columns).map { columnMajor[$0 * shape.rows + $0] < 0 ? -1.0 : 1 }
        OpenBLAS.functions.dorgqr(
            &rows, &columns, &columns, &columnMajor, &rows, &reflections, &workspace, &workspaceSize, &info)
        for index in columnMajor.indices { columnMajor[index] *= signs[index / shape.rows] }
        return Matrix(shape.transposed, trusted: columnMajor).transposed()
    }

    public func scaled(by factor: Double) -> Matrix {
        Matrix(shape, trusted: elements.map { $0 * factor })
    }
}
