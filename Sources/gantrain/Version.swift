import Tensors

enum Version {
    static let number = "0.1.0"

    /// With the core whose kernels OpenBLAS uses on this machine: results depend on it in the last bits.
    static var text: String { "gantrain \(number) (OpenBLAS core \(OpenBLAS.core))" }
}
