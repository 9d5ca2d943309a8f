import Distributions
import Experiments
import Games
import Records
import Settings
import Tensors

/// Where the rows of batches come from, as data.
struct BatchText {
    private let configuration: ExperimentConfiguration

    init(_ configuration: ExperimentConfiguration) { self.configuration = configuration }

    /// How many points must be written one by one.
    var storedPoints: Int {
        configuration.knownGame == nil ? (configuration.trainingData as? PointSet)?.points.count ?? 0 : 0
    }

    /// For each of real points, latent points and noise their source; noise without a source is standard normal.
    var json: JSONValue {
        guard let game = configuration.knownGame else {
            return [
                "real": Self.source(of: configuration.trainingData),
                "latent": [
                    "kind": .string(configuration.latent.kind.rawValue),
                    "scale": .number(configuration.latent.scale),
                    "mean": .number(configuration.latent.mean),
                ],
            ]
        }
        return [
            "real": Self.source(of: game.data), "latent": Self.source(of: game.latent),
            "noise": game.noise.map { Self.source(of: $0) } ?? .null,
        ]
    }

    private static func source(of rows: KnownGame.Rows) -> JSONValue {
        switch rows {
        case .fixed(let matrix): ["kind": "fixed", "numbers": .numbers(matrix.elements)]
        case .normal(let mean, let standardDeviation):
            ["kind": "shifted", "mean": .numbers(mean), "scale": .number(standardDeviation)]
        case .uniform: ["kind": "uniform", "scale": 1]
        }
    }

    private static func source(of data: any PlaneDistribution) -> JSONValue {
        switch data {
        case let data as GaussianMixture: source(of: data)
        case let data as Curve: source(of: data)
        case let data as PointSet:
            [
                "kind": "points", "points": .points(data.points), "width": .number(Double(data.width)),
                "noise": .point(data.noise), "order": .string(data.order.rawValue),
            ]
        default: .null
        }
    }

    private static func source(of data: GaussianMixture) -> JSONValue {
        let modes = data.mixture
        return [
            "kind": "mixture", "centres": .points(modes.centres),
            "spreads": .numbers(modes.spreads.flatMap { [$0.xx, $0.yx, $0.yy] }),
            "weights": .numbers(modes.weights), "width": .number(Double(modes.dimensions)),
            "isPlain": .boolean(modes.isEven && modes.isUniform), "choice": .string(data.choice.rawValue),
        ]
    }

    private static func source(of data: Curve) -> JSONValue {
        var object: JSONObject = [
            "kind": "curve", "noise": .point(data.noise), "scale": .point(data.map.scale),
            "shift": .point(data.map.shift),
        ]
        switch data.shape {
        case .segments(let segments):
            object["segments"] = .numbers(
                segments.flatMap { [$0.start.x, $0.start.y, $0.end.x, $0.end.y] })
        case .circle(let radius): object["radius"] = .number(radius)
        case .swissRoll: object["shape"] = "swissRoll"
        case .twoMoons: object["shape"] = "twoMoons"
        case .twoCircles(let factor):
            object["shape"] = "twoCircles"
            object["factor"] = .number(factor)
        case .graph(let function, let from, let to):
            object["shape"] = .string("\(function)")
            object["from"] = .number(from)
            object["to"] = .number(to)
        }
        return .object(object)
    }
}

extension JSONValue {
    static func numbers(_ numbers: [Double]) -> JSONValue { .array(numbers.map { .number($0) }) }

    static func point(_ point: Point) -> JSONValue { .numbers([point.x, point.y]) }

    /// x, y, x, y, ….
    static func points(_ points: [Point]) -> JSONValue { .numbers(points.flatMap { [$0.x, $0.y] }) }

    /// Whole numbers as text, which is shorter than a list.
    static func words(_ numbers: [Int]) -> JSONValue {
        .string(numbers.map(String.init).joined(separator: " "))
    }
}
