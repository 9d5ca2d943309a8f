import Autodiff
import Games
import Tensors

/// The numbers that schedules set before each step, in memory that all turns read.
struct ScheduledNumbers<Scalar: TensorScalar> {
    /// The same numbers as inputs of one graph.
    struct Inputs {
        let rates: PerPlayer<Expression>
        let dials: Dials
        let bindings: [Program<Scalar>.Binding]
    }

    private struct Dial {
        let name: String
        let schedule: Schedule
        let buffer = Buffer<Scalar>(.scalar)
    }

    private let rates: PerPlayer<Dial>
    private let penaltyWeights: [Dial]
    private let fieldWeights: [Dial]
    private let noise: Dial

    init(_ setup: TrainingSetup) {
        rates = PerPlayer { Dial(name: "\($0) rate", schedule: setup.rates[$0]) }
        penaltyWeights = setup.penaltyWeights.map { Dial(name: "penalty weight", schedule: $0) }
        fieldWeights = setup.fieldWeights.map { Dial(name: "field weight", schedule: $0) }
        noise = Dial(name: "noise", schedule: setup.noise)
    }

    func set(for step: Int) {
        for player in Player.allCases { set(rates[player], step) }
        for dial in penaltyWeights { set(dial, step) }
        for dial in fieldWeights { set(dial, step) }
        set(noise, step)
    }

    private func set(_ dial: Dial, _ step: Int) { dial.buffer.scalar = Scalar(dial.schedule.value(at: step)) }

    func record(at moment: String, in recorder: TraceRecorder<Scalar>) {
        for player in Player.allCases { recorder.record("\(moment).rate.\(player)", rates[player].buffer) }
        for (index, dial) in penaltyWeights.enumerated() {
            recorder.record("\(moment).penalty.\(index)", dial.buffer)
        }
        for (index, dial) in fieldWeights.enumerated() {
            recorder.record("\(moment).field.\(index)", dial.buffer)
        }
        recorder.record("\(moment).noise", noise.buffer)
    }

    func inputs(of graph: Graph) -> Inputs {
        var bindings: [Program<Scalar>.Binding] = []
        func input(_ dial: Dial) -> Expression {
            let input = graph.input(dial.name, .scalar)
            bindings.append(.init(input, to: dial.buffer))
            return input
        }
        let rates = rates.map(input)
        let dials = Dials(
            penaltyWeights: penaltyWeights.map(input), fieldWeights: fieldWeights.map(input),
            noise: input(noise))
        return Inputs(rates: rates, dials: dials, bindings: bindings)
    }
}
