import Testing

@testable import Tensors

@Suite struct FusedRateTests {
    /// Doubles are twice as large, so a register holds half as many. The bounds leave room for other work on the machine.
    @Test func doublesAreHalfAsFast() {
        let (single, double) = (Float.fusedRate(), Double.fusedRate())
        #expect(double > 1e8)
        #expect(single / double > 1.2 && single / double < 3.5)
    }

    /// Operations are counted from what the loop does, whatever the processor's registers are.
    @Test func operationsAreProportionalToRepetitions() {
        #expect(Float.kernels.fused(300) == 3 * Float.kernels.fused(100))
        #expect(Float.kernels.fused(100) == 2 * Double.kernels.fused(100))
    }
}
