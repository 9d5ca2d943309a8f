import CKernels
import COpenBLAS
import Foundation
import Synchronization

/// The library that multiplies matrices and finds eigenvalues.
///
/// It is loaded, given the kernels that fit the processor, and limited to one thread when it is first used. All
/// calls go through one table of functions, so that none comes before that.
public enum OpenBLAS {
    private static let library = Result(catching: Library.init)

    /// The library's functions. Programs, trainers and readers of runs throw if the library is missing; a product or an
    /// eigenvalue that is computed before any of them ends the process with the reason, since nothing can be computed.
    static let functions =
        switch library {
        case .success(let library): library.functions
        case .failure(let error): fatalError("\(error)")
        }

    /// Loads the library if that has not been done, so that a program can say at its start what is missing.
    public static func load() throws(OpenBLASError) {
        if case .failure(let error) = library { throw error }
    }

    /// Threads that a matrix product or an eigenvalue decomposition may use now: one, except within
    /// ``shared(by:_:)``.
    public static var threads: Int { Int(functions.get_num_threads()) }

    /// Lets OpenBLAS use that many threads while `work` is done. A result depends on their number in the last
    /// bits; with the same number it is the same every time.
    ///
    /// The number holds for the whole process. It is smaller where so many threads cannot be made: OpenBLAS would
    /// wait for ever for those that are missing.
    public static func shared<Value>(by threads: Int, _ work: () throws -> Value) rethrows -> Value {
        let before = functions.get_num_threads()
        functions.set_num_threads(threads > 1 ? Int32(Team(members: threads).threads) : 1)
        defer { functions.set_num_threads(before) }
        return try work()
    }

    /// Whose kernels are used, and why.
    public static var kernels: KernelChoice {
        if let changed = changedKernels.withLock({ $0 }) { return changed }
        return switch library {
        case .success(let library): library.kernels
        case .failure: KernelChoice(core: "unknown", origin: .library)
        }
    }

    private static let changedKernels = Mutex<KernelChoice?>(nil)

    /// Takes the kernels with which a run began in place of those in use, unless the user has asked for others, the
    /// processor lacks the instructions that they need, or they compute wrongly.
    ///
    /// No product may be computed meanwhile. The kernels hold for the whole process.
    public static func use(kernelsOf core: String) {
        let before = kernels
        let isPossible =
            before.core != core && before.origin != .user && before.origin != .plain
            && KernelChoice.runs(core, on: .current)
        guard isPossible else { return }
        let kernels = KernelSwitch()
        guard kernels.use(core) else { return }
        if kernels.core == core, kernels.productsAreRight {
            changedKernels.withLock { $0 = KernelChoice(core: core, origin: .run) }
        } else {
            _ = kernels.use(before.core)
        }
    }

    /// From now on the products of programs are computed by the plain loops that any processor runs, and none by this library:
    /// slower, and with the same bits on every x86-64 processor. It holds for the whole process; no program may have been
    /// compiled before.
    public static func usePlainLoops() {
        kernel_use_plain_products()
        changedKernels.withLock { $0 = KernelChoice(core: KernelChoice.plainLoops, origin: .plain) }
    }

    /// The processor core whose kernels are used, such as "SkylakeX" or "Haswell".
    public static var core: String { kernels.core }

    /// Version and build options, such as "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …".
    public static var configuration: String {
        guard case .success(let library) = library, let text = library.functions.get_config() else {
            return "unknown"
        }
        return String(cString: text)
    }

    /// The first two words of ``configuration``, such as "OpenBLAS 0.3.21".
    public static var version: String {
        configuration.split(separator: " ").prefix(2).joined(separator: " ")
    }
}

/// OpenBLAS cannot be used.
public struct OpenBLASError: Error, Equatable, CustomStringConvertible {
    /// As the system's loader says it.
    let cause: String

    public var description: String {
        """
        the library OpenBLAS cannot be loaded: \(cause). \
        Debian and Ubuntu have it in the package libopenblas0; a limit of memory can be the cause too
        """
    }
}

/// OpenBLAS, loaded and with kernels that fit.
private struct Library {
    let functions: OpenBLASFunctions
    let kernels: KernelChoice

    init() throws(OpenBLASError) {
        var functions = OpenBLASFunctions()
        if let cause = openblas_load(&functions) { throw OpenBLASError(cause: String(cString: cause)) }
        self.functions = functions
        kernels = KernelSwitch(functions).choose(
            on: .current, chosenByUser: getenv(KernelSwitch.variable) != nil)
    }
}
