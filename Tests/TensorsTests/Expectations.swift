import Tensors
import Testing

/// What a throwing call says; nil if it does not throw.
func message(_ body: () throws -> some Any) -> String? {
    do {
        _ = try body()
        return nil
    } catch {
        return "\(error)"
    }
}

/// Fixed normal numbers, others for each `step`.
func normals<Scalar: TensorScalar>(_ rows: Int, _ columns: Int, step: Int = 1) -> Matrix<Scalar> {
    RandomDraw(seed: 11, stream: 0, step: step).normals(Shape(rows, columns))
}
