import KnownGames
import Settings
import Tensors

/// What was predicted and measured of a game, for other programs. What is infinite or undefined is null.
enum GameJSON {
    static func json(of study: GameStudy) -> JSONValue {
        [
            "game": .string(study.plan.kind.rawValue), "step": .number(study.plan.step),
            "steps": .number(Double(study.plan.steps)),
            "methods": .array(
                study.spectra.map { spectrum in
                    [
                        "method": .string(spectrum.method),
                        "byFormula": spectrum.formula.map(list) ?? .null,
                        "byDifferentiation": spectrum.formula == nil ? .null : list(spectrum.automatic),
                        "difference": number(spectrum.difference),
                    ]
                }),
            "plays": .array(
                study.plays.map { play in
                    [
                        "method": .string(play.method), "moves": .string(play.way),
                        "predictedRadius": number(play.predicted), "measuredRadius": number(play.measured),
                        "largestStep": number(play.largestStep),
                        "isStableAtAnyStep": .boolean(play.largestStep == .infinity),
                        "distanceAtTheEnd": number(play.radii.last),
                    ]
                }),
        ]
    }

    static func json(of study: FunctionStudy) -> JSONValue {
        [
            "function": .string(study.plan.formula.title), "step": .number(study.plan.step),
            "steps": .number(Double(study.plan.steps)),
            "points": .array(
                study.points.map { point in
                    [
                        "x": .array(point.x.map { .number($0) }), "y": .array(point.y.map { .number($0) }),
                        "value": number(point.value), "kind": .string(point.kind.rawValue),
                        "largestOfHyy": number(point.largestOfY),
                        "smallestOfSchur": number(point.smallestSchur),
                    ]
                }),
            "plays": .array(study.plays.map(json)),
        ]
    }

    private static func json(of play: FunctionStudy.Play) -> JSONValue {
        let (end, numbers): (JSONValue, JSONValue) =
            switch play.end {
            case .point(let index): (.number(Double(index + 1)), .null)
            case .away: (.null, .null)
            case .elsewhere(let numbers): (.null, .array(numbers.map { .number($0) }))
            }
        return [
            "method": .string(play.method), "moves": .string(play.way), "endsAtPoint": end,
            "endsElsewhere": numbers,
            "points": .array(
                play.locals.map { local in
                    [
                        "isAtRest": .boolean(local.isAtRest), "radius": number(local.radius),
                        "largestStep": number(local.largestStep),
                        "isStableAtAnyStep": .boolean(local.largestStep == .infinity),
                        "eigenvalues": list(local.eigenvalues),
                    ]
                }),
        ]
    }

    private static func number(_ number: Double?) -> JSONValue {
        number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }

    /// Each as its real and its imaginary part.
    private static func list(_ values: [Eigenvalue]) -> JSONValue {
        .array(values.map { .array([number($0.real), number($0.imaginary)]) })
    }
}
