/// A row-major matrix of numbers, a value.
public struct Matrix<Scalar: TensorScalar>: Equatable, Sendable {
    public let shape: Shape
    /// Row by row; `shape.count` of them.
    public private(set) var elements: [Scalar]

    /// - Throws: ``ShapeError`` if the shape holds another number of elements.
    public init(_ shape: Shape, elements: [Scalar]) throws(ShapeError) {
        guard elements.count == shape.count else {
            throw ShapeError("making a matrix", shape, because: "does not hold \(elements.count) numbers")
        }
        self.init(shape, trusted: elements)
    }

    /// - Throws: ``ShapeError`` if the rows differ in length.
    public init(rows: [[Scalar]]) throws(ShapeError) {
        let shape = Shape(rows.count, rows.first?.count ?? 0)
        if let other = rows.first(where: { $0.count != shape.columns }) {
            throw ShapeError("making a matrix", shape, because: "does not hold a row of \(other.count)")
        }
        self.init(shape, trusted: Array(rows.joined()))
    }

    public init(_ shape: Shape, repeating element: Scalar = 0) {
        self.init(shape, trusted: Array(repeating: element, count: shape.count))
    }

    /// A 1×n matrix.
    public init(row: [Scalar]) {
        self.init(Shape(1, row.count), trusted: row)
    }

    /// A 1×1 matrix.
    public init(_ scalar: Scalar) {
        self.init(.scalar, trusted: [scalar])
    }

    package init(_ shape: Shape, trusted elements: [Scalar]) {
        self.shape = shape
        self.elements = elements
    }

    /// A matrix of zeros whose numbers `body` then writes.
    init(_ shape: Shape, writtenBy body: (View<Scalar>) -> Void) {
        self.init(shape)
        elements.withUnsafeMutableBufferPointer { target in
            if let base = target.baseAddress, !target.isEmpty { body(View(base: base, shape: shape)) }
        }
    }

    public subscript(row: Int, column: Int) -> Scalar {
        get { elements[row * shape.columns + column] }
        set { elements[row * shape.columns + column] = newValue }
    }

    /// The numbers of one row.
    public func row(_ index: Int) -> ArraySlice<Scalar> {
        elements[index * shape.columns..<(index + 1) * shape.columns]
    }

    /// The same numbers in another precision.
    public func converted<Other: TensorScalar>(to type: Other.Type = Other.self) -> Matrix<Other> {
        Matrix<Other>(shape, trusted: elements.map { Other($0) })
    }

    /// Gives `body` a window to read from. Loops never write through an operand.
    func withView<Result>(_ body: (View<Scalar>) -> Result) -> Result? {
        elements.withUnsafeBufferPointer { source in
            source.baseAddress.map {
                body(View(base: UnsafeMutablePointer(mutating: $0), shape: shape))
            }
        }
    }
}
