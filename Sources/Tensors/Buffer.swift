/// Memory for one matrix that several owners share: a network's weight that every compiled program reads and
/// an optimizer overwrites. Where a value is wanted, use ``Matrix``.
///
/// Not safe to use from two threads at once.
public final class Buffer<Scalar: TensorScalar> {
    public let shape: Shape
    private let base: UnsafeMutablePointer<Scalar>

    /// Cache lines and the widest vector registers are 64 bytes.
    private static var alignment: Int { 64 }

    /// A matrix of zeros.
    public init(_ shape: Shape) {
        self.shape = shape
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, shape.count) * MemoryLayout<Scalar>.stride, alignment: Self.alignment)
        // Zeros of every kind of number are zero bytes, and bytes are filled at the speed of memory, which generic
        // code does not do.
        bytes.initializeMemory(
            as: UInt8.self, repeating: 0, count: shape.count * MemoryLayout<Scalar>.stride)
        base = bytes.bindMemory(to: Scalar.self, capacity: shape.count)
    }

    public convenience init(_ matrix: Matrix<Scalar>) {
        self.init(matrix.shape)
        overwrite(with: matrix)
    }

    deinit { base.deallocate() }

    /// The first number: the value of a 1×1 buffer.
    public var scalar: Scalar {
        get { base[0] }
        set { base[0] = newValue }
    }

    /// A copy of the numbers.
    public var matrix: Matrix<Scalar> {
        Matrix(shape, trusted: Array(UnsafeBufferPointer(start: base, count: shape.count)))
    }

    /// Overwrites the numbers with the numbers of `matrix`.
    public func load(_ matrix: Matrix<Scalar>) throws(ShapeError) {
        guard matrix.shape == shape else { throw ShapeError("loading a buffer", shape, matrix.shape) }
        overwrite(with: matrix)
    }

    /// Overwrites every number. For data that another package draws; the loops of this package run in vector form.
    ///
    /// - Parameter number: the number of a row and a column, both counted from 0.
    public func fill(_ number: (_ row: Int, _ column: Int) -> Scalar) {
        for row in 0..<shape.rows {
            for column in 0..<shape.columns { base[row * shape.columns + column] = number(row, column) }
        }
    }

    private func overwrite(with matrix: Matrix<Scalar>) {
        matrix.elements.withUnsafeBufferPointer { source in
            if let from = source.baseAddress { base.update(from: from, count: shape.count) }
        }
    }

    /// Runs `body` on the numbers in place, row by row.
    package func unsafeElements<Result>(_ body: (UnsafeMutableBufferPointer<Scalar>) -> Result) -> Result {
        body(UnsafeMutableBufferPointer(start: base, count: shape.count))
    }

    package var view: View<Scalar> { View(base: base, shape: shape) }

    /// The first `shape.count` numbers seen as a matrix of another shape: how one piece of memory serves
    /// several intermediate results in turn. The caller has checked that they fit.
    package func view(as shape: Shape) -> View<Scalar> { View(base: base, shape: shape) }
}
