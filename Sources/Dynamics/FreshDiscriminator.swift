import Games
import Networks
import Tensors

extension TrainingState {
    /// Lets the discriminator begin anew, its optimizer too: each step has fresh initial values.
    ///
    /// - Parameter step: the training step, from 2 on: the first one begins with initial values anyhow.
    func renewDiscriminator(_ setup: TrainingSetup, at step: Int) {
        let model = setup.game.discriminator
        let fresh = Parameters<Scalar>(of: model, seed: setup.seed, player: step)
        let kept = Parameters<Scalar>(auxiliariesOf: model, seed: setup.seed, player: step)
        overwrite(parameters.discriminator, with: fresh)
        overwrite(auxiliaries.discriminator, with: kept)
        for buffers in optimizerState.discriminator {
            for (buffer, slot) in zip(buffers, setup.optimizers.discriminator.state) {
                buffer.fill { _, _ in Scalar(slot.start) }
            }
        }
    }

    private func overwrite(_ parameters: Parameters<Scalar>, with others: Parameters<Scalar>) {
        for (buffer, other) in zip(parameters.buffers, others.buffers) {
            let numbers = other.matrix
            buffer.fill { row, column in numbers[row, column] }
        }
    }
}
