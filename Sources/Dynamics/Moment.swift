import Autodiff
import Games
import Tensors

/// The state of training as expressions: what a step starts from, and what it makes.
///
/// A scheme that looks ahead makes moments that are never stored; gradients flow through them, optimizer
/// included.
struct Moment {
    var parameters: PerPlayer<[Expression]>
    /// What the models keep beside their parameters.
    var auxiliaries: PerPlayer<[Expression]>
    /// For each parameter what the optimizer remembers of it.
    var memory: PerPlayer<[[Expression]]>
    /// How often each player has moved.
    var counts: PerPlayer<Expression>

    /// The moment after `players` have stepped from this one against the directions of `field`.
    func stepped(
        _ players: [Player], against field: VectorField, _ setup: TrainingSetup,
        _ rates: PerPlayer<Expression>
    ) -> Moment {
        var next = self
        for player in players {
            let count = counts[player] + 1
            let gradients = clipped(field.directions[player], to: setup.gradientClipping[player])
            let steps = parameters[player].indices.map { index in
                setup.optimizers[player].step(
                    parameters[player][index], gradient: gradients[index], memory: memory[player][index],
                    rate: rates[player], count: count)
            }
            next.counts[player] = count
            next.auxiliaries[player] = field.auxiliaries[player]
            next.parameters[player] = steps.map(\.parameter)
            next.memory[player] = steps.map(\.memory)
        }
        return next
    }

    /// Shortened to the length `limit` where it is longer, all parameters together: g·min(1, limit/‖g‖).
    private func clipped(_ gradients: [Expression], to limit: Double?) -> [Expression] {
        guard let limit else { return gradients }
        let length = norm(of: gradients)
        let factor = limit / (limit + relu(length - limit))
        return gradients.map { $0 * factor }
    }
}

/// The Euclidean norm of all pieces together.
func norm(of pieces: [Expression]) -> Expression {
    let squares = pieces.map { $0.squaredNorm() }
    return sqrt(squares.dropFirst().reduce(squares[0], +))
}
