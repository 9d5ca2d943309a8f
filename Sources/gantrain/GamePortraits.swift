import Figures
import Foundation
import KnownGames
import Records

extension GamePortrait {
    /// A study in the terms of its pictures: phase portraits where each player has one number, distances where
    /// they have more.
    init(_ study: GameStudy) throws {
        let plan = study.plan
        let rest = plan.equilibrium
        let isPlane = rest.count == 2
        let predictable = study.plays.filter { $0.predicted != nil && $0.way == plan.wayNames[0] }
        let frame = Frame(
            centre: isPlane ? Point(x: rest[1], y: rest[0]) : Point(x: 0, y: 0),
            halfSide: plan.kind == .quadratic ? 0.9 : 2)
        self.init(
            title: "\(plan.kind.rawValue), steps of \(plan.step)",
            axes: (x: "generator's parameter", y: "discriminator's parameter"), frame: frame,
            equilibria: isPlane ? [Point(x: rest[1], y: rest[0])] : [],
            panels: isPlane ? try Self.panels(study, frame) : [], paths: try Self.paths(study),
            distances: isPlane ? [] : predictable.map(Self.distance),
            predictions: isPlane ? [] : predictable.compactMap(Self.prediction))
    }

    /// A run's record in the terms of its pictures.
    init(_ record: GameRecord) throws {
        let isPlane = record.equilibrium.count == 2
        let points =
            isPlane ? record.positions.filter { $0.count == 2 }.map { Point(x: $0[1], y: $0[0]) } : []
        let rest = isPlane ? [Point(x: record.equilibrium[1], y: record.equilibrium[0])] : []
        let frame = Frame(around: points + rest)
        let arrows = try record.arrows(discriminator: frame.vertical, generator: frame.horizontal)
        let panel = Panel(
            title: "", places: arrows.map { Point(x: $0.generator, y: $0.discriminator) },
            field: arrows.map { Point(x: $0.step.generator, y: $0.step.discriminator) },
            lines: [Line(name: "orbit", points: points)])
        self.init(
            title: record.title, axes: (x: "generator's parameter", y: "discriminator's parameter"),
            frame: frame, equilibria: rest, panels: isPlane ? [panel] : [], paths: [],
            distances: [
                Line(
                    name: "distance",
                    points: record.distances.map { Point(x: Double($0.step), y: $0.distance) })
            ],
            spectra: record.spectra.map {
                .init(step: $0.step, eigenvalues: $0.eigenvalues.map(Figures.Point.init))
            })
    }

    /// The plays of a method in one panel, and one for each further way in which only the first is followed.
    private static func panels(_ study: GameStudy, _ frame: Frame) throws -> [Panel] {
        let ways = Set(study.plan.wayNames)
        var panels: [Panel] = []
        for play in study.plays {
            let isFurther = !ways.contains(play.way)
            let line = Line(
                name: isFurther ? "as named" : play.way,
                points: play.positions.map { Point(x: $0[1], y: $0[0]) })
            if !isFurther, panels.last?.title == play.method {
                panels[panels.count - 1].lines.append(line)
                continue
            }
            let arrows = try study.arrows(
                of: play, discriminator: frame.vertical, generator: frame.horizontal)
            panels.append(
                Panel(
                    title: isFurther ? play.way : play.method,
                    places: arrows.map { Point(x: $0.generator, y: $0.discriminator) },
                    field: arrows.map { Point(x: $0.step.generator, y: $0.step.discriminator) },
                    lines: [line]))
        }
        return panels
    }

    private static func paths(_ study: GameStudy) throws -> [Path] {
        try study.paths().map { path in
            let points = path.points.flatMap { point in
                point.eigenvalues.map { (point.weight, Point(x: $0.real, y: $0.imaginary)) }
            }
            return Path(title: path.name, weights: points.map(\.0), eigenvalues: points.map(\.1))
        }
    }

    private static func distance(_ play: GameStudy.Play) -> Line {
        Line(
            name: play.method,
            points: play.radii.enumerated().map { Point(x: Double($0.offset), y: $0.element) })
    }

    /// From where the faster directions are gone: the middle of the run.
    private static func prediction(_ play: GameStudy.Play) -> Line? {
        guard let predicted = play.predicted, let last = play.radii.indices.last, last > 1 else { return nil }
        let middle = last / 2
        return Line(
            name: play.method,
            points: [0, last].map { step in
                Point(x: Double(step), y: play.radii[middle] * pow(predicted, Double(step - middle)))
            })
    }
}
