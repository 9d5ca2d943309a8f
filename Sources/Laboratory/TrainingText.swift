import Dynamics
import Games
import Networks
import Settings
import Tensors

/// A written training as JSON, in the words of engine/trainer.js.
struct TrainingText<Scalar: TensorScalar> {
    private let training: WrittenTraining<Scalar>
    private let setup: TrainingSetup

    init(_ training: WrittenTraining<Scalar>, _ setup: TrainingSetup) {
        self.training = training
        self.setup = setup
    }

    var json: JSONObject {
        [
            "sizes": .words(training.sizes),
            "words": .words(training.words),
            "fractions": .numbers(training.fractions),
            "constants": .array(
                training.constants.map { [.number($0.buffer), .numbers($0.values.map { Double($0) })] }),
            "arrays": .array(training.arrays.map(json(of:))),
            "counts": json(of: training.counts),
            "turns": .array(training.turns.map(json(of:))),
            "numbers": .array(
                training.numbers.map {
                    ["name": .string($0.name), "buffer": .number($0.buffer), "schedule": $0.schedule.json]
                }),
            "lookahead": training.lookahead.map {
                ["every": .number($0.every), "program": .number($0.program)]
            } ?? .null,
            "generator": training.generator.map(json(of:)) ?? .null,
            "discriminator": training.discriminator.map(json(of:)) ?? .null,
            "field": training.field.map {
                [
                    "program": .number($0.program), "batch": json(of: $0.batch),
                    "parameters": .words($0.parameters), "directions": .words($0.directions),
                ]
            } ?? .null,
        ]
    }

    private func json(of turn: WrittenTraining<Scalar>.WrittenTurn) -> JSONValue {
        [
            "program": .number(turn.program),
            "players": .array(turn.turn.players.map { .string("\($0)") }),
            "repetitions": .number(turn.turn.repetitions), "keepsLatents": .boolean(turn.turn.keepsLatents),
            "steps": json(of: turn.steps),
            "batches": .array(turn.batches.map(json(of:))),
            "readsData": .array(turn.readsData.map { .boolean($0) }),
            "observations": .array(
                turn.observations.map { observation, buffer in
                    [
                        "player": .string("\(observation.player)"), "term": .string(observation.term),
                        "isPartOfLoss": .boolean(observation.isPartOfLoss), "buffer": .number(buffer),
                    ]
                }),
        ]
    }

    private func json(of batch: [(kind: RandomInput.Kind, buffer: Int)]) -> JSONValue {
        .array(batch.map { ["kind": .string($0.kind.rawValue), "buffer": .number($0.buffer)] })
    }

    private func json(of numbers: PerPlayer<Int>) -> JSONValue {
        ["discriminator": .number(numbers.discriminator), "generator": .number(numbers.generator)]
    }

    private func json(of function: WrittenTraining<Scalar>.WrittenFunction) -> JSONValue {
        [
            "program": .number(function.program), "rows": .number(function.rows),
            "input": .number(function.input), "output": .number(function.output),
            "slopes": function.slopes.map { .number($0) } ?? .null,
        ]
    }

    private func json(of array: WrittenTraining<Scalar>.WrittenArray) -> JSONValue {
        var object: JSONObject = [
            "name": .string(array.name), "rows": .number(array.shape.rows),
            "columns": .number(array.shape.columns), "buffer": .number(array.buffer),
        ]
        switch array.start {
        case .constant(let value): object["constant"] = .number(value)
        case .values(let values): object["values"] = .numbers(values.elements)
        case .copy(let name): object["copyOf"] = .string(name)
        case .rule(let rule, let player, let place, let part):
            object["rule"] = rule.json
            object["draw"] = .numbers([player, place, part].map(Double.init))
        }
        return .object(object)
    }
}

extension JSONValue {
    static func number(_ number: Int) -> JSONValue { .number(Double(number)) }
}

extension InitialValue {
    fileprivate var json: JSONValue {
        switch self {
        case .constant(let value): ["kind": "constant", "value": .number(value)]
        case .uniform(let limit): ["kind": "uniform", "limit": .number(limit)]
        case .normal(let deviation): ["kind": "normal", "deviation": .number(deviation)]
        case .truncatedNormal(let deviation, let limit):
            ["kind": "truncatedNormal", "deviation": .number(deviation), "limit": .number(limit)]
        case .orthogonal(let gain): ["kind": "orthogonal", "gain": .number(gain)]
        case .direction: ["kind": "direction"]
        }
    }
}

extension Schedule {
    var json: JSONValue {
        func course(_ kind: String, _ from: Double, _ to: Double, _ over: Int) -> JSONValue {
            ["kind": .string(kind), "from": .number(from), "to": .number(to), "over": .number(over)]
        }
        return switch self {
        case .constant(let value): ["kind": "constant", "value": .number(value)]
        case .linear(let from, let to, let over): course("linear", from, to, over)
        case .cosine(let from, let to, let over): course("cosine", from, to, over)
        case .exponential(let from, let to, let over): course("exponential", from, to, over)
        case .step(let from, let factor, let every):
            ["kind": "step", "from": .number(from), "factor": .number(factor), "every": .number(every)]
        }
    }
}
