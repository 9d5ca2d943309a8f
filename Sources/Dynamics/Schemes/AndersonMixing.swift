import Games
import Tensors

/// Anderson mixing of type II over both players together: a training step counts as one application of a map w ↦ F(w),
/// and the next position is made of the last ones so that what the map would change becomes small.
///
/// With g = w − F(w), S the last changes of w and Y the last changes of g, one column a step:
///
///     (YᵀY + ρ(‖Y‖² + ‖S‖²)·I)γ = Yᵀg,    w ← F(w) − (S − Y)γ.
///
/// Source: He et al. 2022, "GDA-AM", arXiv 2110.02457, and its program, `AA.py` of hehuannb/GDA-AM, after Walker and Ni
/// 2011, doi:10.1137/10078356X.
public struct AndersonMixing: Sendable, Equatable {
    /// How many columns are kept.
    public var window: Int
    /// ρ.
    public var regularization: Double

    public init(window: Int = 10, regularization: Double = 1e-8) {
        self.window = window
        self.regularization = regularization
    }
}

/// What mixing remembers. Rows are columns of the formula: one a step, written round and round.
public struct MixingMemory<Scalar: TensorScalar> {
    /// S, Y: window × numbers of both players.
    let moves: Buffer<Scalar>
    let changes: Buffer<Scalar>
    /// YᵀY; the last row holds ‖·‖² of the rows of S.
    let products: Buffer<Scalar>
    /// w and g of the step before.
    let last: Buffer<Scalar>

    init(_ mixing: AndersonMixing, numbers: Int) {
        moves = Buffer(Shape(mixing.window, numbers))
        changes = Buffer(Shape(mixing.window, numbers))
        products = Buffer(Shape(mixing.window + 1, mixing.window))
        last = Buffer(Shape(2, numbers))
    }

    var arrays: [TrainingState<Scalar>.NamedArray] {
        [("moves", moves), ("changes", changes), ("products", products), ("last", last)].map {
            .init(name: "mixing.\($0.0)", isVector: false, buffer: $0.1)
        }
    }
}

/// Mixes what each training step has made of the players.
final class AndersonMixer<Scalar: TensorScalar> {
    private let mixing: AndersonMixing
    private let memory: MixingMemory<Scalar>
    private let parameters: [Buffer<Scalar>]
    /// w before the step, and g after it.
    private var position: [Scalar]
    private var residual: [Scalar]

    /// - Returns: nil if the setup has no mixing.
    init?(_ setup: TrainingSetup, _ state: TrainingState<Scalar>) {
        guard let mixing = setup.mixing, let memory = state.mixing else { return nil }
        self.mixing = mixing
        self.memory = memory
        parameters = Player.allCases.flatMap { state.parameters[$0].buffers }
        position = [Scalar](repeating: 0, count: memory.last.shape.columns)
        residual = position
    }

    /// Remembers where the players are.
    func begin() { read(into: &position) }

    /// - Parameter before: training steps made before this one.
    func mix(after before: Int) {
        read(into: &residual)
        for index in residual.indices { residual[index] = position[index] - residual[index] }
        let used = min(before, mixing.window)
        if before > 0 {
            keep(in: (before - 1) % mixing.window, of: used)
            if let weights = weights(used) { apply(weights) }
        }
        memory.last.unsafeElements { last in
            for index in position.indices {
                last[index] = position[index]
                last[position.count + index] = residual[index]
            }
        }
    }

    private func read(into numbers: inout [Scalar]) {
        var place = 0
        for buffer in parameters {
            buffer.unsafeElements { source in
                for index in source.indices { numbers[place + index] = source[index] }
                place += source.count
            }
        }
    }

    /// Writes the newest row of S and Y, and its products with the others.
    private func keep(in row: Int, of used: Int) {
        let (count, window) = (position.count, mixing.window)
        memory.last.unsafeElements { last in
            memory.moves.unsafeElements { moves in
                memory.changes.unsafeElements { changes in
                    var square = 0.0
                    for index in 0..<count {
                        let move = position[index] - last[index]
                        moves[row * count + index] = move
                        changes[row * count + index] = residual[index] - last[count + index]
                        square += Double(move) * Double(move)
                    }
                    memory.products.unsafeElements { products in
                        for other in 0..<used {
                            var sum = 0.0
                            for index in 0..<count {
                                sum +=
                                    Double(changes[row * count + index])
                                    * Double(changes[other * count + index])
                            }
                            products[row * window + other] = Scalar(sum)
                            products[other * window + row] = Scalar(sum)
                        }
                        products[window * window + row] = Scalar(square)
                    }
                }
            }
        }
    }

    /// γ; nil where the equations have no single solution, and then the step stays as it is.
    private func weights(_ used: Int) -> [Double]? {
        let (count, window) = (position.count, mixing.window)
        var matrix = Matrix<Double>(Shape(used, used))
        var right = Matrix<Double>(Shape(used, 1))
        memory.products.unsafeElements { products in
            let scale = (0..<used).reduce(0.0) {
                $0 + Double(products[$1 * window + $1]) + Double(products[window * window + $1])
            }
            for row in 0..<used {
                for column in 0..<used { matrix[row, column] = Double(products[row * window + column]) }
                matrix[row, row] += mixing.regularization * scale
            }
        }
        memory.changes.unsafeElements { changes in
            for row in 0..<used {
                var sum = 0.0
                for index in 0..<count {
                    sum += Double(changes[row * count + index]) * Double(residual[index])
                }
                right[row, 0] = sum
            }
        }
        let solution = matrix.solved(for: right)?.elements
        return solution.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil }
    }

    /// w ← F(w) − (S − Y)γ.
    private func apply(_ weights: [Double]) {
        let count = position.count
        var place = 0
        memory.moves.unsafeElements { moves in
            memory.changes.unsafeElements { changes in
                for buffer in parameters {
                    buffer.unsafeElements { target in
                        for index in target.indices {
                            var sum = 0.0
                            var element = place + index
                            for weight in weights {
                                sum += weight * (Double(moves[element]) - Double(changes[element]))
                                element += count
                            }
                            target[index] = Scalar(Double(target[index]) - sum)
                        }
                        place += target.count
                    }
                }
            }
        }
    }
}
