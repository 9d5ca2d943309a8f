import Games
import Tensors

/// The batches of a game with a known answer: points that stand for an expectation, or fresh ones.
public struct KnownGameBatches: BatchSource {
    private let game: KnownGame

    public init(_ game: KnownGame) { self.game = game }

    public func fill<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
    ) {
        switch kind {
        case .real: fill(buffer, game.data, draw)
        case .latent: fill(buffer, game.latent, draw)
        case .realNoise, .fakeNoise: if let noise = game.noise { fill(buffer, noise, draw) }
        case .interpolation, .perturbation: draw.fillUniform(buffer)
        }
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    private func fill<Scalar: TensorScalar>(
        _ buffer: Buffer<Scalar>, _ rows: KnownGame.Rows, _ draw: RandomDraw
    ) {
        switch rows {
        case .uniform: draw.fillUniform(buffer, from: -1, to: 1)
        case .fixed(let points):
            repeated(points.elements, in: buffer)
        case .normal(let mean, let deviation):
            draw.fillNormal(buffer, scale: Scalar(deviation))
            buffer.unsafeElements { target in
                for index in target.indices { target[index] += Scalar(mean[index % mean.count]) }
            }
        }
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    private func repeated<Scalar: TensorScalar>(_ numbers: [Double], in buffer: Buffer<Scalar>) {
        buffer.unsafeElements { target in
            for index in target.indices { target[index] = Scalar(numbers[index % numbers.count]) }
        }
    }
}
