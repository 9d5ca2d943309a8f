import Tensors

/// Independent numbers, normal or uniform: what a generator turns into points.
public struct Latent: Distribution {
    public enum Kind: String, CaseIterable, Sendable {
        /// Mean 0 and standard deviation `scale`.
        case normal
        /// Between −`scale` and `scale`.
        case uniform
    }

    public let kind: Kind
    public let width: Int
    public let scale: Double

    public init(_ kind: Kind = .normal, width: Int, scale: Double = 1) {
        self.kind = kind
        self.width = width
        self.scale = scale
    }

    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        switch kind {
        case .normal: draw.fillNormal(buffer, scale: Scalar(scale))
        case .uniform: draw.fillUniform(buffer, from: Scalar(-scale), to: Scalar(scale))
        }
    }
}
