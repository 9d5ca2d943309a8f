import Records
import CAllocationCounter
import Distributions
import Dynamics
import Games
import Tensors
import Testing

/// A warm training step works in memory laid out once.
struct AllocationTests {
    /// Unoptimized code allocates where a release does not.
    static var canCount: Bool {
        #if DEBUG
        false
        #else
        allocation_count_is_available() != 0
        #endif
    }

    static let setups: [TrainingSetup] = [
        .ring(batch: 64, hidden: 32),
        .ring(Simultaneous(), [WGANGP()], optimizer: RMSProp(), batch: 64, hidden: 32),
        .ring(
            Alternating(discriminatorSteps: 2), [R1(), R2()], optimizer: SGD(momentum: 0.5), batch: 64,
            hidden: 32, averageDecay: nil),
        .ring(batch: 64, hidden: 32, isSpectral: true),
        .ring(Simultaneous(), [], optimizer: RMSProp(), batch: 64, hidden: 32, fieldMethods: [Consensus()]),
        .ring(Simultaneous(), [], optimizer: RMSProp(), batch: 64, hidden: 32, fieldMethods: [JARE()]),
    ]

    @Test(.enabled(if: canCount), arguments: setups.indices)
    func aWarmStepAllocatesNothing(_ index: Int) throws {
        let trainer = try Trainer<Float>(Self.setups[index], batches: RingBatches())
        #expect(trainer.run(3) == nil)
        allocation_count_begin()
        for _ in 0..<20 { _ = trainer.step() }
        let allocations = allocation_count_end()
        #expect(allocations == 0)
        #expect(trainer.completedSteps == 23)
    }

    static let games: [KnownGame] = [
        .dirac(batch: 16, isNoiseFresh: true), .quadratic(), .gaussian(), .gaussian(freshBatch: 32),
    ]

    @Test(.enabled(if: canCount), arguments: games.indices)
    func aWarmStepOfAKnownGameAllocatesNothing(_ index: Int) throws {
        let game = Self.games[index]
        let played = Played(game: game, fieldMethods: [(JARE(), 1)], noise: game.noise == nil ? 0 : 0.5)
        let trainer = try played.trainer()
        #expect(trainer.run(3) == nil)
        allocation_count_begin()
        for _ in 0..<20 { _ = trainer.step() }
        let allocations = allocation_count_end()
        #expect(allocations == 0)
    }

    static let data: [any PlaneDistribution] = [
        GaussianMixture.grid(side: 2, spacing: 1, standardDeviation: 0.1, choice: .balanced),
        Curve(.circle(radius: 1)), Curve(.swissRoll, noise: 0.25),
        Curve(Curve.fourSegments(side: 2, length: 1)), PointSet([.zero, Point(1, 2)], noise: 0.1, scale: 1),
    ]

    @Test(.enabled(if: canCount), arguments: data.indices)
    func drawingABatchAllocatesNothing(_ index: Int) {
        let data = Self.data[index]
        let buffer = Buffer<Float>(Shape(64, 2))
        data.fill(buffer, RandomDraw(seed: 1, stream: .data, step: 1))
        allocation_count_begin()
        for step in 2...5 { data.fill(buffer, RandomDraw(seed: 1, stream: .data, step: step)) }
        let allocations = allocation_count_end()
        #expect(allocations == 0)
    }

    @Test(.enabled(if: allocation_count_is_available() != 0))
    func theCounterSeesAllocations() {
        allocation_count_begin()
        let buffer = Buffer<Float>(Shape(10, 10))
        let allocations = allocation_count_end()
        #expect(allocations > 0)
        #expect(buffer.shape.count == 100)
    }
}
