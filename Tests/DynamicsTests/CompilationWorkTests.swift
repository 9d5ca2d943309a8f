import Autodiff
import Games
import Tensors
import Testing

@testable import Dynamics

/// What the compiler's passes do grows with the size of the graph and hardly faster, as unrolling makes it longer. Counted,
/// not timed.
struct CompilationWorkTests {
    private struct Counts {
        let nodes: Int
        let work: Int
        let units: Int
    }

    private func counts(unrolling steps: Int) throws -> Counts {
        let trainer = try Trainer<Float>(
            .ring(Unrolled(steps: steps), batch: 4, hidden: 4), batches: RingBatches())
        let programs = trainer.turns.map(\.program)
        return Counts(
            nodes: programs.reduce(0) { $0 + $1.source.nodes.count },
            work: programs.reduce(0) { $0 + $1.flow.work },
            units: programs.reduce(0) { $0 + $1.flow.nodes.count })
    }

    @Test func workGrowsWithTheGraph() throws {
        let few = try counts(unrolling: 5)
        let some = try counts(unrolling: 20)
        let many = try counts(unrolling: 80)
        #expect(few.work > few.nodes)
        for (shorter, longer) in [(few, some), (some, many)] {
            let nodes = Double(longer.nodes) / Double(shorter.nodes)
            #expect((3...4.5).contains(nodes))
            #expect(Double(longer.work) / Double(shorter.work) < 1.25 * nodes)
            #expect(Double(longer.units) / Double(shorter.units) < 1.1 * nodes)
        }
    }
}
