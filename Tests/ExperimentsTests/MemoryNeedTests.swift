import Machines
import Settings
import TestSupport
import Testing

@testable import Experiments

/// The factors of ``MemoryNeed``, against the peak of resident memory of the program, two steps on x86-64 Linux.
@Suite struct MemoryNeedTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let changes: [String]
        /// In units of 10⁶ bytes.
        let peak: Double

        var testDescription: String { name }
    }

    private static let wide = [
        "generator.hidden=[256,256,256,256]", "discriminator.hidden=[256,256,256,256]", "batch=2048",
    ]
    private static let large = [
        "generator.hidden=[1024,1024,1024]", "discriminator.hidden=[1024,1024,1024]", "batch=64",
    ]
    private static let simultaneous = "scheme.kind=simultaneous"

    private static func unrolled(_ steps: Int) -> String {
        #"scheme={"kind":"unrolled","unrolledSteps":\#(steps)}"#
    }

    private static func method(_ name: String) -> String { #"fieldMethods=[{"kind":"\#(name)"}]"# }

    static let cases = [
        Case(name: "mog8", changes: [], peak: 34.4),
        Case(name: "many rows", changes: wide, peak: 116.7),
        Case(name: "double", changes: wide + ["precision=float64"], peak: 200.8),
        Case(name: "simultaneous", changes: wide + [simultaneous], peak: 114.2),
        Case(name: "extragradient", changes: wide + ["scheme.kind=extragradient"], peak: 115.5),
        Case(name: "one step ahead", changes: wide + [unrolled(1)], peak: 151),
        Case(name: "5 steps ahead", changes: wide + [unrolled(5)], peak: 381.5),
        Case(name: "10 steps ahead", changes: wide + [unrolled(10)], peak: 636),
        Case(name: "consensus", changes: wide + [simultaneous, method("consensus")], peak: 176.3),
        Case(name: "JARE", changes: wide + [simultaneous, method("jare")], peak: 116.4),
        Case(name: "SGA", changes: wide + [simultaneous, method("sga")], peak: 207.2),
        Case(name: "NK", changes: wide + [simultaneous, method("nagarajanKolter")], peak: 118.3),
        Case(name: "CGD", changes: wide + [simultaneous, method("cgd")], peak: 128.4),
        Case(name: "WGAN-GP", changes: wide + [#"penalties=[{"kind":"wganGP"}]"#], peak: 125.9),
        Case(
            name: "R1 and R2", changes: wide + [#"penalties=[{"kind":"r1"},{"kind":"r2"}]"#], peak: 127.2),
        Case(name: "large", changes: large, peak: 314.1),
        Case(name: "large, 5 steps ahead", changes: large + [unrolled(5)], peak: 529),
        Case(name: "large, SGA", changes: large + [simultaneous, method("sga")], peak: 357.3),
        Case(name: "large, JARE", changes: large + [simultaneous, method("jare")], peak: 308),
        Case(name: "large, CGD", changes: large + [simultaneous, method("cgd")], peak: 404.5),
        Case(
            name: "SGA, a step ahead", changes: wide + ["batch=1024", unrolled(1), method("sga")], peak: 538.3
        ),
        Case(
            name: "consensus, 2 steps ahead",
            changes: wide + ["batch=1024", unrolled(2), method("consensus")],
            peak: 634.2),
        Case(
            name: "SGA and consensus",
            changes: wide + [
                "batch=1024", simultaneous, #"fieldMethods=[{"kind":"sga"},{"kind":"consensus"}]"#,
            ], peak: 386.6),
        Case(name: "many samples", changes: ["record.samples=500000"], peak: 522.3),
        Case(name: "large, consensus", changes: large + [simultaneous, method("consensus")], peak: 320.9),
    ]

    private static let mog8 = """
        {
          "name": "mog8", "batch": 128, "threads": 1,
          "data": { "kind": "ring", "modes": 8, "radius": 2, "standardDeviation": 0.02 },
          "latent": { "width": 4 },
          "generator": { "hidden": [64, 64, 64, 64] },
          "discriminator": { "hidden": [64, 64, 64, 64] },
          "penalties": [{ "kind": "r1" }],
          "record": { "samples": 1000 }
        }
        """

    /// A trace keeps the numbers of one step: states before and after each move.
    @Test func whatIsTakenDownIsCounted() throws {
        let mog8 = try Tiny.read(Self.mog8)
        let (plain, traced) = (
            MemoryNeed(of: mog8).bytes / 1e6, MemoryNeed(of: mog8, isTraced: true).bytes / 1e6
        )
        #expect(traced > plain + 1 && traced < plain + 20)
    }

    /// What is enough is allowed, and no more than three times as much is asked for where it matters.
    @Test(arguments: cases) func theEstimateIsHonest(_ example: Case) throws {
        let need = MemoryNeed(of: try Tiny.read(Self.mog8, example.changes)).bytes / 1e6
        #expect(need >= example.peak)
        #expect(need <= 3 * max(example.peak, 100))
    }
}
