import Autodiff
import Tensors

/// How long OpenBLAS alone takes for the products of a step on this machine, and how long the processor's fused
/// multiply-adds need for them.
public struct ProductTimes: Sendable {
    /// Seconds for one product of each size.
    let seconds: [ProductSize: Double]
    let blasCore: String
    /// Who chose it.
    let choice: String
    /// Floating-point operations a second of one thread at best.
    let fusedRate: Double

    init(
        seconds: [ProductSize: Double], blasCore: String, choice: String = Self.ownChoice, fusedRate: Double
    ) {
        self.seconds = seconds
        self.blasCore = blasCore
        self.choice = choice
        self.fusedRate = fusedRate
    }

    /// Measures each size by itself, on random matrices and with the configuration's threads.
    public init(of explanation: Explanation) {
        let sizes = explanation.whole.products.filter { $0.compiled > 0 }.map(\.size)
        let seconds = OpenBLAS.shared(by: explanation.threads) {
            sizes.map { ($0, Self.measure($0, explanation.precision.scalar)) }
        }
        self.init(
            seconds: Dictionary(uniqueKeysWithValues: seconds), blasCore: OpenBLAS.core,
            choice: OpenBLAS.kernels.explanation ?? Self.ownChoice,
            fusedRate: Self.fusedRate(explanation.precision.scalar))
    }

    static let ownChoice = "OpenBLAS's own choice for this processor"

    private static func fusedRate<Scalar: TensorScalar>(_: Scalar.Type) -> Double { Scalar.fusedRate() }

    private static func measure<Scalar: TensorScalar>(_ size: ProductSize, _: Scalar.Type) -> Double {
        BareProduct<Scalar>(
            rows: size.rows, inner: size.inner, columns: size.columns,
            transposesLeft: size.transposesLeft, transposesRight: size.transposesRight
        ).seconds()
    }

    /// Seconds for all products that a section computes in one repetition.
    func total(of section: Explanation.Section) -> Double {
        section.products.reduce(0) { $0 + Double($1.compiled) * (seconds[$1.size] ?? 0) }
    }

    /// Seconds below which no program computes the products of a section, on `threads` cores.
    func limit(of section: Explanation.Section, threads: Int) -> Double {
        Double(section.compiled.cost.flops) / (fusedRate * Double(threads))
    }
}
