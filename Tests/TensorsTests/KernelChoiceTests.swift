import COpenBLAS
import Foundation
import Testing

@testable import Tensors

@Suite struct KernelChoiceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reported: String
        let vendor: String
        let family: Int
        let model: Int
        let instructions: Processor.InstructionSet
        var byUser = false
        let better: [String]

        var testDescription: String { "\(reported) on \(vendor) \(family)/\(model), \(instructions)" }
    }

    static let cases = [
        // What OpenBLAS 0.3.21 takes for a Pentium 4: Raptor Lake, Meteor Lake's successors, Emerald Rapids.
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 183, instructions: .avx2,
            better: ["Haswell", "Sandybridge"]),
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 190, instructions: .avx2,
            better: ["Haswell", "Sandybridge"]),
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 207,
            instructions: .avx512BFloat16,
            better: ["Cooperlake", "SkylakeX", "Haswell", "Sandybridge"]),
        // The same in a virtual machine that hides bfloat16, or all of AVX-512.
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 207, instructions: .avx512,
            better: ["SkylakeX", "Haswell", "Sandybridge"]),
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 207, instructions: .avx,
            better: ["Sandybridge"]),
        // Families after the sixth.
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 19, model: 1, instructions: .avx512BFloat16,
            better: ["Cooperlake", "SkylakeX", "Haswell", "Sandybridge"]),
        // A Pentium 4, and an operating system that does not save the registers of AVX.
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 15, model: 4, instructions: .basic,
            better: []),
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 183, instructions: .basic,
            better: []),
        // What the user asks for.
        Case(
            reported: "Prescott", vendor: "GenuineIntel", family: 6, model: 183, instructions: .avx2,
            byUser: true, better: []),
        // OpenBLAS's choices for processors that it knows, be they below what CPUID says.
        Case(
            reported: "Haswell", vendor: "GenuineIntel", family: 6, model: 102, instructions: .avx512,
            better: []),
        Case(
            reported: "SkylakeX", vendor: "GenuineIntel", family: 6, model: 85, instructions: .avx512,
            better: []),
        Case(
            reported: "Nehalem", vendor: "GenuineIntel", family: 6, model: 122, instructions: .basic,
            better: []),
        Case(
            reported: "Zen", vendor: "AuthenticAMD", family: 25, model: 33, instructions: .avx2, better: []),
        Case(
            reported: "Core2", vendor: "AuthenticAMD", family: 22, model: 0, instructions: .avx, better: []),
        Case(
            reported: "Cooperlake", vendor: "AuthenticAMD", family: 26, model: 2,
            instructions: .avx512BFloat16, better: []),
        Case(reported: "ARMV8", vendor: "", family: 0, model: 0, instructions: .basic, better: []),
    ]

    @Test(arguments: cases) func whichKernelsAreBetter(_ example: Case) {
        let processor = Processor(
            vendor: example.vendor, family: example.family, model: example.model,
            instructions: example.instructions)
        let better = KernelChoice.better(
            than: example.reported, on: processor, chosenByUser: example.byUser)
        #expect(better == example.better)
    }

    /// Kernels are switched in a process of its own, since no other test may multiply meanwhile.
    @Test func everyCoreOfThisProcessorComputesTheSame() async {
        await #expect(processExitsWith: .success) {
            let kernels = KernelSwitch()
            let matrix = try Matrix<Double>(
                Shape(40, 40), elements: (0..<1600).map { sin(Double($0)) })
            let eigenvalues = try matrix.eigenvalues().map(\.modulus).sorted()
            let needs: [(core: String, set: Processor.InstructionSet)] = [
                ("Prescott", .basic), ("Sandybridge", .avx), ("Haswell", .avx2), ("Zen", .avx2),
                ("SkylakeX", .avx512), ("Cooperlake", .avx512BFloat16),
            ]
            for (core, set) in needs where set <= Processor.current.instructions {
                #expect(kernels.use(core))
                #expect(kernels.core == core)
                #expect(kernels.productsAreRight)
                let values = try matrix.eigenvalues().map(\.modulus).sorted()
                for (one, other) in zip(values, eigenvalues) {
                    #expect(abs(one - other) < 1e-6)
                }
            }
        }
    }

    /// As on a processor that OpenBLAS takes for a Pentium 4.
    @Test(.enabled(if: Processor.current.instructions >= .avx)) func aWrongChoiceIsCorrected() async {
        await #expect(processExitsWith: .success) {
            let kernels = KernelSwitch()
            let asked = getenv(KernelSwitch.variable).map { String(cString: $0) }
            #expect(kernels.use("Prescott"))
            let choice = kernels.choose(on: .current, chosenByUser: false)
            let best = KernelChoice.better(than: "Prescott", on: .current, chosenByUser: false).first
            #expect(choice.core == best)
            #expect(choice.origin == .corrected(instead: "Prescott"))
            #expect(kernels.core == choice.core)
            #expect(kernels.productsAreRight)
            // Programs that this one starts choose for themselves.
            #expect(getenv(KernelSwitch.variable).map { String(cString: $0) } == asked)
            // What is right stays.
            #expect(kernels.choose(on: .current, chosenByUser: false).origin == .library)
        }
    }

    @Test(.enabled(if: Processor.current.instructions >= .avx)) func aChoiceOfTheUserStays() async {
        await #expect(processExitsWith: .success) {
            let kernels = KernelSwitch()
            #expect(kernels.use("Prescott"))
            let choice = kernels.choose(on: .current, chosenByUser: true)
            #expect(choice == KernelChoice(core: "Prescott", origin: .user))
        }
    }

    /// Kernels that compute wrongly are not taken.
    @Test(.enabled(if: Processor.current.instructions >= .avx)) func aWrongProductIsNoticed() async {
        await #expect(processExitsWith: .success) {
            var functions = OpenBLAS.functions
            functions.sgemm = { _, _, _, _, _, _, _, _, _, _, _, _, _, _ in }
            let kernels = KernelSwitch(functions)
            #expect(!kernels.productsAreRight)
            #expect(kernels.use("Prescott"))
            #expect(kernels.choose(on: .current, chosenByUser: false).origin == .notCorrected)
        }
    }

    /// A library that was built for one core cannot choose.
    @Test(.enabled(if: Processor.current.instructions >= .avx)) func aLibraryWithoutAChoiceStaysAsItIs() async
    {
        await #expect(processExitsWith: .success) {
            #expect(KernelSwitch().use("Prescott"))
            var functions = OpenBLAS.functions
            functions.dynamic_init = nil
            let choice = KernelSwitch(functions).choose(on: .current, chosenByUser: false)
            #expect(choice == KernelChoice(core: "Prescott", origin: .notCorrected))
        }
    }

    @Test func aChoiceExplainsItself() {
        func explanation(_ origin: KernelChoice.Origin) -> String? {
            KernelChoice(core: "Haswell", origin: origin).explanation
        }
        #expect(explanation(.library) == nil)
        #expect(explanation(.user) == "OPENBLAS_CORETYPE asks for these kernels")
        #expect(
            explanation(.corrected(instead: "Prescott"))
                == "OpenBLAS had chosen Prescott, which does not fit this processor")
        #expect(explanation(.notCorrected)?.contains("OPENBLAS_CORETYPE may help") == true)
    }

    @Test func messagesSayWhatComputesProducts() {
        #expect(KernelChoice.phrase(for: "Haswell") == "OpenBLAS's kernels for Haswell")
        #expect(KernelChoice.phrase(for: KernelChoice.plainLoops) == "plain loops")
    }

    /// As the system's own list has them, where there is one.
    @Test func theProcessorIsRead() throws {
        let processor = Processor.current
        guard let list = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            !processor.vendor.isEmpty
        else { return }
        func value(of key: String) -> String? {
            list.split(separator: "\n").first { $0.hasPrefix(key + "\t") }?
                .split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(value(of: "vendor_id") == processor.vendor)
        #expect(value(of: "cpu family") == "\(processor.family)")
        #expect(value(of: "model") == "\(processor.model)")
        #expect(value(of: "model name") == processor.name)
        let flags = Set(try #require(value(of: "flags")).split(separator: " "))
        #expect(flags.contains("avx2") == (processor.instructions >= .avx2))
        #expect(flags.contains("avx512vl") == (processor.instructions >= .avx512))
        #expect(flags.contains("avx512_bf16") == (processor.instructions >= .avx512BFloat16))
    }
}
