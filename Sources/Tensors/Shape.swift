/// The size of a matrix. Everything in this program is a matrix: a number is 1×1, a batch of `n` points in the
/// plane n×2, a bias 1×width.
public struct Shape: Hashable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(_ rows: Int, _ columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    public static let scalar = Shape(1, 1)

    /// How many numbers a matrix of this shape holds.
    public var count: Int { rows * columns }

    public var transposed: Shape { Shape(columns, rows) }

    public var isScalar: Bool { self == .scalar }

    /// Whether a matrix of this shape can stand for one of `target` by repeating its only row, its only column
    /// or both.
    public func broadcasts(to target: Shape) -> Bool {
        (rows == target.rows || rows == 1) && (columns == target.columns || columns == 1)
    }

    /// The shape of an element-wise result of two operands, each repeated where it has a single row or column;
    /// nil where they do not fit.
    public static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
        let shape = Shape(
            a.rows == 1 ? b.rows : a.rows, a.columns == 1 ? b.columns : a.columns)
        return a.broadcasts(to: shape) && b.broadcasts(to: shape) ? shape : nil
    }
}

extension Shape: CustomStringConvertible {
    public var description: String { "\(rows)×\(columns)" }
}

/// Matrices whose shapes do not fit an operation. The message names the operation and both shapes.
public struct ShapeError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ operation: String, _ a: Shape, _ b: Shape) {
        description = "\(operation): shapes \(a) and \(b) do not fit"
    }

    public init(_ operation: String, _ a: Shape, because reason: String) {
        description = "\(operation): shape \(a) \(reason)"
    }
}
