extension TensorScalar {
    /// Floating-point operations a second of one thread that does nothing but independent fused multiply-adds, the best
    /// of `repeats` measurements of about a thousandth of a second each. No matrix product can be faster.
    public static func fusedRate(repeats: Int = 15) -> Double {
        (0..<max(1, repeats)).map { _ in
            let start = ContinuousClock.now
            let operations = kernels.fused(20_000)
            return Double(operations) / ((ContinuousClock.now - start) / .seconds(1))
        }.max() ?? 0
    }
}
