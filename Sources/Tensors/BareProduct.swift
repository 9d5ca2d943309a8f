import COpenBLAS

/// A product of random matrices by OpenBLAS and nothing else: what programs that need it are measured by.
public struct BareProduct<Scalar: TensorScalar> {
    private let transposesLeft: Bool
    private let transposesRight: Bool
    private let inner: Int
    private let a: Buffer<Scalar>
    private let b: Buffer<Scalar>
    private let out: Buffer<Scalar>

    /// op(A)·op(B), op(A) being `rows`×`inner` and op(B) `inner`×`columns`, each stored transposed if said so.
    public init(
        rows: Int, inner: Int, columns: Int, transposesLeft: Bool = false, transposesRight: Bool = false
    ) {
        let (left, right) = (Shape(rows, inner), Shape(inner, columns))
        a = Buffer(transposesLeft ? left.transposed : left)
        b = Buffer(transposesRight ? right.transposed : right)
        out = Buffer(Shape(rows, columns))
        self.transposesLeft = transposesLeft
        self.transposesRight = transposesRight
        self.inner = inner
        let draw = RandomDraw(seed: 0, stream: 0, step: 0)
        draw.part(0).fillNormal(a)
        draw.part(1).fillNormal(b)
    }

    /// Seconds for one product, the median of `repeats` measurements; each runs as many products as take about
    /// a thousandth of a second.
    public func seconds(repeats: Int = 9) -> Double {
        run(3)
        let few = seconds(of: 5)
        let count = max(1, min(10_000, Int(1e-3 / max(few, 1e-9))))
        return (0..<max(1, repeats)).map { _ in seconds(of: count) }.sorted()[max(1, repeats) / 2]
    }

    /// The result.
    public var product: Matrix<Scalar> {
        run(1)
        return out.matrix
    }

    private func seconds(of count: Int) -> Double {
        let start = ContinuousClock.now
        run(count)
        return (ContinuousClock.now - start) / .seconds(1) / Double(count)
    }

    private func run(_ count: Int) {
        let left = Int32(transposesLeft ? CblasTrans : CblasNoTrans)
        let right = Int32(transposesRight ? CblasTrans : CblasNoTrans)
        let (m, n, k) = (Int32(out.shape.rows), Int32(out.shape.columns), Int32(inner))
        let (lda, ldb) = (Int32(a.shape.columns), Int32(b.shape.columns))
        let order = Int32(CblasRowMajor)
        if let a = a as? Buffer<Float>, let b = b as? Buffer<Float>, let out = out as? Buffer<Float> {
            let (a, b, out) = (a.view.base, b.view.base, out.view.base)
            for _ in 0..<count {
                OpenBLAS.functions.sgemm(order, left, right, m, n, k, 1, a, lda, b, ldb, 0, out, n)
            }
        } else if let a = a as? Buffer<Double>, let b = b as? Buffer<Double>, let out = out as? Buffer<Double>
        {
            let (a, b, out) = (a.view.base, b.view.base, out.view.base)
            for _ in 0..<count {
                OpenBLAS.functions.dgemm(order, left, right, m, n, k, 1, a, lda, b, ldb, 0, out, n)
            }
        }
    }
}
