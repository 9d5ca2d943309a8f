import CKernels

/// A function of one or two slots of a chain, written to a third.
package struct ChainStep: Equatable {
    package enum Function: Hashable, Sendable {
        /// The slope is for functions that take one.
        case unary(UnaryFunction, slope: Double = 0)
        case binary(BinaryFunction)
        case merged(MergedFunction, slope: Double)
    }

    package let function: Function
    /// One slot or two, as the function takes.
    package let inputs: [Int]
    package let out: Int

    package init(_ function: Function, _ inputs: [Int], into out: Int) {
        self.function = function
        self.inputs = inputs
        self.out = out
    }

    var raw: KernelStep {
        let (code, slope) =
            switch function {
            case .unary(let function, let slope): (function.rawValue, slope)
            case .binary(let function): (function.rawValue, 0)
            case .merged(let function, let slope): (function.rawValue, slope)
            }
        return KernelStep(
            function: code, a: Int32(inputs[0]), b: inputs.count > 1 ? Int32(inputs[1]) : -1,
            out: Int32(out), slope: slope)
    }
}
