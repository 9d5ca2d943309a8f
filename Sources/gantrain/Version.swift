import Tensors

enum Version {
    static let number = "0.1.0"

    /// With the core whose kernels OpenBLAS uses on this machine: results depend on it in the last bits.
    static var text: String {
        let kernels = OpenBLAS.kernels
        let reason = kernels.explanation.map { ": \($0)" } ?? ""
        return "gantrain \(number) (OpenBLAS core \(kernels.core)\(reason))"
    }
}
