import Autodiff
import Games
import Tensors

extension TrainingState {
    /// The state as inputs of a graph, and how many steps each optimizer has made.
    func moment(in graph: BoundGraph<Scalar>) -> (Moment, counts: PerPlayer<Expression>) {
        let moment = Moment(
            parameters: PerPlayer { graph.inputs(of: "\($0)", reading: parameters[$0]) },
            auxiliaries: PerPlayer { graph.inputs(of: "\($0)", reading: auxiliaries[$0]) },
            optimizerState: PerPlayer { player in
                optimizerState[player].map { $0.map { graph.input("\(player).optimizerState", reading: $0) } }
            },
            steps: PerPlayer { _ in 0 })
        return (moment, PerPlayer { graph.input("\($0).count", reading: counts[$0]) })
    }

    /// What a move of `players` to `end` changes; the moving average follows the generator.
    func updates(
        to end: Moment, of players: [Player], in setup: TrainingSetup, _ graph: BoundGraph<Scalar>
    ) -> [Program<Scalar>.Update] {
        var updates: [Program<Scalar>.Update] = []
        for player in setup.game.playersGoingOn(inMovesOf: players) {
            updates += zip(auxiliaries[player].buffers, end.auxiliaries[player]).map { .init($0, to: $1) }
        }
        for player in players {
            updates += zip(parameters[player].buffers, end.parameters[player]).map { .init($0, to: $1) }
            for (buffers, values) in zip(optimizerState[player], end.optimizerState[player]) {
                updates += zip(buffers, values).map { .init($0, to: $1) }
            }
        }
        if players.contains(.generator), let decay = setup.averageDecay, let average {
            // w̄ ← βw̄ + (1−β)w
            let stored = graph.inputs(reading: average)
            let values = zip(stored, end.parameters.generator).map { decay * $0 + (1 - decay) * $1 }
            updates += zip(average.buffers, values).map { .init($0, to: $1) }
        }
        return updates
    }
}
