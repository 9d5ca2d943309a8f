import Dynamics
import Foundation
import Games
import Tensors

/// What is known of the eigenvalues of a game's field at one step of training.
public struct GameSpectrum: Sendable {
    public enum Eigenvalues: Sendable {
        /// All of them.
        case whole(Spectrum)
        /// Those of largest modulus and the rightmost ones.
        case part(largest: KrylovSchur.Result, rightmost: KrylovSchur.Result)
    }

    /// What simultaneous descent would do, over all eigenvalues and without those that count as zero.
    public struct Forecast: Sendable {
        public let all: DescentForecast
        public let nonzero: DescentForecast
    }

    /// Training steps done.
    public let step: Int
    public let parameters: PerPlayer<Int>
    /// Batches that were averaged over, and rows in each.
    public let batches: Int
    public let batch: Int
    public let eigenvalues: Eigenvalues
    /// Of each player's own block: the Jacobian of its part of the field, the other player standing still. Nil if not
    /// asked for.
    public let apart: PerPlayer<Eigenvalues>?
    /// From the start of training to this position; nil if not asked for.
    public let path: FieldPath?
    /// ‖v‖ at the position; 0 at an equilibrium.
    public let fieldNorm: Double
    /// Whether the field is taken without the configuration's field methods.
    public let isPlain: Bool
    /// The penalties that look at generated points, and whether the Jacobian takes these as given: where it does not,
    /// it has derivatives of the discriminator's direction that go through them.
    public let penaltiesAtGeneratedPoints: [(name: String, isDetached: Bool)]
    /// The steps of the forecast.
    public let rates: PerPlayer<Double>
    /// Nil where only a part of the eigenvalues is known and the players' rates differ.
    public let forecast: Forecast?
    public let seconds: Double

    /// All eigenvalues that are known.
    public var points: [Eigenvalue] { eigenvalues.points }

    public var size: Int { parameters.discriminator + parameters.generator }
}

extension GameSpectrum.Eigenvalues {
    /// All that are known.
    public var points: [Eigenvalue] {
        switch self {
        case .whole(let spectrum): spectrum.eigenvalues
        case .part(let largest, let rightmost): (largest.pairs + rightmost.pairs).map(\.value)
        }
    }
}

extension GameSpectrum {
    /// - Parameters:
    ///   - parameters: of both players, in the order of their models' declarations.
    ///   - step: training steps done; weights and rates are taken at this step.
    ///   - jacobian: called with the whole Jacobian, if it is formed.
    package init(
        of experiment: Experiment, at parameters: PerPlayer<[Matrix<Double>]>,
        with auxiliaries: PerPlayer<[Matrix<Double>]> = PerPlayer { _ in [] }, step: Int,
        _ options: SpectrumOptions, jacobian keep: (Matrix<Double>) throws -> Void = { _ in }
    ) throws {
        let start = ContinuousClock.now
        let configuration = experiment.configuration
        let setup = experiment.setup(options)
        let subject = try FieldJacobian(
            of: setup, at: parameters, with: auxiliaries, step: max(step, 1), batches: experiment.batches,
            batchCount: options.batches)
        let rates = PerPlayer { options.step ?? experiment.setup.rates[$0].value(at: max(step, 1)) }
        let counts = parameters.map { $0.reduce(0) { $0 + $1.shape.count } }
        // Threads share the columns of the Jacobian alone: with more of them LAPACK would find other last bits.
        (eigenvalues, apart, forecast, fieldNorm) = try OpenBLAS.shared(by: 1) {
            let norm = subject.field().reduce(0) { $0 + $1 * $1 }.squareRoot()
            if options.isDense(subject.size) {
                let matrix = try subject.matrix(threads: options.threads)
                try keep(matrix)
                let spectrum = Spectrum(try matrix.eigenvalues())
                let apart =
                    try options.isApart ? PerPlayer { try Eigenvalues(of: $0, in: matrix, counts) } : nil
                return (.whole(spectrum), apart, try Forecast(spectrum, matrix, rates, counts), norm)
            }
            let start = RandomDraw(seed: configuration.seed, stream: .spectrum, step: 1)
            let part = try Eigenvalues(options.count, size: subject.size, start, subject.apply)
            let apart =
                try options.isApart
                ? PerPlayer { player in
                    try Eigenvalues(
                        options.count, size: counts[player], start, subject.product(of: player, counts))
                } : nil
            let forecast =
                rates.discriminator == rates.generator ? Forecast(part.points, times: rates.generator) : nil
            return (part, apart, forecast, norm)
        }
        path =
            try options.hasPath
            ? FieldPath(
                of: setup, from: try experiment.initialParameters(), to: parameters, with: auxiliaries,
                step: max(step, 1), batches: experiment.batches, batchCount: options.batches) : nil
        self.step = step
        isPlain = options.isPlain
        penaltiesAtGeneratedPoints = experiment.setup.game.penalties.compactMap { penalty in
            penalty.method.takesGeneratedAsGiven.map { (penalty.method.name, $0) }
        }
        self.parameters = counts
        batches = options.batches
        batch = configuration.batch
        self.rates = rates
        seconds = (ContinuousClock.now - start) / .seconds(1)
    }
}

extension EquilibriumCheck {
    /// A field is cheap beside its Jacobian, and a single batch has no error.
    private static let fewestBatches = 10

    /// Of the same field as a ``GameSpectrum``'s, on the same batches, or on more if these are few.
    package init(
        of experiment: Experiment, at parameters: PerPlayer<[Matrix<Double>]>,
        with auxiliaries: PerPlayer<[Matrix<Double>]>, step: Int, _ options: SpectrumOptions
    ) throws {
        try self.init(
            of: experiment.setup(options), at: parameters, with: auxiliaries, step: max(step, 1),
            batches: experiment.batches, batchCount: max(options.batches, Self.fewestBatches))
    }
}

extension Experiment {
    /// The setup whose field is looked at.
    fileprivate func setup(_ options: SpectrumOptions) -> TrainingSetup {
        options.isPlain ? setup.withoutFieldMethods : setup
    }

    /// The parameters of both players before the first step: drawn by the seed, or read from the run that `start` names.
    fileprivate func initialParameters() throws -> PerPlayer<[Matrix<Double>]> {
        let state = TrainingState<Double>(setup)
        try configuration.start?.load(into: state, setup)
        return state.parameterValues
    }
}

extension TrainingSetup {
    /// The game whose players follow their own gradients alone, penalties included.
    fileprivate var withoutFieldMethods: TrainingSetup {
        var setup = self
        setup.game.fieldMethods = []
        return setup
    }
}

extension GameSpectrum.Forecast {
    /// For players with different rates: the eigenvalues of H·J, whose rows are J's times the rates.
    init(
        _ spectrum: Spectrum, _ jacobian: Matrix<Double>, _ rates: PerPlayer<Double>,
        _ counts: PerPlayer<Int>
    ) throws {
        guard rates.discriminator != rates.generator else {
            self.init(spectrum.eigenvalues, times: rates.generator)
            return
        }
        let rows = (0..<jacobian.shape.rows).map { row in
            row < counts.discriminator ? rates.discriminator : rates.generator
        }
        let scaled = try jacobian * Matrix(Shape(rows.count, 1), elements: rows)
        self.init(try scaled.eigenvalues(), times: 1)
    }

    init(_ values: [Eigenvalue], times h: Double) {
        let scaled = Spectrum(values.map { Eigenvalue(h * $0.real, h * $0.imaginary) })
        all = DescentForecast(of: scaled.eigenvalues)
        nonzero = DescentForecast(of: scaled.eigenvalues.filter { $0.modulus > scaled.threshold })
    }
}

extension GameSpectrum.Eigenvalues {
    /// Of a player's block of the whole Jacobian.
    fileprivate init(of player: Player, in jacobian: Matrix<Double>, _ counts: PerPlayer<Int>) throws {
        let places =
            player == .discriminator ? 0..<counts.discriminator : counts.discriminator..<jacobian.shape.rows
        let block = places.flatMap { row in places.map { jacobian[row, $0] } }
        self = .whole(
            Spectrum(try Matrix(Shape(places.count, places.count), elements: block).eigenvalues()))
    }

    /// By Krylov's method, from products.
    fileprivate init(
        _ count: Int, size: Int, _ start: RandomDraw, _ product: ([Double]) -> [Double]
    ) throws {
        func find(_ target: KrylovSchur.Target) throws -> KrylovSchur.Result {
            try KrylovSchur(target, count: count).eigenvalues(size: size, start: start, product: product)
        }
        self = .part(largest: try find(.largestModulus), rightmost: try find(.rightmost))
    }
}

extension FieldJacobian {
    /// The product of a player's own block and a vector.
    fileprivate func product(of player: Player, _ counts: PerPlayer<Int>) -> ([Double]) -> [Double] {
        let before = player == .discriminator ? 0 : counts.discriminator
        let after = size - before - counts[player]
        return { vector in
            let padded = [Double](repeating: 0, count: before) + vector + [Double](repeating: 0, count: after)
            return Array(self.apply(padded)[before..<before + vector.count])
        }
    }
}
