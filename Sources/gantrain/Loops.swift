import Foundation
import Tensors
import Text

/// Which loops compute the products of training, as the environment wishes.
enum Loops {
    /// Takes plain loops where they are wished for.
    ///
    /// - Returns: what is wrong with the wish; nil if nothing is.
    static func complaint(
        about wish: String? = ProcessInfo.processInfo.environment["GANTRAIN_LOOPS"]
    ) -> String? {
        switch wish {
        case nil, "": return nil
        case "plain":
            OpenBLAS.usePlainLoops()
            return nil
        case let other?:
            return "GANTRAIN_LOOPS is \"\(other.excerpt().printable)\"; allowed is \"plain\" or nothing"
        }
    }
}
