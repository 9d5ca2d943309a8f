import Tensors
import Testing

@testable import Autodiff

@Suite struct ProductSizeTests {
    /// (A·Bᵀ)·v and Aᵀ·A, with A 3×4, B 5×4 and v 5×1; and a product that is not wanted.
    @Test func sizesAndTransposes() {
        var sample = SampleGraph()
        let a = sample.input(Shape(3, 4))
        let b = sample.input(Shape(5, 4))
        let v = sample.input(Shape(5, 1))
        _ = b.product(a, transposingOther: true)
        sample.outputs = [
            a.product(b, transposingOther: true).product(v), a.product(a, transposingSelf: true),
        ]
        let products = sample.flow.products
        #expect(products.map(\.description) == ["3×4 · 5×4ᵀ", "3×5 · 5×1", "3×4ᵀ · 3×4"])
        #expect(products.map(\.flops) == [2 * 3 * 4 * 5, 2 * 3 * 5, 2 * 4 * 3 * 4])
        #expect(products.map { [$0.rows, $0.inner, $0.columns] } == [[3, 4, 5], [3, 5, 1], [4, 3, 4]])
    }

    @Test func theyAreThoseThatTheCostCounts() {
        let written = SampleGraph.penalizedLoss { tanh($0) }.flow
        for flow in [written, written.optimized()] {
            #expect(flow.products.count == flow.cost.products)
            #expect(flow.products.reduce(0) { $0 + $1.flops } == flow.cost.flops)
        }
    }

    /// x·w, the sum with the bias and tanh are 3×1 each, the whole sum 1×1; the repeated bias is not written out.
    @Test func resultsThatMustBeComputed() {
        var sample = SampleGraph()
        let x = sample.input(Shape(3, 4))
        let w = sample.input(Shape(4, 1))
        let bias = sample.input(.scalar)
        sample.outputs = [tanh(x.product(w) + bias).sum()]
        #expect(sample.flow.resultNumbers == 3 + 3 + 3 + 1)
    }

    @Test func aProgramKnowsWhatWasAskedFor() throws {
        let graph = Graph()
        let x = graph.input("x", Shape(2, 2))
        let program = try Program<Float>(computing: [x.product(x) + x.product(x)])
        #expect(program.source.products.count == 2)
        #expect(program.flow.products.count == 1)
    }
}
