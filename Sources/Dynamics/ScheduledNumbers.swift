import Autodiff
import Games
import Tensors

/// The numbers that schedules set before each step, in memory that all turns read.
final class ScheduledNumbers<Scalar: TensorScalar> {
    struct Number {
        let name: String
        let schedule: Schedule
        let buffer = Buffer<Scalar>(.scalar)
        /// In the place of the schedule, once somebody has changed the number.
        var replacement: Double?
        /// Whether a program reads it: a player without parameters has a rate that nobody needs.
        var isRead = false

        func value(at step: Int) -> Double { replacement ?? schedule.value(at: step) }
    }

    /// In the order in which they were first asked for.
    private(set) var numbers: [Number] = []
    /// Inputs of graphs that are not compiled yet.
    private var inputs: [(name: String, input: Expression)] = []

    /// An input that reads the number of that name, which is made when it is first asked for.
    func input(_ name: String, _ schedule: Schedule, of graph: BoundGraph<Scalar>) -> Expression {
        let known = numbers.first { $0.name == name }
        let number = known ?? Number(name: name, schedule: schedule)
        if known == nil { numbers.append(number) }
        let input = graph.input(name, reading: number.buffer)
        inputs.append((name, input))
        return input
    }

    /// Notes which numbers a program reads, of those that its graph has asked for.
    func noteReads(of program: Program<Scalar>) {
        for place in numbers.indices where !numbers[place].isRead {
            numbers[place].isRead = inputs.contains {
                $0.name == numbers[place].name && program.reads($0.input)
            }
        }
        inputs = []
    }

    /// The methods of a game with their weights.
    func methods(of game: GAN, in graph: BoundGraph<Scalar>) -> AppliedMethods {
        AppliedMethods(of: game) { input($0, $1, of: graph) }
    }

    func set(for step: Int) {
        for number in numbers { number.buffer.scalar = Scalar(number.value(at: step)) }
    }

    /// What those that programs read are at a step.
    func values(at step: Int) -> [(name: String, value: Double)] {
        numbers.filter(\.isRead).map { ($0.name, $0.value(at: step)) }
    }

    /// Has a number keep a value from now on, whatever its schedule says.
    func replace(_ name: String, by value: Double) {
        for place in numbers.indices where numbers[place].name == name {
            numbers[place].replacement = value
        }
    }

    /// All of them under their names.
    var arrays: [TrainingState<Scalar>.NamedArray] {
        numbers.map { .init(name: $0.name, isVector: true, buffer: $0.buffer) }
    }
}

extension Trainer {
    /// What schedules set before each step: "rate.generator", "penalty.r1", "noise".
    package var schedules: [(name: String, schedule: Schedule)] {
        numbers.numbers.map { ($0.name, $0.schedule) }
    }
}
