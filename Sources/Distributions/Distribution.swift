import Records
import Tensors

/// Where rows of numbers come from: the data, or the generator's latent points.
public protocol Distribution: Sendable {
    /// Numbers in a row.
    var width: Int { get }

    /// Overwrites the n×`width` matrix in `buffer` with n draws.
    func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw)
}

/// What a generator is to learn: a distribution of points in the plane, or on a line, where second coordinates are 0.
public protocol PlaneDistribution: Distribution {
    /// The modes that coverage is measured by; nil for data that have none.
    var modes: Modes? { get }
}

/// Data that can be scaled, moved and standardized before they are drawn, so that no digits are lost.
public protocol MappableDistribution: PlaneDistribution {
    /// Of its points, noise included.
    var moments: Moments { get }

    /// The distribution of its points when each is mapped.
    func mapped(by map: AxisMap) -> Self
}

extension PlaneDistribution {
    public var width: Int { 2 }
}

extension RandomDraw {
    /// Overwrites the rows of `buffer`, of two numbers or of one, with normal noise of these standard deviations.
    func fillNoise<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, _ deviations: Point, width: Int
    ) {
        guard width == 2, deviations.x != deviations.y else {
            return fillNormal(buffer, scale: Scalar(deviations.x))
        }
        fillNormal(buffer)
        buffer.unsafeElements { numbers in
            for index in numbers.indices { numbers[index] *= Scalar(deviations[index % 2]) }
        }
    }
}
