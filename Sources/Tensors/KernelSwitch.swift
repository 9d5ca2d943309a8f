import COpenBLAS
import Foundation

/// Makes OpenBLAS choose its kernels again.
///
/// No product may be computed meanwhile.
package struct KernelSwitch {
    static let variable = "OPENBLAS_CORETYPE"
    private let functions: OpenBLASFunctions

    init(_ functions: OpenBLASFunctions) { self.functions = functions }

    /// Of the library in use.
    package init() { self.init(OpenBLAS.functions) }

    /// The core whose kernels are in use.
    package var core: String { functions.get_corename().map { String(cString: $0) } ?? "unknown" }

    /// Replaces a choice of kernels that does not fit the processor.
    package func choose(on processor: Processor, chosenByUser: Bool) -> KernelChoice {
        let first = core
        let better = KernelChoice.better(than: first, on: processor, chosenByUser: chosenByUser)
        if better.isEmpty { return KernelChoice(core: first, origin: chosenByUser ? .user : .library) }
        for wanted in better where use(wanted) && core != first && productsAreRight {
            return KernelChoice(core: core, origin: .corrected(instead: first))
        }
        _ = use(nil)
        return KernelChoice(core: core, origin: .notCorrected)
    }

    /// - Parameter core: nil leaves the choice to OpenBLAS.
    /// - Returns: whether this build of OpenBLAS can choose at all. Which kernels it took is to be asked then: it
    ///   has a choice of its own for names that it does not know.
    package func use(_ core: String?) -> Bool {
        guard let quit = functions.dynamic_quit, let initialize = functions.dynamic_init else { return false }
        let before = getenv(Self.variable).map { String(cString: $0) }
        set(core)
        quit()
        initialize()
        set(before)
        return true
    }

    private func set(_ core: String?) {
        if let core { setenv(Self.variable, core, 1) } else { unsetenv(Self.variable) }
    }

    /// Whether products of both precisions, with and without transposes, agree with plain loops.
    package var productsAreRight: Bool {
        [false, true].allSatisfy { left in
            [false, true].allSatisfy { right in
                // Large enough that every loop of the kernels takes part, and no multiple of their widths.
                let trial = TrialProduct(rows: 37, inner: 261, columns: 53, left, right)
                return trial.isRight(within: 1e-5, functions.sgemm, Float.self)
                    && trial.isRight(within: 1e-13, functions.dgemm, Double.self)
            }
        }
    }
}

/// A product that is computed twice.
private struct TrialProduct {
    typealias Multiply<Scalar> =
        (
            Int32, Int32, Int32, Int32, Int32, Int32, Scalar, UnsafePointer<Scalar>?, Int32,
            UnsafePointer<Scalar>?, Int32, Scalar, UnsafeMutablePointer<Scalar>?, Int32
        ) -> Void

    let rows, inner, columns: Int
    let transposesLeft, transposesRight: Bool

    init(rows: Int, inner: Int, columns: Int, _ transposesLeft: Bool, _ transposesRight: Bool) {
        (self.rows, self.inner, self.columns) = (rows, inner, columns)
        (self.transposesLeft, self.transposesRight) = (transposesLeft, transposesRight)
    }

    /// - Parameter tolerance: of a sum of `inner` terms, each at most 1.
    func isRight<Scalar: BinaryFloatingPoint>(
        within tolerance: Double, _ multiply: Multiply<Scalar>, _: Scalar.Type
    ) -> Bool {
        let a = Self.numbers(rows * inner, from: 1).map { Scalar($0) }
        let b = Self.numbers(inner * columns, from: 2).map { Scalar($0) }
        var out = [Scalar](repeating: .nan, count: rows * columns)
        multiply(
            Int32(CblasRowMajor), Int32(transposesLeft ? CblasTrans : CblasNoTrans),
            Int32(transposesRight ? CblasTrans : CblasNoTrans), Int32(rows), Int32(columns), Int32(inner), 1,
            a, Int32(transposesLeft ? rows : inner), b, Int32(transposesRight ? inner : columns), 0, &out,
            Int32(columns))
        return (0..<rows).allSatisfy { row in
            (0..<columns).allSatisfy { column in
                let sum = (0..<inner).reduce(0.0) { sum, term in
                    let left = a[transposesLeft ? term * rows + row : row * inner + term]
                    let right = b[transposesRight ? column * inner + term : term * columns + column]
                    return sum + Double(left) * Double(right)
                }
                return abs(Double(out[row * columns + column]) - sum) <= tolerance * Double(inner)
            }
        }
    }

    /// Between -1 and 1, without a pattern that a wrong kernel could hide behind.
    private static func numbers(_ count: Int, from seed: UInt32) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Double(state >> 8) / Double(1 << 23) - 1
        }
    }
}
