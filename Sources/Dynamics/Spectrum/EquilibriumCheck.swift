import Foundation
import Games
import Tensors

/// Whether a position can be taken for an equilibrium: how large each player's part of the field is there.
///
/// Two measured scales say what counts as 0. One is the same player's part of the field before training, at the
/// parameters that the seed draws; it is the only one where batches do not differ. The other is the standard error of
/// the mean over batches: a mean within twice its error cannot be told from 0. (If the true mean is 0, a single normally
/// distributed number is beyond twice its error with a probability of 5 % for many batches and 8 % for ten; a vector
/// of many numbers is more rarely.)
public struct EquilibriumCheck: Sendable {
    /// A player's part of the field v, averaged over batches.
    public struct Part: Equatable, Sendable {
        /// ‖v̄‖ at the position.
        public let norm: Double
        /// √(Σ‖v_b − v̄‖²/(n(n − 1))) for n batches, an estimate of √E‖v̄ − v‖²; nil for a single batch.
        public let error: Double?
        /// ‖v̄‖ at the parameters that the seed draws.
        public let untrainedNorm: Double

        /// The norm as a share of the untrained one.
        public var share: Double { norm == 0 ? 0 : norm / untrainedNorm }

        public var verdict: Verdict {
            if norm <= EquilibriumCheck.mostShare * untrainedNorm { return .near }
            guard let error, error > 0, norm <= EquilibriumCheck.mostErrors * error else { return .away }
            return .withinError
        }
    }

    public enum Verdict: String, Sendable {
        /// At most ``EquilibriumCheck/mostShare`` of the untrained field.
        case near
        /// More than that, but at most ``EquilibriumCheck/mostErrors`` times its standard error: it may be 0.
        case withinError
        /// More than both.
        case away
    }

    /// A player's part of the field counts as 0 up to this share of the untrained one.
    public static let mostShare = 0.001
    /// A part of the field cannot be told from 0 up to so many times its standard error.
    public static let mostErrors = 2.0

    /// Batches that the parts are averaged over.
    public let batchCount: Int
    public let parts: PerPlayer<Part>

    /// Away if one player is; near if both are.
    public var verdict: Verdict {
        let verdicts = Player.allCases.map { parts[$0].verdict }
        return [.away, .withinError].first { verdicts.contains($0) } ?? .near
    }

    /// - Parameters:
    ///   - parameters: of both players, in the order of their models' declarations.
    ///   - auxiliaries: what the models keep beside them, at this position.
    ///   - step: where in training weights are read off their schedules, for the untrained field too.
    ///   - batchCount: batches over which the fields are averaged, the same ones as a ``FieldJacobian`` sees.
    /// - Throws: ``SetupError``, `ShapeError` or `GraphError` if the parts do not fit together.
    public init(
        of setup: TrainingSetup, at parameters: PerPlayer<[Matrix<Double>]>,
        with auxiliaries: PerPlayer<[Matrix<Double>]> = PerPlayer { _ in [] }, step: Int = 1,
        batches: any BatchSource, batchCount: Int = 1
    ) throws {
        let untrained = TrainingState<Double>(setup)
        let start = try FieldProgram(
            of: setup, at: untrained.parameterValues, with: untrained.auxiliaryValues, step: step,
            batches: batches)
        let here = try FieldProgram(
            of: setup, at: parameters, with: auxiliaries, step: step, batches: batches)
        let scale = start.mean(over: batchCount)
        var moments = PerPlayer { _ in Moments() }
        for batch in 0..<batchCount {
            let field = here.field(on: batch)
            for player in Player.allCases { moments[player].add(here.part(player, of: field)) }
        }
        self.batchCount = batchCount
        parts = PerPlayer { player in
            Part(
                norm: euclideanNorm(moments[player].mean), error: moments[player].error,
                untrainedNorm: euclideanNorm(start.part(player, of: scale)))
        }
    }
}

/// The mean of vectors and its standard error, by Welford's recurrence: equal vectors have error 0 exactly.
struct Moments {
    private(set) var mean: [Double] = []
    private var squares = 0.0
    private var count = 0.0

    mutating func add(_ vector: some Collection<Double>) {
        if mean.isEmpty { mean = [Double](repeating: 0, count: vector.count) }
        count += 1
        for (place, value) in zip(mean.indices, vector) {
            let before = value - mean[place]
            mean[place] += before / count
            squares += before * (value - mean[place])
        }
    }

    /// nil of a single vector.
    var error: Double? { count > 1 ? (squares / (count * (count - 1))).squareRoot() : nil }
}
