import Autodiff
import Foundation
import Games
import Synchronization
import Tensors

/// The Jacobian J = ∂v/∂w of a game's vector field at a position w, averaged over a number of batches.
///
/// v is the direction in which the players step: minus the gradients of their own losses, penalties and field
/// methods included, all players on the same batch. With this sign an equilibrium is stable where the real
/// parts of J's eigenvalues are negative (Mescheder, Nowozin, Geiger, arXiv 1705.10461). Optimizer, order of
/// the moves and steps ahead have no part in it.
///
/// w holds the parameters of the discriminator, then of the generator, each in the order of its model's
/// declarations and row by row; a column of J is the change of v along one of these numbers. In `Double`.
///
/// Not safe to use from two threads at once.
public final class FieldJacobian {
    private let parts: Parts
    private let program: FieldJacobianProgram
    /// Numbers in w: rows and columns of J.
    public let size: Int
    /// Batches over which J is averaged.
    public var batchCount: Int { parts.batchCount }

    /// - Parameters:
    ///   - parameters: the values of both players' parameters, in the order of their models' declarations.
    ///   - auxiliaries: what the models keep beside their parameters; it stays as it is.
    ///   - step: where in training the weights of penalties and field methods are read off their schedules.
    ///   - batches: where batches come from; they depend on the setup's seed and their number alone, so that
    ///     the Jacobians at two positions see the same ones.
    ///   - batchCount: how many batches to average over, at least 1.
    /// - Throws: ``SetupError``, `ShapeError` or `GraphError` if the parts do not fit together.
    public init(
        of setup: TrainingSetup, at parameters: PerPlayer<[Matrix<Double>]>,
        with auxiliaries: PerPlayer<[Matrix<Double>]> = PerPlayer { _ in [] }, step: Int = 1,
        batches: any BatchSource, batchCount: Int = 1
    ) throws {
        guard batchCount > 0 else {
            throw SetupError(description: "a Jacobian is averaged over at least 1 batch, not \(batchCount)")
        }
        parts = Parts(
            setup: setup, parameters: parameters, auxiliaries: auxiliaries, step: step, batches: batches,
            batchCount: batchCount)
        program = try FieldJacobianProgram(parts)
        size = program.size
    }

    /// v at the position, averaged over the batches.
    public func field() -> [Double] {
        averaged(program.field)
    }

    /// J·x, without forming J.
    ///
    /// - Parameter vector: `size` numbers.
    public func apply(_ vector: [Double]) -> [Double] {
        precondition(vector.count == size, "a vector of \(vector.count) numbers where J has \(size) columns")
        program.tangent.load(vector)
        return averaged(program.product)
    }

    /// J, n×n for n parameters in all.
    ///
    /// - Parameters:
    ///   - threads: columns are shared out among so many threads. The result does not depend on it.
    ///   - progress: told how many of the columns are done, from any of the threads, one at a time. An error that it
    ///     throws ends the work within a few columns and is thrown from here.
    public func matrix(
        threads: Int = Team.cores,
        progress: @Sendable (_ done: Int, _ of: Int) throws -> Void = { _, _ in }
    ) throws -> Matrix<Double> {
        let (parts, blocks, size) = (parts, parts.blocks, size)
        let next = Atomic(0)
        let collected = Mutex(Collected())
        // Each thread computes whole columns, and a product by one thread has the same bits everywhere.
        OpenBLAS.shared(by: 1) {
            DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
                while case let index = next.add(1, ordering: .relaxed).oldValue, index < blocks.count {
                    let block = blocks[index]
                    let columns = Result {
                        try FieldJacobianProgram(parts, along: block.parameter).columns(block.columns)
                    }
                    let goesOn = collected.withLock { collected in
                        collected.take(columns, index, block.columns.count) { try progress($0, size) }
                    }
                    if !goesOn { return }
                }
            }
        }
        // The columns lie one after another: J's transpose, row by row.
        let columns = try collected.withLock { collected in
            if let error = collected.error { throw error }
            return blocks.indices.flatMap { collected.columns[$0] ?? [] }
        }
        return try Matrix(Shape(size, size), elements: columns).transposed()
    }

    /// What the threads have computed so far.
    private struct Collected {
        var columns: [Int: [Double]] = [:]
        var done = 0
        var error: (any Error)?

        /// - Returns: whether there is a point in computing more.
        mutating func take(
            _ result: Result<[Double], any Error>, _ index: Int, _ count: Int, report: (Int) throws -> Void
        ) -> Bool {
            guard error == nil else { return false }
            do {
                columns[index] = try result.get()
                done += count
                try report(done)
            } catch {
                self.error = error
            }
            return error == nil
        }
    }

    private func averaged(_ values: FlatBuffers) -> [Double] {
        var sum = [Double](repeating: 0, count: size)
        for batch in 0..<batchCount {
            program.see(batch)
            program.evaluate()
            values.add(to: &sum, at: 0)
        }
        return sum.map { $0 / Double(batchCount) }
    }
}

extension FieldJacobian {
    /// What a thread needs to build its program.
    struct Parts: Sendable {
        let setup: TrainingSetup
        let parameters: PerPlayer<[Matrix<Double>]>
        let auxiliaries: PerPlayer<[Matrix<Double>]>
        let step: Int
        let batches: any BatchSource
        let batchCount: Int

        /// Columns along one parameter, to be computed in one go.
        struct Block {
            /// The place among all parameters of both players.
            let parameter: Int
            /// Counted from the parameter's first number.
            let columns: Range<Int>
        }

        /// All columns in order, in pieces small enough that threads end at about the same time, and large
        /// enough that compiling a program for each does not count.
        var blocks: [Block] {
            let most = 64
            let sizes = Player.allCases.flatMap { parameters[$0].map(\.shape.count) }
            return sizes.enumerated().flatMap { parameter, size in
                stride(from: 0, to: size, by: most).map {
                    Block(parameter: parameter, columns: $0..<min($0 + most, size))
                }
            }
        }
    }
}
