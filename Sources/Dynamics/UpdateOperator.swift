import Games
import Tensors

/// F'(w*), the derivative of a training step with plain gradient descent at an equilibrium w*. Training comes
/// closer to the equilibrium by the factor |λ| a step, λ its largest eigenvalue, from everywhere near it if
/// |λ| < 1 (Mescheder, Geiger, Nowozin 2018, arXiv 1801.04406, section 2).
///
/// It is composed of the moves of a scheme, each I + hP·J, where J is the Jacobian of the field, P keeps the
/// rows of the players that move and h their rates.
public struct UpdateOperator {
    /// Over the discriminator's parameters, then the generator's; an optimistic optimizer's state follows.
    public let matrix: Matrix<Double>
    private let parameterCount: Int

    /// - Parameters:
    ///   - jacobian: n×n, the discriminator's rows first.
    ///   - discriminatorCount: how many rows are the discriminator's.
    ///   - isOptimistic: whether the optimizer extrapolates from the past.
    /// - Throws: ``SetupError`` for a rule whose players follow another field than J's, such as an unrolled generator; `ShapeError`
    ///   for a Jacobian that is not square.
    public init(
        jacobian: Matrix<Double>, discriminatorCount: Int, scheme: any Scheme, rates: PerPlayer<Double>,
        isOptimistic: Bool = false
    ) throws {
        let moves = Moves(jacobian: jacobian, discriminatorCount: discriminatorCount, rates: rates)
        let size = isOptimistic ? 2 * moves.count : moves.count
        var step = Matrix<Double>.identity(size)
        for turn in scheme.turns {
            let move = try isOptimistic ? moves.optimistic(turn) : moves.plain(turn)
            for _ in 0..<turn.repetitions { step = try move.product(step) }
        }
        self.init(matrix: step, parameterCount: moves.count)
    }

    init(matrix: Matrix<Double>, parameterCount: Int) {
        self.matrix = matrix
        self.parameterCount = parameterCount
    }

    /// `lookahead.every` steps, after which the players are drawn back: (1 − α)I + αMᵏ.
    public func block(of lookahead: TrainingSetup.Lookahead) throws -> UpdateOperator {
        var power = Matrix<Double>.identity(matrix.shape.rows)
        for _ in 0..<lookahead.every { power = try matrix.product(power) }
        for row in 0..<parameterCount {
            for column in 0..<matrix.shape.columns {
                let start: Double = row == column ? 1 : 0
                power[row, column] = (1 - lookahead.share) * start + lookahead.share * power[row, column]
            }
        }
        return UpdateOperator(matrix: power, parameterCount: parameterCount)
    }

    /// The largest |λ|; infinite where numbers have overflown.
    public func spectralRadius() throws -> Double {
        guard matrix.elements.allSatisfy(\.isFinite) else { return .infinity }
        return try matrix.eigenvalues().map(\.modulus).max() ?? 0
    }
}

/// The moves of players on a linear field.
private struct Moves {
    let jacobian: Matrix<Double>
    let discriminatorCount: Int
    let rates: PerPlayer<Double>

    var count: Int { jacobian.shape.rows }

    private func player(of row: Int) -> Player { row < discriminatorCount ? .discriminator : .generator }

    func plain(_ turn: Turn) throws -> Matrix<Double> {
        switch turn.rule.linear {
        case .here: return try moved(turn, reading: .identity(count))
        case .ahead: return try moved(turn, reading: moved(turn, reading: .identity(count)))
        case nil:
            throw SetupError(
                description: "a move \(turn.rule.name) has no update operator made of the Jacobian alone")
        }
    }

    /// w ← w + hP·J·s(w).
    private func moved(_ turn: Turn, reading place: Matrix<Double>) throws -> Matrix<Double> {
        let field = try jacobian.product(place)
        var move = Matrix<Double>.identity(count)
        for row in 0..<count where turn.players.contains(player(of: row)) {
            for column in 0..<count { move[row, column] += rates[player(of: row)] * field[row, column] }
        }
        return move
    }

    /// On (w, v₋): w ← w + h(2Jw − v₋), v₋ ← Jw.
    func optimistic(_ turn: Turn) throws -> Matrix<Double> {
        guard case .here = turn.rule.linear else {
            throw SetupError(
                description: "an optimistic optimizer has an update operator for plain moves alone")
        }
        var move = Matrix<Double>.identity(2 * count)
        for row in 0..<count where turn.players.contains(player(of: row)) {
            let rate = rates[player(of: row)]
            for column in 0..<count {
                move[row, column] += 2 * rate * jacobian[row, column]
                move[count + row, column] = jacobian[row, column]
            }
            move[row, count + row] = -rate
            move[count + row, count + row] = 0
        }
        return move
    }
}

extension Matrix<Double> {
    fileprivate static func identity(_ count: Int) -> Matrix {
        var identity = Matrix(Shape(count, count))
        for index in 0..<count { identity[index, index] = 1 }
        return identity
    }
}
