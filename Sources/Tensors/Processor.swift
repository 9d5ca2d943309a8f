import CKernels

/// What CPUID says of the processor.
public struct Processor: Hashable, Sendable {
    /// Instructions that the processor has and the operating system lets programs use, each set with those
    /// before it.
    public enum InstructionSet: Int, Comparable, CaseIterable, Sendable {
        /// SSE2, which every x86-64 processor has.
        case basic
        case avx
        /// With fused multiply-add.
        case avx2
        /// As a Skylake server has it: F, CD, DQ, BW, VL.
        case avx512
        /// AVX-512 with products of bfloat16 numbers.
        case avx512BFloat16

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Such as "GenuineIntel"; empty where there is no CPUID.
    public let vendor: String
    /// As it calls itself, such as "AMD EPYC"; empty where there is no CPUID.
    public let name: String
    /// With its extension.
    public let family: Int
    /// With its extension.
    public let model: Int
    /// The highest set.
    public let instructions: InstructionSet

    package init(
        vendor: String, name: String = "", family: Int, model: Int, instructions: InstructionSet
    ) {
        self.vendor = vendor
        self.name = name
        self.family = family
        self.model = model
        self.instructions = instructions
    }

    /// The one that the program runs on.
    public static let current = Processor(kernel_processor())

    private init(_ raw: KernelProcessor) {
        var sets = InstructionSet.basic
        for (flag, set) in [
            (KernelAVX, InstructionSet.avx), (KernelAVX2, .avx2), (KernelAVX512, .avx512),
            (KernelBFloat16, .avx512BFloat16),
        ] where raw.instruction_sets & UInt32(flag) != 0 { sets = set }
        self.init(
            vendor: Self.text(raw.vendor), name: Self.text(raw.name), family: Int(raw.family),
            model: Int(raw.model), instructions: sets)
    }

    /// Letters up to the first zero, of a C array that is imported as a tuple.
    private static func text<Letters>(_ letters: Letters) -> String {
        withUnsafeBytes(of: letters) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }.split(separator: " ").joined(separator: " ")
    }
}
