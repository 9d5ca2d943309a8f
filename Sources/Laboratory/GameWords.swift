import Distributions
import Dynamics
import Experiments
import Games
import Records
import Runs
import Settings
import Tensors

/// What the page says and shows of a game: its settings, the columns of its table, the numbers that can be changed, the window.
struct GameWords {
    private let resolved: ExperimentConfiguration.Resolved
    private let name: String
    private let setup: TrainingSetup
    private let columns: TermColumns
    /// The players' numbers at the start, the discriminator's first, with names; of a game with a known answer.
    private let position: [(name: String, value: Double)]
    private let adjustables: [Adjustable]
    private let schedules: [String: Schedule]

    private var configuration: ExperimentConfiguration { resolved.configuration }

    init<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ name: String, _ experiment: Experiment,
        _ trainer: Trainer<Scalar>
    ) {
        self.resolved = resolved
        self.name = name
        setup = experiment.setup
        columns = TermColumns(
            trainer.observations.map { ($0.player, $0.term) },
            fieldMethods: setup.game.fieldMethods.map(\.method.name))
        adjustables = trainer.adjustables
        schedules = Dictionary(uniqueKeysWithValues: trainer.schedules.map { ($0.name, $0.schedule) })
        position = resolved.configuration.knownGame == nil ? [] : Self.position(trainer.state)
    }

    var json: JSONObject {
        let isOfPoints = configuration.knownGame == nil
        let target = isOfPoints ? points() : []
        return [
            "name": .string(name), "kind": isOfPoints ? "plane" : "numbers",
            "game": configuration.knownGame.map { .string($0.name) } ?? .null,
            "precision": .string(configuration.precision.rawValue), "steps": .number(configuration.steps),
            "batch": .number(setup.game.batch), "latent": .number(setup.game.generator.inputWidth),
            "width": .number(configuration.data.width), "seed": .number(Int(configuration.seed)),
            "settings": settings, "columns": columnWords, "order": .words(columns.order),
            "numbers": .array(adjustables.map(words(of:))), "modes": modes,
            "position": isOfPoints ? .null : .array(position.map { .string($0.name) }),
            "equilibria": .array(equilibrium.map { [.numbers($0)] } ?? []),
            "score": setup.game.objective.isLogistic ? "logit" : "critic",
            "frame": frame(around: target),
            "target": .numbers(target.flatMap { [rounded($0.x), rounded($0.y)] }),
        ]
    }

    private static func position<Scalar: TensorScalar>(
        _ state: TrainingState<Scalar>
    ) -> [(name: String, value: Double)] {
        let symbols = ["psi": "ψ", "theta": "θ"]
        return Player.allCases.flatMap { player in
            zip(state.parameters[player].declarations, state.parameters[player].buffers).flatMap {
                declaration, buffer in
                let numbers = buffer.matrix.elements.map { Double($0) }
                let name = symbols[declaration.name] ?? declaration.name
                return numbers.enumerated().map { (numbers.count > 1 ? "\(name)\($0 + 1)" : name, $1) }
            }
        }
    }

    private var equilibrium: [Double]? {
        configuration.knownGame?.equilibrium.map { $0.discriminator + $0.generator }
    }

    private func points() -> [Point] {
        let buffer = Buffer<Double>(Shape(500, configuration.data.width))
        configuration.data.fill(buffer, RandomDraw(seed: configuration.seed, stream: .evaluation, step: 0))
        let matrix = buffer.matrix
        return (0..<matrix.shape.rows).map {
            Point(matrix[$0, 0], matrix.shape.columns > 1 ? matrix[$0, 1] : 0)
        }
    }

    private func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

    private func frame(around target: [Point]) -> JSONValue {
        if configuration.knownGame == nil {
            return json(of: Frame(modes: configuration.data.modes, data: target))
        }
        // The game's orbits go round the equilibrium, through the start.
        let half = (position.count + 1) / 2
        let places = [position.map(\.value), equilibrium ?? []].filter { !$0.isEmpty }
            .flatMap { numbers in [Point(numbers[half - 1 < numbers.count ? half : 0], numbers[0])] }
        let middle = places.count > 1 ? places[1] : .zero
        let reach = places.map { max(abs($0.x - middle.x), abs($0.y - middle.y)) }.max() ?? 1
        return json(of: Frame(centre: middle, halfSide: 2 * (reach > 0 ? reach : 1)))
    }

    private func json(of frame: Frame) -> JSONValue {
        ["x": .number(frame.centre.x), "y": .number(frame.centre.y), "half": .number(frame.halfSide)]
    }
}

extension GameWords {
    private var columnWords: JSONValue {
        let ofTerms = columns.columns.map { column -> JSONValue in
            [
                "name": .string(column.name), "title": .string(column.title),
                "role": .string(column.role.rawValue), "unit": .string(column.unit ?? ""),
                "scale": column.scale == .logarithmic ? "log" : "linear",
            ]
        }
        let ofPosition = position.map { number -> JSONValue in
            [
                "name": .string(number.name), "title": .string(number.name), "role": "position", "unit": "",
                "scale": "linear",
            ]
        }
        return .array(ofTerms + ofPosition)
    }

    private var modes: JSONValue {
        guard configuration.knownGame == nil, let modes = configuration.data.modes else { return .null }
        return [
            "centres": .points(modes.centres),
            "deviations": .numbers(modes.spreads.map { $0.deviations.max() }),
            "weights": .numbers(modes.weights),
        ]
    }

    /// A number with the symbol that papers have for it, and a range that a slider can have.
    private func words(of number: Adjustable) -> JSONValue {
        let schedule = schedules[number.key] ?? .constant(number.value)
        let end = schedule.value(at: configuration.steps)
        let top = max(abs(number.value), abs(end))
        let isRate = number.key.hasPrefix("rate.")
        var isSchedule = true
        if case .constant = schedule { isSchedule = false }
        let most = number.isCount ? max(20, top) : top > 0 ? (isRate ? 10 : 100) * top : 1
        return [
            "key": .string(number.key), "title": .string(number.title), "symbol": .string(number.symbol),
            "value": .number(number.value), "min": .number(number.isCount ? 1 : 0), "max": .number(most),
            "whole": .boolean(number.isCount), "isSchedule": .boolean(isSchedule),
        ]
    }

    /// The keys that say what is trained, in a word or two each.
    private var settings: JSONValue {
        let keys = [
            "game", "data", "latent", "objective", "penalties", "fieldMethods", "instanceNoise", "scheme",
            "lookahead", "average", "generator", "discriminator", "batch", "precision",
        ]
        let hidden = configuration.knownGame == nil ? ["game"] : ["data", "latent"]
        return .array(
            keys.filter { !hidden.contains($0) }.compactMap { key in
                resolved.json[JSONPath(key)].flatMap { Self.words(of: $0) }.map {
                    [.string(key), .string($0)]
                }
            })
    }

    /// A value in a line: an object as its kind and its other members.
    private static func words(of value: JSONValue) -> String? {
        switch value {
        case .null: return nil
        case .string(let text): return text
        case .array(let values):
            guard !values.isEmpty else { return nil }
            return values.contains { $0.objectValue != nil }
                ? values.compactMap { words(of: $0) }.joined(separator: "; ") : JSONWriter.compact(value)
        case .object(let object):
            let rest = object.members.filter { $0.key != "kind" }.compactMap { member in
                words(of: member.value).map { text in
                    member.value.objectValue == nil ? "\(member.key) \(text)" : "\(member.key): \(text)"
                }
            }
            return ([object["kind"]?.textValue].compactMap(\.self) + rest).joined(separator: ", ")
        default: return JSONWriter.compact(value)
        }
    }
}
