import Dynamics
import Experiments
import Foundation
import Games
import Tensors

/// What is tried on a function.
public struct FunctionPlan: Sendable {
    public let formula: Formula
    public let game: KnownGame
    /// h of plain steps.
    public let step: Double
    public let steps: Int
    /// Methods with the way in which each is followed.
    var plays: [(method: GameMethod, way: GameWay)]

    /// - Parameters:
    ///   - counts: how many numbers x and y have; nil for as few as the formula names.
    ///   - changes: nil of a number for the usual one.
    ///   - start: where the players start; nil for 1 everywhere.
    /// - Throws: ``FormulaError``.
    public init(
        _ formula: Formula, counts: FormulaCounts? = nil, start: (x: [Double], y: [Double])? = nil,
        _ changes: GamePlan.Changes = GamePlan.Changes()
    ) throws {
        let counts = counts ?? formula.leastCounts
        self.formula = formula
        game = try .function(
            formula, x: start?.x ?? Array(repeating: 1, count: counts.x),
            y: start?.y ?? Array(repeating: 1, count: counts.y))
        step = changes.step ?? 0.05
        steps = changes.steps ?? 2000
        let gamma = changes.gamma ?? 1
        let plain = GameMethod.unregularized("descent–ascent", .minimax)
        plays =
            [
                .simultaneous, .alternating(1), .extragradient, .optimistic, .lookahead(5), .anderson,
                .rungeKutta4,
                .followTheRidge(counts.y),
            ].map { (plain, $0) }
            + [
                .consensus(gamma), .jare(gamma), .nagarajanKolter(changes.eta ?? gamma / 2),
                .symplectic(1, .minimax), .competitive(step, .minimax), .lola(step),
            ].map { (method: GameMethod) in (method, .simultaneous) }
    }

    func setup(_ method: GameMethod, _ way: GameWay = .simultaneous) -> TrainingSetup {
        let base: any Optimizer = way.isOptimistic ? Optimistic(SGD()) : SGD()
        return TrainingSetup(
            game: GAN(
                game, objective: FunctionValue(), penalties: method.penalties,
                fieldMethods: method.fieldMethods),
            scheme: way.scheme, optimizers: PerPlayer { _ in base },
            rates: PerPlayer { _ in .constant(step) }, lookahead: way.lookahead, mixing: way.mixing,
            seed: 0)
    }
}

/// The critical points of a function, and what each method makes of them.
public struct FunctionStudy: Sendable {
    /// A method near a critical point.
    public struct Local: Sendable {
        /// (λ − 1)/h of the eigenvalues λ of a step's derivative, the slowest first: those of the field's Jacobian where
        /// both players step at once.
        public let eigenvalues: [Eigenvalue]
        /// The largest |λ|; with lookahead its share of one step.
        public let radius: Double
        /// The largest step that does not lead away; nil if there is none. Methods whose weight is the step are given
        /// that step's.
        public let largestStep: Double?
        /// Whether the method stays at the point at all.
        public let isAtRest: Bool
    }

    public enum End: Sendable, Equatable {
        /// At the point of that number in ``FunctionStudy/points``.
        case point(Int)
        /// Beyond all numbers, or more than 10⁴ from 0.
        case away
        /// Somewhere else.
        case elsewhere([Double])

        var isPoint: Bool { if case .point = self { true } else { false } }
    }

    public struct Play: Sendable {
        public let method: String
        public let way: String
        /// For each of the points; none where a step has no derivative.
        public let locals: [Local]
        public let end: End
        /// y, then x, before every step and after the last.
        public let positions: [[Double]]
    }

    public let plan: FunctionPlan
    public let points: [CriticalPoint]
    public let plays: [Play]

    /// Points shown in tables; a function of several numbers may have many.
    static let mostPoints = 8

    public init(_ plan: FunctionPlan) throws {
        self.plan = plan
        let plain = try FunctionDerivatives(plan.game, plan.setup(GameMethod.unregularized("", .minimax)))
        let points = Array(try CriticalPoint.find(in: plain).prefix(Self.mostPoints))
        self.points = points
        plays = try plan.plays.map { try Play($0.method, $0.way, plan, points) }
    }
}

extension FunctionStudy.Play {
    fileprivate init(
        _ method: GameMethod, _ way: GameWay, _ plan: FunctionPlan, _ points: [CriticalPoint]
    ) throws {
        let setup = plan.setup(method, way)
        let run = try GameRun(setup, plan.game, around: PerPlayer { _ in [] })
        try run.train(plan.steps)
        let step = try StepDerivative(
            of: setup, batches: KnownGameBatches(plan.game),
            weighingByTheRate: method.holdsStep
                ? Set(method.fieldMethods.map { "field.\($0.method.name)" }) : [])
        self.method = method.name
        self.way = way.name
        locals = try way.mixing == nil ? points.map { try .init(step, way, plan.step, at: $0.numbers) } : []
        end = FunctionStudy.End(run, points)
        positions = run.positions
    }
}

extension FunctionStudy.Local {
    fileprivate init(
        _ derivative: StepDerivative, _ way: GameWay, _ step: Double, at place: [Double]
    ) throws {
        let beside = place.enumerated().map { $1 + way.displacement * (1 + abs($1)) / Double($0 + 1) }
        func radius(_ step: Double) throws -> Double {
            let update = derivative.at(beside, rate: step).derivative
            guard let lookahead = way.lookahead else { return try update.spectralRadius() }
            return pow(try update.block(of: lookahead).spectralRadius(), 1 / Double(lookahead.every))
        }
        isAtRest = derivative.at(place, rate: step).distance < 1e-6 * step
        let update = derivative.at(beside, rate: step).derivative
        self.radius = try radius(step)
        let isFinite = update.matrix.elements.allSatisfy(\.isFinite)
        let values = isFinite ? try update.matrix.eigenvalues() : []
        eigenvalues = values.sorted { ($0.modulus, $0.imaginary) > ($1.modulus, $1.imaginary) }
            .map { Eigenvalue(($0.real - 1) / step, $0.imaginary / step) }
        largestStep = isAtRest && isFinite ? try LargestStep.find(radius) : nil
    }
}

extension FunctionStudy.End {
    init(_ run: GameRun, _ points: [CriticalPoint]) {
        guard let last = run.positions.last, !run.isBroken, last.allSatisfy({ abs($0) < 1e4 }) else {
            self = .away
            return
        }
        let nearest = points.indices.min {
            CriticalPoint.distance(points[$0].numbers, last)
                < CriticalPoint.distance(points[$1].numbers, last)
        }
        if let nearest, CriticalPoint.distance(points[nearest].numbers, last) < 1e-3 {
            self = .point(nearest)
        } else {
            self = .elsewhere(last)
        }
    }
}
