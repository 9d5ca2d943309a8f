import Games
import Settings

/// A number, or an object that says how the number changes over training.
func readSchedule(
    _ section: ConfigurationSection, _ key: String, default: Double, about: String, source: String? = nil
) -> Schedule {
    section.numberOrSection(
        key, default: `default`, in: .atLeast(0), about: about, source: source,
        number: Schedule.constant
    ) { section in
        section.variant(
            default: "constant", about: "How the number changes during training.",
            cases: [
                Variant("constant", about: "it does not change") { section in
                    .constant(
                        section.number("value", default: nil, in: .atLeast(0), about: "The constant number."))
                },
                course("linear", "in a straight line", .atLeast(0)) { .linear(from: $0, to: $1, over: $2) },
                course("cosine", "along half a cosine wave", .atLeast(0)) {
                    .cosine(from: $0, to: $1, over: $2)
                },
                course("exponential", "by the same factor each step", .above(0)) {
                    .exponential(from: $0, to: $1, over: $2)
                },
                Variant("step", about: "constant, and multiplied by a factor every so many steps") {
                    section in
                    .step(
                        from: section.number(
                            "from", default: nil, in: .atLeast(0), about: "The number at the first step."),
                        factor: section.number(
                            "factor", default: nil, in: .above(0),
                            about: "The factor: `gamma` of PyTorch's StepLR, `decay_rate` of TensorFlow."),
                        every: section.integer(
                            "every", default: nil, in: 1...4_294_967_295, unit: "steps",
                            about: "How many steps each value lasts."))
                },
            ])
    }
}

extension JSONValue {
    /// The places of schedules that last as long as the run, in a complete configuration.
    package var schedulesOfTheWholeRun: [JSONPath] { schedulesOfTheWholeRun(at: .root) }

    private func schedulesOfTheWholeRun(at path: JSONPath) -> [JSONPath] {
        switch self {
        case .object(let object):
            if object["over"]?.integerValue == 0 { return [path] }
            return object.members.flatMap { $0.value.schedulesOfTheWholeRun(at: path.appending($0.key)) }
        case .array(let list):
            return list.enumerated().flatMap { $1.schedulesOfTheWholeRun(at: path.appending($0)) }
        default: return []
        }
    }
}

private func course(
    _ name: String, _ about: String, _ range: NumberRange,
    _ make: @escaping (Double, Double, Int) -> Schedule
) -> Variant<Schedule> {
    Variant(name, about: about) { section in
        let from = section.number("from", default: nil, in: range, about: "The number at the first step.")
        let to = section.number(
            "to", default: nil, in: range, about: "The number at step `over` and after it.")
        let over = section.integer(
            "over", default: 0, in: 0...4_294_967_295, unit: "steps",
            about: "How many steps it changes for; 0 means all steps of the run.")
        return make(from, to, over)
    }
}
