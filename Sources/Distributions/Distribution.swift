import Tensors

/// Where rows of numbers come from: the data, or the generator's latent points.
public protocol Distribution: Sendable {
    /// Numbers in a row.
    var width: Int { get }

    /// Overwrites the n×`width` matrix in `buffer` with n draws.
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw)
}

/// A point in the plane.
public typealias Point = SIMD2<Double>
