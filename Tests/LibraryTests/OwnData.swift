import Distributions
import Foundation
import Records
import Tensors

/// Points on an arm that winds once around the origin.
struct Spiral: PlaneDistribution {
    let modes: Modes? = nil

    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        buffer.fill { row, column in
            let angle = 2 * Double.pi * draw.uniform(row)
            return Scalar(angle * (column == 0 ? cos(angle) : sin(angle)) / 3)
        }
    }
}
