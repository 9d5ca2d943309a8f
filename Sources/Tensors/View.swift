import CKernels

/// A window on numbers that somebody else owns: the only form in which raw pointers leave this room's files,
/// and only for sister rooms that plan memory (the compiled `Program`).
///
/// A stride of 0 repeats a row or a number, which is how broadcasting costs nothing.
package struct View<Scalar: TensorScalar> {
    package let base: UnsafeMutablePointer<Scalar>
    package let shape: Shape
    package let rowStride: Int
    package let columnStride: Int

    init(base: UnsafeMutablePointer<Scalar>, shape: Shape, rowStride: Int, columnStride: Int) {
        self.base = base
        self.shape = shape
        self.rowStride = rowStride
        self.columnStride = columnStride
    }

    /// Contiguous, row by row.
    init(base: UnsafeMutablePointer<Scalar>, shape: Shape) {
        self.init(base: base, shape: shape, rowStride: shape.columns, columnStride: 1)
    }

    /// The same numbers seen as a matrix of `target`, repeated where this one has a single row or column.
    /// The caller has checked that the shape broadcasts.
    package func broadcast(to target: Shape) -> View {
        let repeatsNumber = shape.isScalar && !target.isScalar
        return View(
            base: base, shape: target,
            rowStride: shape.rows == 1 && target.rows != 1 ? 0 : rowStride,
            columnStride: shape.columns == 1 && (target.columns != 1 || repeatsNumber) ? 0 : columnStride)
    }

    package var isContiguous: Bool { columnStride == 1 && (rowStride == shape.columns || shape.rows == 1) }

    var isSingleNumber: Bool { columnStride == 0 && (rowStride == 0 || shape.rows == 1) }
}

/// The loops, each on views whose shapes the caller has checked. Outputs are contiguous.
extension View {
    package static func unary(_ function: UnaryFunction, slope: Double, _ a: View, into out: View) {
        Chain(
            out.shape, slots: [.view(a), .view(out)],
            steps: [ChainStep(.unary(function, slope: slope), [0], into: 1)]
        ).run()
    }

    package static func binary(_ function: BinaryFunction, _ a: View, _ b: View, into out: View) {
        Chain(
            out.shape, slots: [.view(a), .view(b), .view(out)],
            steps: [ChainStep(.binary(function), [0, 1], into: 2)]
        ).run()
    }

    package static func copy(_ a: View, into out: View) {
        Stage([.copy(a, into: out)]).run()
    }

    package static func transpose(_ a: View, into out: View) {
        Stage([.transpose(a, into: out)]).run()
    }

    /// Sums over the dimensions in which `out` has size 1 and `a` has not.
    package static func sum(_ a: View, into out: View) {
        if out.shape == a.shape {
            copy(a, into: out)
        } else {
            Chain(a.shape, slots: [.view(a)], steps: [], reductions: [ChainReduction(of: 0, into: out)]).run()
        }
    }

    /// out = op(a)·op(b), where op transposes if asked to; or out + op(a)·op(b).
    package static func product(
        _ a: View, transposed transposeA: Bool, _ b: View, transposed transposeB: Bool, into out: View,
        addingToIt adds: Bool = false
    ) {
        let inner = transposeA ? a.shape.rows : a.shape.columns
        // BLAS refuses rows of no length.
        guard inner > 0, out.shape.count > 0 else {
            if !adds { out.base.update(repeating: 0, count: out.shape.count) }
            return
        }
        Scalar.kernels.product(
            transposeA, transposeB, out.shape.rows, out.shape.columns, inner,
            a.base, a.shape.columns, b.base, b.shape.columns, adds ? 1 : 0, out.base)
    }
}
