import Tensors

/// Independent numbers, normal or uniform: what a generator turns into points.
public struct Latent: Distribution {
    public enum Kind: String, CaseIterable, Sendable {
        /// Around `mean` with standard deviation `scale`.
        case normal
        /// Between `mean` − `scale` and `mean` + `scale`.
        case uniform
    }

    public let kind: Kind
    public let width: Int
    public let scale: Double
    public let mean: Double

    public init(_ kind: Kind = .normal, width: Int, scale: Double = 1, mean: Double = 0) {
        self.kind = kind
        self.width = width
        self.scale = scale
        self.mean = mean
    }

    public func fill<Scalar: TensorScalar>(_ buffer: Buffer<Scalar>, _ draw: RandomDraw) {
        switch kind {
        case .normal:
            draw.fillNormal(buffer, scale: Scalar(scale))
            guard mean != 0 else { return }
            buffer.unsafeElements { numbers in
                for index in numbers.indices { numbers[index] += Scalar(mean) }
            }
        case .uniform: draw.fillUniform(buffer, from: Scalar(mean - scale), to: Scalar(mean + scale))
        }
    }
}
