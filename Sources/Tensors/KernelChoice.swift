/// For which processor core OpenBLAS's kernels in use were written, and who chose them.
public struct KernelChoice: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
        /// OpenBLAS's own choice.
        case library
        /// The environment variable OPENBLAS_CORETYPE.
        case user
        /// OpenBLAS had chosen `instead`, far below what the processor can do; gantrain chose again.
        case corrected(instead: String)
        /// A run that began with these kernels goes on with them.
        case run
        /// The same as `corrected`, but the kernels that fit cannot be had or compute wrongly, so OpenBLAS's choice stays.
        case notCorrected
        /// No kernels of OpenBLAS: all products of training are computed by gantrain's plain loops, with the same bits on
        /// every x86-64 processor.
        case plain
    }

    /// As OpenBLAS calls it, such as "Haswell".
    public let core: String
    public let origin: Origin

    /// What a run or a study records in place of a core if plain loops compute its products.
    static let plainLoops = "plain"

    /// What computes products, as a phrase: "OpenBLAS's kernels for Haswell".
    ///
    /// - Parameter core: as a run records it.
    public static func phrase(for core: String) -> String {
        core == plainLoops ? "plain loops" : "OpenBLAS's kernels for \(core)"
    }

    /// Why these, in a sentence; nil where there is nothing to say.
    public var explanation: String? {
        switch origin {
        case .library: nil
        case .plain: "products are computed by plain loops, without OpenBLAS"
        case .user: "OPENBLAS_CORETYPE asks for these kernels"
        case .run: "the run began with these kernels"
        case .corrected(let instead): "OpenBLAS had chosen \(instead), which does not fit this processor"
        case .notCorrected:
            """
            OpenBLAS has chosen slow kernels, and faster ones could not be had; a newer OpenBLAS or the \
            environment variable OPENBLAS_CORETYPE may help
            """
        }
    }

    /// The cores whose kernels should take the place of OpenBLAS's choice, the best first; none if the choice
    /// may stay.
    ///
    /// OpenBLAS 0.3.19 to 0.3.24 take every Intel processor of family 6 whose model is 176 or higher (Raptor
    /// Lake, Emerald Rapids, Lunar Lake …) for a Pentium 4, because a `break` is missing in `get_coretype`
    /// (driver/others/dynamic.c; added in 0.3.25). Later versions still do so with the families 18 and 19. The
    /// kernels of the Pentium 4 are named Prescott. OpenBLAS never means them for a processor with AVX, so the
    /// name and the instruction sets tell, whatever the version, vendor and model. The kernels chosen here are
    /// those that OpenBLAS itself chooses for processors whose model it does not know.
    package static func better(than core: String, on processor: Processor, chosenByUser: Bool) -> [String] {
        guard core == "Prescott", !chosenByUser else { return [] }
        return ranking.filter { $0.needs <= processor.instructions }.map(\.core)
    }

    /// Whether a processor has the instructions that a core's kernels need; false for cores that are not listed.
    static func runs(_ core: String, on processor: Processor) -> Bool {
        ranking.contains { $0.core == core && $0.needs <= processor.instructions }
    }

    private static let ranking: [(core: String, needs: Processor.InstructionSet)] = [
        ("Cooperlake", .avx512BFloat16), ("SkylakeX", .avx512), ("Haswell", .avx2), ("Sandybridge", .avx),
    ]
}
