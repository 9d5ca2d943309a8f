import Autodiff
import Games
import Tensors

/// Follows the game's field: draws batches, moves the players turn by turn, reports.
public final class Trainer<Scalar: TensorScalar> {
    public let state: TrainingState<Scalar>
    /// Steps done so far, from which it follows how many steps each optimizer has made. Set it when restoring a saved
    /// state.
    public var completedSteps = 0
    /// What the last step saw, in the order of the turns.
    public let observations: [Observation<Scalar>]

    /// For each of ``observations`` its mean over the moves of the last step, where a player moves several times in one
    /// turn; otherwise what it is itself.
    public var meanObservations: [Double] {
        observations.indices.map { index in
            let sum = sums[index]
            return sum.count > 1 ? sum.total / Double(sum.count) : observations[index].value
        }
    }

    let turns: [TurnProgram<Scalar>]
    /// Of each observation over the moves of a turn that is played several times.
    private var sums: [(total: Double, count: Int)]
    let numbers: ScheduledNumbers<Scalar>
    /// Whose weights some of the numbers are, by their names.
    let weighted: [String: (method: String, symbol: String)]
    /// How often each turn is played in a step.
    private(set) var repetitions: [Int]
    let lookahead: LookaheadProgram<Scalar>?
    private let mixer: AndersonMixer<Scalar>?
    private let batches: any BatchSource
    private let seed: UInt64
    /// What a step of training adds.
    private var perStep: Tally
    /// What had been played when that changed last, and after how many steps.
    private var before = (tally: Tally(), steps: 0)
    private let team: Team
    private var pace: Pace
    private let recorder: TraceRecorder<Scalar>?
    /// Makes the discriminator begin a step anew; nil if it goes on.
    private let renewDiscriminator: ((_ step: Int) -> Void)?

    /// Compiles one program for each kind of turn.
    ///
    /// - Parameters:
    ///   - team: who shares the work of a step.
    ///   - recorder: takes down every number of every step.
    ///   - shouldStop: asked often while the programs are compiled, which can take minutes.
    ///   - prepare: gives the state other numbers than it starts with.
    /// - Throws: ``ShapeError`` or ``GraphError`` if models, objective or methods do not fit
    ///   together; `CancellationError` once `shouldStop` says yes.
    public init(
        _ setup: TrainingSetup, batches: any BatchSource, by team: Team = .alone,
        recorder: TraceRecorder<Scalar>? = nil, shouldStop: @escaping () -> Bool = { false },
        preparing prepare: (TrainingState<Scalar>) throws -> Void = { _ in }
    ) throws {
        try OpenBLAS.load()
        let state = TrainingState<Scalar>(setup)
        try prepare(state)
        let numbers = ScheduledNumbers<Scalar>()
        let turns = try setup.scheme.turns.map {
            try TurnProgram(
                $0, setup, state, numbers, tracing: recorder != nil, by: team, shouldStop: shouldStop)
        }
        lookahead = try LookaheadProgram(setup, state, by: team)
        mixer = AndersonMixer(setup, state)
        observations = turns.flatMap(\.observations)
        sums = observations.map { _ in (0, 0) }
        seed = setup.seed
        repetitions = turns.map(\.turn.repetitions)
        perStep = Self.tally(turns, turns.map(\.turn.repetitions))
        self.team = team
        pace = Pace(team)
        self.state = state
        self.numbers = numbers
        weighted = setup.game.weighted
        self.turns = turns
        self.batches = batches
        self.recorder = recorder
        renewDiscriminator =
            setup.renewsDiscriminator ? { state.renewDiscriminator(setup, at: $0) } : nil
        recorder?.record(state.arrays, after: "0.state")
    }

    /// What has been played: steps of each player's optimizer, and batches of data that moves have seen.
    private struct Tally {
        var counts = PerPlayer(discriminator: 0, generator: 0)
        var realBatches = 0

        func adding(_ other: Tally, times: Int) -> Tally {
            Tally(
                counts: PerPlayer { counts[$0] + other.counts[$0] * times },
                realBatches: realBatches + other.realBatches * times)
        }
    }

    /// What a step adds in which each turn is played so often.
    private static func tally(_ turns: [TurnProgram<Scalar>], _ repetitions: [Int]) -> Tally {
        zip(turns, repetitions).reduce(Tally()) { tally, played in
            let (turn, times) = played
            return tally.adding(
                Tally(counts: turn.steps, realBatches: turn.readsData.count { $0 }), times: times)
        }
    }

    /// Plays a turn more or less often in a step, after so many steps.
    func repeatTurn(_ index: Int, times: Int, after completed: Int) {
        before = (tally(after: completed), completed)
        repetitions[index] = times
        perStep = Self.tally(turns, repetitions)
        // Of a turn that is played once nothing is summed.
        sums = observations.map { _ in (0, 0) }
    }

    private func tally(after completed: Int) -> Tally {
        before.tally.adding(perStep, times: completed - before.steps)
    }

    /// One training step. Where a loss, a penalty or a gradient norm is not finite the player does not move, and
    /// the step does not count; a player whose turn came before in the same step has moved, and
    /// ``Divergence/movedBefore`` says so.
    public func step() -> Divergence? {
        pace.beginStep()
        let step = completedSteps + 1
        numbers.set(for: step)
        recorder?.record(numbers.arrays, after: "\(step)")
        let before = tally(after: completedSteps)
        var (counts, realBatch) = (before.counts, before.realBatches)
        if renewDiscriminator != nil { counts.discriminator = 0 }
        setCounts(counts)
        if let renewDiscriminator, step > 1 {
            renewDiscriminator(step)
            recorder?.record(state.arrays, after: "\(step).fresh")
        }
        mixer?.begin()
        var batch = 0
        var move = 0
        var firstObservation = 0
        for index in turns.indices {
            let turn = turns[index]
            let latents = turn.turn.keepsLatents && index > 0 ? BatchNumber(turns[index - 1], batch - 1) : nil
            for repetition in 0..<repetitions[index] {
                draw(for: turn, step: step, firstBatch: batch, realBatch: &realBatch, latents)
                turn.program.evaluate()
                if let broken = turn.firstBrokenNumber {
                    return divergence(broken, step, turns: index, repetitions: repetition)
                }
                if repetitions[index] > 1 { sum(turn, from: firstObservation, isFirst: repetition == 0) }
                turn.program.update()
                counts.discriminator += turn.steps.discriminator
                counts.generator += turn.steps.generator
                setCounts(counts)
                if let recorder {
                    recorder.record(turn, at: "\(step).\(move)")
                    recorder.record(state.arrays, after: "\(step).\(move).state")
                }
                batch += turn.batches.count
                move += 1
            }
            firstObservation += turn.observations.count
        }
        mixer?.mix(after: completedSteps)
        if let lookahead, step % lookahead.every == 0 { lookahead.program.run() }
        completedSteps = step
        recorder?.record(state.arrays, after: "\(step).state")
        return nil
    }

    /// Takes what a move has seen to the sums of its turn. Runs at every step: a plain loop, because the closures of
    /// generic code would allocate.
    private func sum(_ turn: TurnProgram<Scalar>, from first: Int, isFirst: Bool) {
        for offset in turn.observations.indices {
            if isFirst { sums[first + offset] = (0, 0) }
            sums[first + offset].total += turn.observations[offset].value
            sums[first + offset].count += 1
        }
    }

    /// A program cannot count: in `Float` adding 1 changes nothing from 2²⁴ on.
    private func setCounts(_ counts: PerPlayer<Int>) {
        state.counts.discriminator.scalar = Scalar(counts.discriminator)
        state.counts.generator.scalar = Scalar(counts.generator)
    }

    /// - Parameters turns, repetitions: what of the step had been played before.
    private func divergence(
        _ broken: Observation<Scalar>, _ step: Int, turns played: Int, repetitions: Int
    ) -> Divergence {
        let before = turns.prefix(repetitions > 0 ? played + 1 : played).flatMap(\.turn.players)
        let numbers = turns.enumerated().flatMap { index, turn in
            turn.observations.map {
                Divergence.Number(
                    player: $0.player, term: $0.term, value: index <= played ? $0.value : nil)
            }
        }
        return Divergence(
            step: step, player: broken.player, term: broken.term, value: broken.value,
            movedBefore: Player.allCases.filter(before.contains), numbers: numbers)
    }

    /// Fills every batch of a turn; each has a number within the step, so that no two draw the same.
    ///
    /// Runs at every step: plain loops, because the iterators of generic code would allocate.
    ///
    /// - Parameters:
    ///   - realBatch: how many batches of data moves have seen before, in the whole training. One that the move does not
    ///     depend on, as the generator's seldom does, is not counted: finite data would lose its points.
    ///   - latents: which latent points are drawn again; nil for fresh ones.
    private func draw(
        for turn: TurnProgram<Scalar>, step: Int, firstBatch: Int, realBatch: inout Int,
        _ latents: BatchNumber?
    ) {
        var number = firstBatch
        for place in turn.batches.indices {
            let fresh = BatchNumber(turn, number)
            for input in turn.batches[place] {
                let source = input.kind == .latent ? latents ?? fresh : fresh
                let purpose = input.kind.purpose(whenDiscriminatorMoves: source.isDiscriminators)
                var draw = RandomDraw(
                    seed: seed, stream: purpose.stream, step: step, substep: source.number, by: team)
                draw.number = realBatch
                batches.fill(
                    input.buffer, with: input.kind, purpose.part == 0 ? draw : draw.part(purpose.part))
            }
            number += 1
            if turn.readsData[place] { realBatch += 1 }
        }
    }

    /// A batch of a step: whose it is, and which.
    private struct BatchNumber {
        let isDiscriminators: Bool
        let number: Int

        init(_ turn: TurnProgram<Scalar>, _ number: Int) {
            isDiscriminators = turn.turn.players.contains(.discriminator)
            self.number = number
        }
    }
}

extension RandomInput.Kind {
    /// The random numbers that are reserved for it. Latent points that both players see at once are the
    /// discriminator's.
    fileprivate func purpose(whenDiscriminatorMoves: Bool) -> (stream: RandomStream, part: Int) {
        switch self {
        case .real: (.data, 0)
        case .latent: (whenDiscriminatorMoves ? .discriminatorLatent : .generatorLatent, 0)
        case .interpolation: (.interpolation, 0)
        case .perturbation: (.interpolation, 1)
        case .realNoise: (.instanceNoise, 0)
        case .fakeNoise: (.instanceNoise, 1)
        }
    }
}
