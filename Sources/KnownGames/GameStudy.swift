import Dynamics
import Experiments
import Foundation
import Games
import Machines
import Records
import Tensors

/// What was predicted for a game with a known answer, and what was measured.
public struct GameStudy: Sendable {
    /// Eigenvalues of the field's Jacobian at the equilibrium.
    public struct Spectrum: Sendable {
        public let method: String
        /// By formula; nil where the game has no Jacobian there. Two of each block, one after another.
        public let formula: [Eigenvalue]?
        /// By automatic differentiation, in the order of ``formula``.
        public let automatic: [Eigenvalue]

        /// The largest distance between the two.
        public var difference: Double? {
            formula.map { zip($0, automatic).map { $0.distance(to: $1) }.max() ?? 0 }
        }
    }

    /// A method followed in one way.
    public struct Play: Sendable {
        public let method: String
        public let way: String
        /// The spectral radius of the step's derivative at the equilibrium, by step of training; nil where there
        /// is no derivative, or the step is another with every batch.
        public let predicted: Double?
        /// The factor by which the distance changes in a step, fitted to a run that starts 10⁻⁴ from the
        /// equilibrium.
        public let measured: Double?
        /// The largest step whose spectral radius is not above 1; nil if there is none, or if the step is a part
        /// of the method.
        public let largestStep: Double?
        public let holdsStep: Bool
        /// The distance from the equilibrium before every step and after the last.
        public let radii: [Double]
        /// The players' numbers, the discriminator's first, at the same moments.
        public let positions: [[Double]]
    }

    /// How eigenvalues move as the method's weight grows.
    public struct EigenvaluePath: Sendable {
        public let name: String
        public let points: [(weight: Double, eigenvalues: [Eigenvalue])]
    }

    public let plan: GamePlan
    public let spectra: [Spectrum]
    public let plays: [Play]

    /// - Throws: ``TooLargeError`` if the machine has too little memory for so many steps.
    public init(_ plan: GamePlan, on machine: Machine = .current) throws {
        try MemoryNeed.positions(of: plan).check(on: machine)
        self.plan = plan
        spectra = try plan.methods.map { try Spectrum($0, plan) }
        plays = try plan.plays.map { try Play($0.method, $0.way, plan) }
    }

    /// The field of the method of a play, where each player has one number.
    func arrows(of play: Play, in frame: Frame) throws -> [Arrow] {
        guard let method = plan.methods.first(where: { $0.name == play.method }) else { return [] }
        return try GameField(plan.setup(method), KnownGameBatches(plan.game(for: method))).arrows(in: frame)
    }

    /// Sixty-one weights from 0 on.
    public func paths() throws -> [EigenvaluePath] {
        try plan.paths.map { name, method in
            EigenvaluePath(
                name: name,
                points: try (0...60).map { index in
                    let weight = plan.largestWeight * Double(index) / 60
                    return (weight, try plan.jacobian(of: method(weight)).eigenvalues())
                })
        }
    }
}

extension GameStudy.Spectrum {
    fileprivate init(_ method: GameMethod, _ plan: GamePlan) throws {
        self.method = method.name
        guard let formula = method.formula else {
            self.formula = nil
            automatic = []
            return
        }
        let blocks = plan.game.blocks(of: LinearizedObjective(method.objective), noise: method.noise)
        let expected = blocks.flatMap { formula($0).eigenvalues }
        let jacobian = try plan.jacobian(of: method)
        // A weight or a step may be beyond all that a Jacobian can hold.
        var found = jacobian.elements.allSatisfy(\.isFinite) ? try jacobian.eigenvalues() : []
        // Each takes the nearest that is left.
        automatic = expected.map { value in
            let nearest = found.indices.min { value.distance(to: found[$0]) < value.distance(to: found[$1]) }
            return nearest.map { found.remove(at: $0) } ?? Eigenvalue(.nan)
        }
        self.formula = expected
    }
}

extension GameStudy.Play {
    fileprivate init(_ method: GameMethod, _ way: GameWay, _ plan: GamePlan) throws {
        let (setup, game) = (plan.setup(method, way), plan.game(for: method, way))
        let run = try GameRun(setup, game, around: plan.rest)
        try run.train(plan.steps)
        // With fresh batches there is no equilibrium of the step itself.
        let hasJacobian = method.formula != nil && way.freshBatch == nil
        let beside = hasJacobian ? try GameRun(setup, game, around: plan.rest, distance: 1e-4) : nil
        try beside?.train(plan.steps)
        let jacobian = hasJacobian ? try plan.jacobian(of: method) : nil
        func radius(_ step: Double) throws -> Double? {
            try jacobian.map { try plan.spectralRadius(of: $0, way, step: step) }
        }
        self.method = method.name
        self.way = way.name
        predicted = try radius(plan.step)
        measured = beside?.factor
        holdsStep = method.holdsStep
        largestStep =
            hasJacobian && !method.holdsStep ? try LargestStep.find { try radius($0) ?? .infinity } : nil
        radii = run.radii
        positions = run.positions
    }
}

extension GamePlan {
    func setup(_ method: GameMethod, _ way: GameWay = .simultaneous) -> TrainingSetup {
        let base: any Optimizer = way.isOptimistic ? Optimistic(SGD()) : SGD()
        let game = GAN(
            game(for: method, way), objective: method.objective.objective,
            penalties: method.penalties, fieldMethods: method.fieldMethods,
            noise: method.noise > 0 ? .constant(method.noise) : nil)
        return TrainingSetup(
            game: game, scheme: way.scheme,
            optimizers: PerPlayer { _ in base }, rates: PerPlayer { _ in .constant(step) },
            weightClipping: PerPlayer(discriminator: method.clipping, generator: nil),
            lookahead: way.lookahead, seed: 0)
    }

    /// At the equilibrium.
    func jacobian(of method: GameMethod) throws -> Matrix<Double> {
        let game = game(for: method)
        return try FieldJacobian(
            of: setup(method), at: rest.map { [Matrix(row: $0)] },
            batches: KnownGameBatches(game)
        ).matrix(threads: 1)
    }

    /// Of one step; with lookahead the root of a block's.
    func spectralRadius(of jacobian: Matrix<Double>, _ way: GameWay, step: Double) throws -> Double {
        let update = try UpdateOperator(
            jacobian: jacobian, discriminatorCount: rest.discriminator.count, scheme: way.scheme,
            rates: PerPlayer { _ in step }, isOptimistic: way.isOptimistic)
        guard let lookahead = way.lookahead else { return try update.spectralRadius() }
        return pow(try update.block(of: lookahead).spectralRadius(), 1 / Double(lookahead.every))
    }
}

extension Eigenvalue {
    func distance(to other: Eigenvalue) -> Double {
        Eigenvalue(real - other.real, imaginary - other.imaginary).modulus
    }
}

extension MemoryNeed {
    /// Of the positions that are kept of every play, and of drawing them.
    static func positions(of plan: GamePlan) -> MemoryNeed {
        let numbers = Double(plan.equilibrium.count)
        return MemoryNeed(
            bytes: Double(plan.plays.count) * Double(plan.steps) * (100 + 20 * numbers),
            what: "a game of \(plan.steps) steps", advice: "Make --steps smaller.")
    }
}
