import Tensors
import Testing

@testable import Autodiff

struct CostTests {
    @Test func countsProductsAndPassesOverMemory() {
        var sample = SampleGraph()
        let x = sample.input(Shape(4, 3))
        let weight = sample.input(Shape(5, 3))
        let bias = sample.input(Shape(1, 5))
        sample.outputs = [tanh(x.product(weight, transposingOther: true) + bias).sum()]
        var expected = Cost()
        expected.products = 1
        expected.flops = 2 * 4 * 5 * 3
        // One chain: it reads the product and the bias, and leaves the sum.
        expected.passes = 1
        expected.numbers = 20 + 5 + 1
        #expect(sample.flow.cost == expected)
        #expect(sample.flow.cost.description == "1 products (0.0 MFLOP), 1 passes over 26 numbers")
    }

    @Test func aTransposedFactorHasItsInnerLengthInTheOtherDimension() {
        var sample = SampleGraph()
        let x = sample.input(Shape(7, 2))
        sample.outputs = [x.product(x, transposingSelf: true)]
        #expect(sample.flow.cost.flops == 2 * 2 * 2 * 7)
    }

    @Test func repetitionsThatMustBeWrittenOutCount() {
        var sample = SampleGraph()
        let bias = sample.input(Shape(1, 5))
        sample.outputs = [bias.broadcast(to: Shape(3, 5))]
        #expect(sample.flow.cost.passes == 1)
        #expect(sample.flow.cost.numbers == 20)
    }

    @Test func whatNothingReadsIsFree() {
        var sample = SampleGraph()
        let x = sample.input(Shape(2, 2))
        _ = exp(x).product(x)
        sample.outputs = [x]
        #expect(sample.flow.cost == Cost())
    }
}
