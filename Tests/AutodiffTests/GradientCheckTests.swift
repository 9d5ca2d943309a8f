import Autodiff
import Tensors
import Testing

struct GradientCheckTests {
    @Test func aRightDerivativePasses() throws {
        let check = try checkGradients(at: [Matrix<Double>(row: [0.3, -1])], order: 3) { exp($0[0]) }
        #expect(check.worstDifference.count == 3)
        #expect(check.worstDifference.allSatisfy { $0 < 1e-8 })
        #expect(check.description.hasPrefix("order 1: "))
    }

    /// The derivative of a step is zero; across the step the difference is not.
    @Test func aDerivativeThatMissesAJumpIsFound() throws {
        let check = try checkGradients(at: [Matrix<Double>(row: [0, 1])], order: 1) { sign($0[0]) }
        #expect(check.worstDifference[0] > 0.5)
    }

    @Test func aDerivativeThatIsNoNumberIsFound() throws {
        let check = try checkGradients(at: [Matrix<Double>(row: [0])], order: 1) { log($0[0]) }
        #expect(!(check.worstDifference[0] < 1e9))
    }
}
