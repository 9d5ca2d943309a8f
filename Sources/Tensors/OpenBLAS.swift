import COpenBLAS

/// What OpenBLAS says of itself and how many threads it may use.
public enum OpenBLAS {
    /// Threads that a matrix product may use. A result depends on it in the last bits; with the same number
    /// of threads it is the same every time.
    public static var threads: Int {
        get { Int(openblas_get_num_threads()) }
        set { openblas_set_num_threads(Int32(clamping: newValue)) }
    }

    /// The processor core whose kernels OpenBLAS has chosen, such as "SkylakeX" or "Haswell". The environment
    /// variable OPENBLAS_CORETYPE overrides its choice.
    public static var core: String { openblas_get_corename().map { String(cString: $0) } ?? "unknown" }

    /// Version and build options, such as "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …".
    public static var configuration: String {
        openblas_get_config().map { String(cString: $0) } ?? "unknown"
    }
}
