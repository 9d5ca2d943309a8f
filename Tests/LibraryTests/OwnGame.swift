import Autodiff
import Dynamics
import Games
import Networks
import Tensors

/// A number times its weight: as a generator G(z) = az, as a discriminator D(x) = ψx.
struct Slope: Model {
    let start: Double
    let inputWidth = 1
    let outputWidth = 1

    var parameters: [ParameterDeclaration] {
        [ParameterDeclaration("weight", .scalar) { [start] _ in Matrix(.scalar, repeating: start) }]
    }

    func apply(_ weights: [Expression], to input: Expression) -> Expression { input * weights[0] }
}

/// The eigenvalues of the game of G(z) = az and D(x) = ψx at (ψ, a), over normal data and latent points.
func eigenvalues(psi: Double, a: Double, batches: any BatchSource) throws -> [Eigenvalue] {
    let game = GAN(
        generator: Slope(start: a), discriminator: Slope(start: psi), objective: Wasserstein(), batch: 512)
    let setup = TrainingSetup(
        game: game, scheme: Simultaneous(), optimizers: PerPlayer { _ in SGD() },
        rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
    let position = PerPlayer(discriminator: psi, generator: a).map { [Matrix(.scalar, repeating: $0)] }
    let jacobian = try FieldJacobian(of: setup, at: position, batches: batches).matrix()
    return try jacobian.eigenvalues()
}
