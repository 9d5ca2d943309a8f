import Autodiff
import Games
import Tensors

/// The batches that a field is averaged over. They depend on the seed and their number alone, so a Jacobian, a path and
/// an equilibrium check of the same setup see the same ones.
struct SpectrumBatches {
    private let draws: [(kind: RandomInput.Kind, buffer: Buffer<Double>)]
    private let source: any BatchSource
    private let seed: UInt64

    init(
        of batch: Batch, for program: Program<Double>, from source: any BatchSource, seed: UInt64
    ) throws {
        draws = try batch.randomInputs.map { ($0.kind, try program.buffer(of: $0.input)) }
        self.source = source
        self.seed = seed
    }

    /// Fills the program's random inputs.
    func draw(_ batch: Int) {
        let kinds = RandomInput.Kind.allCases
        for (kind, buffer) in draws {
            let number = batch * kinds.count + (kinds.firstIndex(of: kind) ?? 0)
            var draw = RandomDraw(seed: seed, stream: .spectrum, step: 0, substep: number)
            draw.number = batch
            source.fill(buffer, with: kind, draw)
        }
    }
}
