import Machines
import Tensors

enum Version {
    static let number = "0.2.0"
    static let build = Build(version: number, ofProgramAt: Build.programPath)

    /// With what the last bits of results depend on: the core whose kernels OpenBLAS uses on this machine.
    static var text: String {
        let kernels = OpenBLAS.kernels
        let reason = kernels.explanation.map { ": \($0)" } ?? ""
        return """
            gantrain \(build.text)
            \(OpenBLAS.version), core \(kernels.core)\(reason)
            \(build.compiler); \(Gantrain.session.machine.processor.name)
            """
    }
}
