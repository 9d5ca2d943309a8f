import Games
import Networks
import Tensors

/// How the arrays of a state start, in words that another program can follow with any seed.
struct WrittenStart<Scalar: TensorScalar> {
    typealias Array = WrittenTraining<Scalar>.WrittenArray
    private let setup: TrainingSetup
    private let state: TrainingState<Scalar>

    init(_ setup: TrainingSetup, _ state: TrainingState<Scalar>) {
        self.setup = setup
        self.state = state
    }

    /// The arrays under the names that they have in a checkpoint; Anderson mixing's are not among them.
    func arrays(on memory: WrittenMemory<Scalar>) throws(UnwrittenStart) -> [Array] {
        var starts: [String: Array.Start] = [:]
        for (number, player) in [Player.discriminator, .generator].enumerated() {
            for (part, parameters) in [state.parameters[player], state.auxiliaries[player]].enumerated() {
                for (place, declaration) in parameters.declarations.enumerated() {
                    starts["\(player).\(declaration.name)"] = try start(
                        of: declaration, player: number, place: place, part: part)
                }
            }
            for (slot, declaration) in slots(of: player) {
                starts["optimizer.\(player).\(declaration.name).\(slot.name)"] = .constant(slot.start)
            }
        }
        return state.arrays.map { array in
            Array(
                name: array.name, shape: array.buffer.shape, buffer: memory.number(of: array.buffer),
                start: starts[array.name] ?? copied(array.name))
        }
    }

    private func slots(of player: Player) -> [(OptimizerSlot, ParameterDeclaration)] {
        state.parameters[player].declarations.flatMap { declaration in
            setup.optimizers[player].state.map { ($0, declaration) }
        }
    }

    /// Counts start at 0; averages and slow parameters as what they follow.
    private func copied(_ name: String) -> Array.Start {
        for (prefix, original) in [("generatorAverage.", "generator."), ("slow.", "")]
        where name.hasPrefix(prefix) { return .copy(of: original + name.dropFirst(prefix.count)) }
        return .constant(0)
    }

    private func start(
        of declaration: ParameterDeclaration, player: Int, place: Int, part: Int
    ) throws(UnwrittenStart) -> Array.Start {
        let origin = declaration.source ?? place
        if let rule = declaration.rule { return .rule(rule, player: player, place: origin, part: part) }
        let values = (0..<2).map { seed in
            declaration.initialValue(
                RandomDraw(seed: seed, stream: .initialization, step: player, substep: origin))
        }
        guard values[0] == values[1] else { throw UnwrittenStart(name: declaration.name) }
        return .values(values[0])
    }
}

/// A parameter whose initial value depends on the seed in a way that cannot be written down.
package struct UnwrittenStart: Error, CustomStringConvertible {
    let name: String

    package var description: String {
        "the initial value of \(name) follows no rule that can be written down"
    }
}
