import Tensors
import Testing

@testable import Autodiff

struct CommonSubexpressionsTests {
    @Test func equalExpressionsAreComputedOnce() {
        var sample = SampleGraph()
        let x = sample.input(Shape(2, 3))
        let y = sample.input(Shape(2, 3))
        sample.outputs = [exp(x) * y, y * exp(x), x + y, y + x]
        let flow = sample.flow.withCommonSubexpressionsMerged()
        #expect(flow.outputs[0] == flow.outputs[1])
        #expect(flow.outputs[2] == flow.outputs[3])
        #expect(flow.nodes.map(\.operation.name) == ["input", "input", "exponential", "multiply", "add"])
    }

    @Test func whatDiffersStaysApart() {
        var sample = SampleGraph()
        let x = sample.input(Shape(2, 2))
        let y = sample.input(Shape(2, 2))
        sample.outputs = [
            x - y, y - x, x / y, y / x, x.product(y), y.product(x), x.product(y, transposingOther: true), -x,
            -y,
            leakyReLU(x, slope: 0.1), leakyReLU(x, slope: 0.2), x.sum(), x.sum(to: Shape(1, 2)),
            x.sum(to: Shape(2, 1)), x * 2, x * 3,
        ]
        let flow = sample.flow.withCommonSubexpressionsMerged()
        #expect(Set(flow.outputs).count == sample.outputs.count)
    }

    @Test func deadCodeIsDroppedAndTheRestKeepsItsOrder() {
        var sample = SampleGraph()
        let x = sample.input(Shape(2, 2))
        _ = exp(x)
        let wanted = tanh(x)
        _ = wanted * 3
        _ = sample.input(Shape(1, 1))
        sample.outputs = [wanted]
        #expect(sample.flow.withoutDeadCode().nodes.map(\.operation.name) == ["input", "tanh"])
        #expect(sample.flow.withoutDeadCode().outputs == [1])
    }
}
