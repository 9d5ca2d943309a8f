import Autodiff
import Games
import Tensors

/// The numbers that schedules set before each step, in memory that all turns read.
struct ScheduledNumbers<Scalar: TensorScalar> {
    struct Inputs {
        let rates: PerPlayer<Expression>
        let weights: [Expression]
    }

    private let rates: PerPlayer<Buffer<Scalar>>
    private let weights: [Buffer<Scalar>]
    private let schedules: (rates: PerPlayer<Schedule>, weights: [Schedule])

    init(_ setup: TrainingSetup) {
        rates = PerPlayer { _ in Buffer(.scalar) }
        weights = setup.penaltyWeights.map { _ in Buffer(.scalar) }
        schedules = (setup.rates, setup.penaltyWeights)
    }

    func set(for step: Int) {
        for player in Player.allCases {
            rates[player].scalar = Scalar(schedules.rates[player].value(at: step))
        }
        for index in weights.indices {
            weights[index].scalar = Scalar(schedules.weights[index].value(at: step))
        }
    }

    func inputs(of graph: Graph) -> Inputs {
        Inputs(
            rates: PerPlayer { graph.input("\($0) rate", .scalar) },
            weights: weights.indices.map { graph.input("weight \($0)", .scalar) })
    }

    func bindings(of inputs: Inputs) -> [Program<Scalar>.Binding] {
        Player.allCases.map { .init(inputs.rates[$0], to: rates[$0]) }
            + zip(inputs.weights, weights).map { .init($0, to: $1) }
    }
}
