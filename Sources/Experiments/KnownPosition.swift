import Dynamics
import Games
import Tensors

/// Where the players of a game with a known answer stand.
public struct KnownPosition: Sendable, Equatable {
    /// From the equilibrium.
    public let distance: Double
    /// The discriminator's numbers, then the generator's.
    public let numbers: [Double]

    package init<Scalar: TensorScalar>(_ state: TrainingState<Scalar>, _ game: KnownGame) {
        numbers = Player.allCases.flatMap { player in
            state.parameters[player].buffers.flatMap { $0.matrix.elements.map { Double($0) } }
        }
        let equilibrium = game.equilibrium.discriminator + game.equilibrium.generator
        distance = zip(numbers, equilibrium).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}

extension KnownGame {
    /// The columns of a position in `metrics.csv`, such as distance, psi, theta.
    package var columns: [String] {
        let names = [discriminator, generator].enumerated().flatMap { index, model in
            model.parameters.flatMap { parameter in
                // Bilinear and Gaussian games have a number a direction.
                let count = parameter.shape.count
                return count == 1 ? [parameter.name] : (0..<count).map { "\(parameter.name)\($0)" }
            }
        }
        return ["distance"] + names
    }
}
