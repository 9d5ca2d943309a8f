import Tensors
import Testing

@testable import Autodiff

/// What the rules about products find; that results stay equal is tested for all passes in OptimizationTests.
struct SharedFactorsTests {
    private func products(_ sample: SampleGraph) -> Int { sample.flow.optimized().cost.products }

    @Test func aSumOfProductsWithOneFactorIsOneProduct() {
        var sample = SampleGraph()
        let (a, b, c) = (
            sample.input(Shape(64, 64)), sample.input(Shape(64, 64)), sample.input(Shape(64, 64))
        )
        sample.outputs = [a.product(b) + a.product(c) - a.product(b * c)]
        #expect(products(sample) == 1)
        sample.outputs = [a.product(c, transposingSelf: true) - b.product(c, transposingSelf: true)]
        #expect(products(sample) == 1)
        // Different transpositions share nothing.
        sample.outputs = [a.product(b) + a.product(c, transposingSelf: true)]
        #expect(products(sample) == 2)
    }

    @Test func aProductOfScaledRowsIsTheScaledProduct() {
        var sample = SampleGraph()
        let (a, w) = (sample.input(Shape(256, 64)), sample.input(Shape(64, 64)))
        let scale = sample.input(Shape(256, 1))
        sample.outputs = [a.product(w).sum(), (a * scale).product(w).sum()]
        #expect(products(sample) == 1)
    }

    /// Loss and R1 of a discriminator with three hidden layers of 64 for 256 points: forward 2 products of
    /// hidden layers, back 2, the penalty's tangent forward 2, weight gradients 2 that both share. Without
    /// sharing there would be 2 more each for the loss's own backward chain and weight gradients.
    @Test func lossAndPenaltyShareTheirBackwardChain() {
        var sample = SampleGraph()
        let widths = [2, 64, 64, 64, 1]
        var parameters: [Expression] = []
        for (fanIn, fanOut) in zip(widths, widths.dropFirst()) {
            parameters += [sample.input(Shape(fanOut, fanIn)), sample.input(Shape(1, fanOut))]
        }
        let real = sample.input(Shape(256, 2))
        func score(_ points: Expression) -> Expression {
            var x = points
            for layer in 0..<4 {
                if layer > 0 { x = leakyReLU(x, slope: 0.2) }
                x = x.product(parameters[2 * layer], transposingOther: true) + parameters[2 * layer + 1]
            }
            return x
        }
        let slope = gradient(of: score(real).sum(), withRespectTo: real)
        let loss = softplus(-score(real)).mean() + 5 * slope.squaredRowNorms().mean()
        sample.outputs = [loss] + gradient(of: loss, withRespectTo: parameters)
        let hidden = 2 * 256 * 64 * 64
        let wide = sample.flow.optimized().products.filter { $0.flops == hidden }.count
        #expect(wide == 8)
    }

    /// Written out, the sum has 2³⁰ terms.
    @Test func aSumThatIsReadTwiceIsNotTakenApart() {
        var sample = SampleGraph()
        let (a, b, c) = (
            sample.input(Shape(8, 8)), sample.input(Shape(8, 8)), sample.input(Shape(8, 8))
        )
        var x = a.product(b) + tanh(c)
        for _ in 0..<30 { x = x + x }
        sample.outputs = [x + a.product(c)]
        let flow = sample.flow.optimized()
        #expect(flow.nodes.count < 60)
        #expect(flow.cost.products == 2)
    }

    /// Partial sums wait for the end of the sum, which is then taken apart once.
    @Test func aLongSumFindsItsSharedFactors() {
        var sample = SampleGraph()
        let factors = (0..<200).map { _ in sample.input(Shape(8, 8)) }
        let (left, right) = (sample.input(Shape(8, 8)), sample.input(Shape(8, 8)))
        let terms = factors.enumerated().map { index, factor in
            switch index % 4 {
            case 0: left.product(factor)
            case 1: -left.product(factor)
            case 2: factor.product(right)
            default: factor
            }
        }
        sample.outputs = [terms.dropFirst().reduce(terms[0]) { $0 + $1 }]
        #expect(products(sample) == 2)
    }
}
