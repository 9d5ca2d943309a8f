import Tensors
import Testing

@testable import Autodiff

struct StageOrderTests {
    /// Whatever is needed comes first; nothing is lost, nothing comes twice.
    @Test(arguments: 0..<40) func everythingComesAfterWhatItNeeds(seed: Int) {
        let sample = SampleGraph.random(seed: seed, derivatives: seed % 2 == 0)
        let flow = sample.flow.optimized()
        let plan = ExecutionPlan(flow, observed: flow.outputs.count)
        var done = Set<Int>()
        for unit in plan.units {
            for id in unit.members {
                for source in plan.virtual.sources(of: id, in: flow) where plan.unit[source] != nil {
                    #expect(done.contains(source) || unit.members.contains(source))
                }
            }
            for id in unit.members { #expect(done.insert(id).inserted) }
        }
        #expect(done.count == plan.unit.count { $0 != nil })
    }

    /// Two networks' passes forward and back on a batch, written one after the other with each weight's gradient
    /// in between: all that is about rows of the batch comes first.
    @Test func whatIsAboutTheBatchStandsTogether() throws {
        let batch = 64
        let graph = Graph()
        let (x, y) = (graph.input("x", Shape(batch, 8)), graph.input("y", Shape(batch, 8)))
        let weights = (0..<3).map { graph.input("w\($0)", Shape(8, 8)) }
        var outputs: [Expression] = []
        for points in [x, y] {
            let score = weights.reduce(points) { tanh($0.product($1)) }.sum(to: Shape(batch, 1))
            outputs += gradient(of: softplus(score).mean(), withRespectTo: weights)
        }
        let flow = Dataflow(graph, computing: outputs).optimized()
        let plan = ExecutionPlan(flow, observed: outputs.count)
        let rows = plan.units.map { flow.nodes[$0.members[0]].shape.rows }
        let changes = zip(rows, rows.dropFirst()).count { $0 != $1 }
        #expect(changes == 1, "\(rows)")
        #expect(rows.first == batch)
    }
}
