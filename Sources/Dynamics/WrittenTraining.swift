import Autodiff
import Games
import Networks
import Tensors

/// A training as data: its programs as whole numbers on numbered buffers, and what a ``Trainer`` does with them. A program that
/// has the same loops can carry it out.
package struct WrittenTraining<Scalar: TensorScalar> {
    /// A turn of a step.
    package struct WrittenTurn {
        package let turn: Turn
        /// How many steps of its optimizer a move takes each player.
        package let steps: PerPlayer<Int>
        /// Where its program begins.
        package let program: Int
        /// For each batch of a move what must be drawn, and into which buffer.
        package let batches: [[(kind: RandomInput.Kind, buffer: Int)]]
        /// For each batch whether the move depends on its points of the data.
        package let readsData: [Bool]
        package let observations: [(observation: Observation<Scalar>, buffer: Int)]
    }

    /// A number that a schedule sets before each step.
    package struct WrittenNumber {
        package let name: String
        package let schedule: Schedule
        package let buffer: Int
    }

    /// An array of the state, and how it starts.
    package struct WrittenArray {
        package enum Start {
            /// By the rule of the declaration, with the random numbers of a player (0 is the discriminator) and a place in its
            /// model, of the parameters (part 0) or of what is kept beside them (part 1).
            case rule(InitialValue, player: Int, place: Int, part: Int)
            case constant(Double)
            /// Numbers that no seed changes.
            case values(Matrix<Double>)
            /// As the array of that name.
            case copy(of: String)
        }

        package let name: String
        package let shape: Shape
        package let buffer: Int
        package let start: Start
    }

    /// What a player's model makes of points.
    package struct WrittenFunction {
        package let program: Int
        package let rows: Int
        package let input: Int
        package let output: Int
        /// The gradient of each row's output with respect to its input.
        package let slopes: Int?
    }

    /// The directions of both players.
    package struct WrittenField {
        package let program: Int
        package let batch: [(kind: RandomInput.Kind, buffer: Int)]
        /// The parameters, the discriminator's first, and the direction of each.
        package let parameters: [Int]
        package let directions: [Int]
    }

    package private(set) var turns: [WrittenTurn] = []
    package private(set) var numbers: [WrittenNumber] = []
    package private(set) var arrays: [WrittenArray] = []
    package let counts: PerPlayer<Int>
    package private(set) var lookahead: (every: Int, program: Int)?
    package private(set) var generator: WrittenFunction?
    /// Nil where a single point has no score.
    package private(set) var discriminator: WrittenFunction?
    package private(set) var field: WrittenField?
    /// How many numbers each buffer holds.
    package var sizes: [Int] { memory.buffers.map(\.shape.count) }
    /// Buffers that do not begin with zeros and are not part of the state.
    package private(set) var constants: [(buffer: Int, values: [Scalar])] = []
    package private(set) var words: [Int] = []
    package private(set) var fractions: [Double] = []

    private let memory: WrittenMemory<Scalar>
}

extension WrittenTraining {
    /// - Parameters:
    ///   - trainer: before its first step, made for one thread.
    ///   - samples: rows of the generator's program; nil for a game whose points nobody looks at.
    ///   - scores: rows of the discriminator's program; nil for none.
    /// - Throws: ``UnwrittenStart`` if an initial value follows no rule, and what compiling throws.
    package init(_ trainer: Trainer<Scalar>, _ setup: TrainingSetup, samples: Int?, scores: Int?) throws {
        let memory = WrittenMemory<Scalar>()
        let state = trainer.state
        self.memory = memory
        counts = state.counts.map { memory.number(of: $0) }
        arrays = try WrittenStart(setup, state).arrays(on: memory)
        for turn in trainer.turns {
            turns.append(
                WrittenTurn(
                    turn: turn.turn, steps: turn.steps, program: try write(turn.program),
                    batches: turn.batches.map { Self.batch($0, on: memory) }, readsData: turn.readsData,
                    observations: turn.observations.map { ($0, memory.number(of: $0.buffer)) }))
        }
        if let lookahead = trainer.lookahead {
            self.lookahead = (lookahead.every, try write(lookahead.program))
        }
        if let samples { generator = try write(.generator, setup, state, rows: samples) }
        if let scores { discriminator = try write(.discriminator, setup, state, rows: scores) }
        if samples == nil {
            let field = try DirectionsProgram(setup, state, trainer.numbers)
            self.field = WrittenField(
                program: try write(field.program), batch: Self.batch(field.batch, on: memory),
                parameters: Player.allCases.flatMap { state.parameters[$0].buffers }
                    .map { memory.number(of: $0) },
                directions: field.directions.map { memory.number(of: $0) })
        }
        numbers = trainer.numbers.numbers.map {
            WrittenNumber(name: $0.name, schedule: $0.schedule, buffer: memory.number(of: $0.buffer))
        }
        let ofState = Set(arrays.map(\.buffer))
        constants = memory.buffers.enumerated().compactMap { number, buffer in
            let values = ofState.contains(number) ? [] : buffer.matrix.elements
            return values.contains { $0 != 0 } ? (number, values) : nil
        }
    }

    private static func batch(
        _ batch: [(kind: RandomInput.Kind, buffer: Buffer<Scalar>)], on memory: WrittenMemory<Scalar>
    ) -> [(kind: RandomInput.Kind, buffer: Int)] {
        batch.map { ($0.kind, memory.number(of: $0.buffer)) }
    }

    private mutating func write(
        _ player: Player, _ setup: TrainingSetup, _ state: TrainingState<Scalar>, rows: Int
    ) throws -> WrittenFunction {
        let function = try PlayerFunction(
            of: player, in: setup.game, state, rows: rows, withSlopes: player == .discriminator)
        return WrittenFunction(
            program: try write(function.program), rows: rows, input: memory.number(of: function.input),
            output: memory.number(of: function.output),
            slopes: function.slopes.map { memory.number(of: $0) })
    }

    /// - Returns: where it begins.
    private mutating func write(_ program: Program<Scalar>) throws -> Int {
        var text = WrittenProgram(on: memory, sharing: fractions)
        try program.write(to: &text, on: memory)
        let place = words.count
        words += text.words
        fractions = text.fractions
        return place
    }
}
