import Dynamics
import Experiments
import Foundation
import Games
import Records
import Runs

extension GameRecord {
    /// A run of a game with a known answer: the phase portrait where each player has one number, and the distance from
    /// the equilibrium. Nil for a run of networks.
    public init?(of run: RunRecord, _ configuration: ExperimentConfiguration) throws {
        guard let game = configuration.knownGame else { return nil }
        let isPlane = game.numberNames.count == 2
        let experiment = Experiment(configuration)
        let start = TrainingState<Double>(experiment.setup).numbers
        let places = game.numberNames.map { run.table.place(of: $0) }
        let positions = [start] + run.table.rows.map { row in places.compactMap { Table.value(row, at: $0) } }
        let orbit = positions.filter { isPlane && $0.count == 2 }.map(Point.init(numbers:))
        let rest = game.equilibrium.map { $0.discriminator + $0.generator }
        let equilibria = isPlane ? rest.map { [Point(numbers: $0)] } ?? [] : []
        let frame = Frame(around: orbit + equilibria)
        let distances = rest == nil ? [] : run.table.values(of: game.distance.columns[0].name)
        self.init(
            title: run.title, frame: frame, equilibria: equilibria,
            panels: isPlane
                ? [
                    Panel(
                        title: "",
                        field: try GameField(experiment.setup, experiment.batches).arrows(in: frame),
                        lines: [Line(name: "orbit", points: orbit)])
                ] : [],
            distances: distances.isEmpty
                ? []
                : [Line(name: "distance", points: distances.map { Point(Double($0.step), $0.value) })],
            spectra: run.spectra)
        axes = Self.axes(of: game.name)
    }

    /// A study: phase portraits where each player has one number, distances where they have more.
    public init(_ study: GameStudy) throws {
        let plan = study.plan
        let rest = plan.equilibrium
        let isPlane = rest.count == 2
        let predictable = study.plays.filter { $0.predicted != nil && $0.way == plan.wayNames[0] }
        let frame = Frame(
            centre: isPlane ? Point(numbers: rest) : .zero, halfSide: plan.kind == .quadratic ? 0.9 : 2)
        self.init(
            title: "\(Self.title(of: plan.kind)), step length \(plan.step)", frame: frame,
            equilibria: isPlane ? [Point(numbers: rest)] : [],
            panels: isPlane ? try Self.panels(study, frame) : [], paths: try Self.paths(study),
            distances: isPlane ? [] : predictable.map(Self.distance),
            predictions: isPlane ? [] : predictable.compactMap(Self.prediction))
        axes = Self.axes(of: plan.kind.rawValue)
    }

    private static func title(of kind: GamePlan.Kind) -> String {
        switch kind {
        case .dirac: "Dirac-GAN"
        case .quadratic: "Nagarajan and Kolter's quadratic GAN"
        case .gaussian: "Gaussian GAN"
        case .bilinear: "bilinear game"
        }
    }

    /// The letters of the papers.
    private static func axes(of game: String) -> [String] {
        let letters = ["dirac": ("θ", "ψ"), "bilinear": ("x", "y"), "quadratic": ("a", "w")][game]
        return letters.map { ["generator's parameter \($0)", "discriminator's parameter \($1)"] }
            ?? ["generator's parameter", "discriminator's parameter"]
    }

    /// The plays of a method in one panel, and one for each further way in which only the first is followed.
    private static func panels(_ study: GameStudy, _ frame: Frame) throws -> [Panel] {
        let ways = Set(study.plan.wayNames)
        var panels: [Panel] = []
        for play in study.plays {
            let isFurther = !ways.contains(play.way)
            let line = Line(
                name: isFurther ? "as named" : play.way, points: play.positions.map(Point.init(numbers:)))
            if !isFurther, panels.last?.title == play.method {
                panels[panels.count - 1].lines.append(line)
                continue
            }
            panels.append(
                Panel(
                    title: isFurther ? play.way : play.method, field: try study.arrows(of: play, in: frame),
                    lines: [line]))
        }
        return panels
    }

    private static func paths(_ study: GameStudy) throws -> [EigenvaluePath] {
        try study.paths().map { path in
            let points = path.points.flatMap { point in
                point.eigenvalues.map { (point.weight, Point($0.real, $0.imaginary)) }
            }
            return EigenvaluePath(title: path.name, weights: points.map(\.0), eigenvalues: points.map(\.1))
        }
    }

    private static func distance(_ play: GameStudy.Play) -> Line {
        Line(
            name: play.method, points: play.radii.enumerated().map { Point(Double($0.offset), $0.element) })
    }

    /// From where the faster directions are gone: the middle of the run.
    private static func prediction(_ play: GameStudy.Play) -> Line? {
        guard let predicted = play.predicted, let last = play.radii.indices.last, last > 1 else { return nil }
        let middle = last / 2
        return Line(
            name: play.method,
            points: [0, last].map { step in
                Point(Double(step), play.radii[middle] * pow(predicted, Double(step - middle)))
            })
    }
}

extension Point {
    /// The players' two numbers, the discriminator's first: the generator's goes across, the discriminator's up.
    fileprivate init(numbers: [Double]) { self.init(numbers[1], numbers[0]) }
}
