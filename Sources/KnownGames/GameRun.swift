import Dynamics
import Foundation
import Games
import Tensors

/// A game with a known answer being played, and how far from the equilibrium it is.
final class GameRun {
    private let trainer: Trainer<Double>
    private let equilibrium: [Double]
    /// Before every step and after the last.
    private(set) var radii: [Double] = []
    private(set) var positions: [[Double]] = []
    /// Whether a number was not finite.
    private(set) var isBroken = false

    /// - Parameters:
    ///   - rest: where the distance is measured from.
    ///   - distance: starts so far from there in the last number of each player, rather than where the game says.
    init(
        _ setup: TrainingSetup, _ game: KnownGame, around rest: PerPlayer<[Double]>, distance: Double? = nil
    ) throws {
        trainer = try Trainer(setup, batches: KnownGameBatches(game))
        equilibrium = rest.discriminator + rest.generator
        if let distance {
            for player in Player.allCases {
                var numbers = rest[player]
                numbers[numbers.count - 1] += distance
                try trainer.state.parameters[player].buffers[0].load(Matrix(row: numbers))
                try trainer.state.slow?[player].buffers[0].load(Matrix(row: numbers))
            }
        }
        note()
    }

    /// Ends early where a number is not finite.
    func train(_ steps: Int) throws {
        for _ in 0..<steps {
            if trainer.step() != nil {
                isBroken = true
                return
            }
            note()
        }
    }

    private func note() {
        let position = Player.allCases.flatMap { player in
            trainer.state.parameters[player].buffers.flatMap(\.matrix.elements)
        }
        positions.append(position)
        radii.append(
            zip(position, equilibrium).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot())
    }

    /// The factor a step by which the distance changes, from a line through the logarithms of the second half
    /// of the distances above rounding; nil of fewer than ten, which say nothing of an orbit.
    var factor: Double? {
        let floor = 1e-9 * (radii.first ?? 0)
        let usable = radii.prefix { $0 > floor && $0.isFinite && $0 < 1e100 }
        let half = usable.enumerated().dropFirst(usable.count / 2)
        guard half.count >= 10 else { return nil }
        let n = Double(half.count)
        let meanStep = half.reduce(0.0) { $0 + Double($1.offset) } / n
        let meanLog = half.reduce(0.0) { $0 + log($1.element) } / n
        let covariance = half.reduce(0.0) {
            $0 + (Double($1.offset) - meanStep) * (log($1.element) - meanLog)
        }
        let variance = half.reduce(0.0) {
            $0 + (Double($1.offset) - meanStep) * (Double($1.offset) - meanStep)
        }
        return exp(covariance / variance)
    }
}

/// The largest step that does not lead away from the equilibrium.
enum LargestStep {
    /// - Parameter radius: the spectral radius for a step.
    /// - Returns: nil if every step leads away, infinity if none does.
    static func find(_ radius: (Double) throws -> Double) rethrows -> Double? {
        // A radius of 1 is where alternating steps turn for ever; rounding must not decide.
        func isStable(_ step: Double) throws -> Bool { try radius(step) <= 1 + 1e-9 }
        var low = 1e-3
        guard try isStable(low) else { return nil }
        var high = low
        repeat {
            low = high
            high *= 1.05
            if high > 1e4 { return .infinity }
        } while try isStable(high)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if try isStable(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
