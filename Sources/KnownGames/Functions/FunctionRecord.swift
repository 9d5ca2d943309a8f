import Dynamics
import Games
import Records

extension GameRecord {
    /// A function of two numbers: the field of every method, and how training moves in it. Without pictures where a player
    /// has more numbers.
    public init(_ study: FunctionStudy) throws {
        let plan = study.plan
        let isPlane = study.plays.allSatisfy { $0.positions.first?.count == 2 }
        func place(_ numbers: [Double]) -> Point { Point(numbers[1], numbers[0]) }
        let points = isPlane ? study.points : []
        let start = isPlane ? study.plays.prefix(1).compactMap { $0.positions.first.map(place) } : []
        // Whole orbits of those that arrive; the others leave any window.
        let arriving = isPlane ? study.plays.filter { $0.end.isPoint }.flatMap(\.positions).map(place) : []
        let frame = Frame(around: points.map { place($0.numbers) } + start + arriving, margin: 0.3)
        let panels =
            try isPlane
            ? study.plays.map { play in
                Panel(
                    title: play.way == GameWay.simultaneous.name ? play.method : play.way,
                    field: try study.arrows(of: play, in: frame),
                    lines: [Line(name: "orbit", points: play.positions.map(place))])
            } : []
        self.init(
            title: "min over x, max over y of \(plan.formula.title), steps of \(plan.step)", frame: frame,
            equilibria: points.filter { $0.kind != .neither }.map { place($0.numbers) }, panels: panels)
        axes = ["x", "y"]
        equilibriumName = "local minimax, or degenerate"
        otherPoints = points.filter { $0.kind == .neither }.map { place($0.numbers) }
    }
}

extension FunctionStudy {
    fileprivate func arrows(of play: Play, in frame: Frame) throws -> [Arrow] {
        guard let method = plan.plays.first(where: { $0.method.name == play.method })?.method else {
            return []
        }
        return try GameField(plan.setup(method), KnownGameBatches(plan.game)).arrows(in: frame)
    }
}
