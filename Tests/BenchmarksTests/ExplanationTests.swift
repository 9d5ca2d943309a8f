import TestSupport
import Autodiff
import Testing

@testable import Benchmarks

@Suite struct ExplanationTests {
    /// A step of two discriminator's moves and one of the generator, with numbers made up.
    private static let made: Explanation = {
        func size(_ rows: Int, _ inner: Int, _ columns: Int, _ left: Bool, _ right: Bool) -> ProductSize {
            ProductSize(
                rows: rows, inner: inner, columns: columns, transposesLeft: left, transposesRight: right)
        }
        func counts(_ products: Int, _ flops: Int, _ passes: Int, _ megabytes: Int) -> Explanation.Counts {
            var counts = Explanation.Counts()
            counts.cost.products = products
            counts.cost.flops = flops
            counts.cost.passes = passes
            counts.passBytes = megabytes * 1_000_000
            counts.buffers = products + passes
            counts.memoryBytes = megabytes * 250_000
            return counts
        }
        let forward = size(512, 256, 256, false, true)
        return Explanation(
            name: "made", batch: 512, precision: .float32, threads: 2,
            sections: [
                .init(
                    title: "the discriminator moves", repetitions: 2,
                    products: [
                        .init(size: forward, written: 4, compiled: 3),
                        .init(size: size(256, 512, 256, true, false), written: 1, compiled: 0),
                    ], written: counts(5, 335_544_320, 60, 8), compiled: counts(3, 201_326_592, 40, 6),
                    sharedWork: 0.9),
                .init(
                    title: "the generator moves", repetitions: 1,
                    products: [.init(size: forward, written: 2, compiled: 2)],
                    written: counts(2, 134_217_728, 30, 4), compiled: counts(2, 134_217_728, 20, 3),
                    sharedWork: 0),
            ], fullLayerFlops: 67_108_864)
    }()

    @Test func text() {
        #expect(
            Self.made.text() == """
                made: batch 512, float32, 2 threads

                the discriminator moves, 2 times a step
                                                      as written  compiled
                  512×256 · 256×256ᵀ                           4         3
                  512×256ᵀ · 512×256                           1         0
                  products                                     5         3
                  MFLOP in them                           335.54    201.33
                  other passes over memory                    60        40
                  MB that they read and write               8.00      6.00
                  pieces of memory for results                65        43
                  MB in them                                2.00      1.50
                  % of the work that 2 threads share                    90

                the generator moves
                                                      as written  compiled
                  512×256 · 256×256ᵀ                           2         2
                  products                                     2         2
                  MFLOP in them                           134.22    134.22
                  other passes over memory                    30        20
                  MB that they read and write               4.00      3.00
                  pieces of memory for results                32        22
                  MB in them                                1.00      0.75
                  % of the work that 2 threads share                     0

                a whole step
                                                as written  compiled
                  512×256 · 256×256ᵀ                    10         8
                  512×256ᵀ · 512×256                     2         0
                  products                              12         8
                  MFLOP in them                     805.31    536.87
                  other passes over memory             150       100
                  MB that they read and write        20.00     15.00
                  pieces of memory for results          97        65
                  MB in them                          3.00      2.25

                In products of the widest layer (67.11 MFLOP each) the step needs 8.0; as written 12.0.

                """)
    }

    @Test func textWithTimes() throws {
        let times = ProductTimes(
            seconds: [Self.made.whole.products[0].size: 0.000_31], blasCore: "SkylakeX",
            fusedRate: 1e11)
        let lines = Self.made.text(times).split(separator: "\n")
        #expect(lines[0] == "made: batch 512, float32, 2 threads")
        #expect(lines[1] == "OpenBLAS core SkylakeX: OpenBLAS's own choice for this processor")
        #expect(
            lines.last == """
                OpenBLAS alone takes 2.480 ms for the step's products. Fused multiply-adds, which bound every program, take \
                2.684 ms (100 GFLOP/s a thread).
                """)
        #expect(lines[3] == "                                      as written  compiled  µs each")
        #expect(lines[4] == "  512×256 · 256×256ᵀ                           4         3    310.0")
        #expect(lines[6] == "  products                                     5         3    930.0")
    }

    /// The products of an alternating step by hand, for one hidden layer: fake points 2, two scores of 2, their
    /// slopes at the weights; then the generator's. Batch 4, hidden 3, latent 2, no penalty.
    @Test func productsOfAPlainGAN() throws {
        let explanation = try Explanation(Tiny.resolved(["penalties=[]"]))
        #expect(explanation.sections.map(\.title) == ["the discriminator moves", "the generator moves"])
        let discriminators = explanation.sections[0].products
        func compiled(_ text: String) -> Int {
            discriminators.filter { $0.size.description == text }.reduce(0) { $0 + $1.compiled }
        }
        // Hidden layers of generator and of both scores; the one score of each batch.
        #expect(compiled("4×2 · 3×2ᵀ") == 3)
        #expect(compiled("4×3 · 1×3ᵀ") == 2)
        #expect(compiled("4×3 · 2×3ᵀ") == 1)
        for section in explanation.sections {
            #expect(section.compiled.cost.flops <= section.written.cost.flops)
            #expect(section.compiled.cost.products == section.products.reduce(0) { $0 + $1.compiled })
            #expect(section.compiled.memoryBytes < section.written.memoryBytes)
        }
    }

    @Test(arguments: [
        (["scheme.discriminatorSteps=5"], ["the discriminator moves", "the generator moves"], [5, 1]),
        (["scheme.kind=simultaneous"], ["both players move"], [1]),
        (["scheme.kind=extragradient"], ["both players move, extrapolated"], [1]),
        (
            ["scheme={\"kind\":\"unrolled\",\"unrolledSteps\":1}"],
            ["the discriminator moves", "the generator moves, unrolled over 1 step"], [1, 1]
        ),
    ])
    func titles(changes: [String], titles: [String], repetitions: [Int]) throws {
        let explanation = try Explanation(Tiny.resolved(changes + ["precision=float64"]))
        #expect(explanation.sections.map(\.title) == titles)
        #expect(explanation.sections.map(\.repetitions) == repetitions)
    }

    @Test func everyProductThatIsLeftHasATime() throws {
        let explanation = try Explanation(Tiny.resolved())
        let times = ProductTimes(of: explanation)
        for line in explanation.whole.products {
            #expect((times.seconds[line.size] ?? 0 > 0) == (line.compiled > 0), "\(line.size)")
        }
        #expect(times.total(of: explanation.whole) > times.total(of: explanation.sections[0]))
    }
}
