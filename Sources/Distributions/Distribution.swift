import Records
import Tensors

/// Where rows of numbers come from: the data, or the generator's latent points.
public protocol Distribution: Sendable {
    /// Numbers in a row.
    var width: Int { get }

    /// Overwrites the n×`width` matrix in `buffer` with n draws.
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw)
}

/// What a generator is to learn: a distribution of points in the plane.
public protocol PlaneDistribution: Distribution {
    /// The modes that coverage is measured by; nil for data that have none.
    var modes: Modes? { get }
}

extension PlaneDistribution {
    public var width: Int { 2 }
}
