import Tensors

/// The nodes of a computation as formulas. Constants and repetitions stand in the formulas that read them; a
/// repetition is written as what it repeats.
struct GraphText {
    private let flow: Dataflow
    private let inputName: (Int) -> String

    /// - Parameter inputName: the name of an input, by its identity.
    init(_ flow: Dataflow, inputName: @escaping (Int) -> String) {
        self.flow = flow
        self.inputName = inputName
    }

    /// What is computed on the way to the wanted results.
    var formulas: [Formula] {
        let wanted = flow.ancestors(of: flow.outputs)
        return flow.nodes.indices.filter { wanted[$0] && isComputed($0) }.map(formula)
    }

    func formula(_ id: Int) -> Formula {
        let isRepetition = flow.nodes[id].operation == .broadcast
        return Formula(
            name: isRepetition ? "n\(flow.labels[id])" : name(id),
            text: isRepetition ? "\(name(id)), repeated" : text(id), shape: flow.nodes[id].shape)
    }

    func name(_ id: Int) -> String {
        let node = flow.nodes[id]
        return switch node.operation {
        case .input(let identity): inputName(identity)
        case .constant(let value): value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
        case .broadcast: name(node.inputs[0])
        default: "n\(flow.labels[id])"
        }
    }

    private func isComputed(_ id: Int) -> Bool {
        switch flow.nodes[id].operation {
        case .input, .constant, .broadcast: false
        default: true
        }
    }

    private func text(_ id: Int) -> String {
        let node = flow.nodes[id]
        let inputs = node.inputs.map(name)
        return switch node.operation {
        case .input, .constant, .broadcast: name(id)
        case .unary(.negate, _): "−\(inputs[0])"
        case .unary(let function, let slope) where function.takesSlope: "\(function)(\(inputs[0]), \(slope))"
        case .unary(let function, _): "\(function)(\(inputs[0]))"
        case .binary(.add): "\(inputs[0]) + \(inputs[1])"
        case .binary(.subtract): "\(inputs[0]) − \(inputs[1])"
        case .binary(.multiply): "\(inputs[0]) * \(inputs[1])"
        case .binary(.divide): "\(inputs[0]) / \(inputs[1])"
        case .binary(let function): "\(function)(\(inputs[0]), \(inputs[1]))"
        case .product(let left, let right):
            "\(inputs[0])\(left ? "ᵀ" : "") · \(inputs[1])\(right ? "ᵀ" : "")"
        case .transpose: "\(inputs[0])ᵀ"
        case .reshape: "\(inputs[0]), reshaped"
        case .sum: "sum(\(inputs[0]))"
        }
    }
}

/// What a node computes, such as n7 = tanh(n6), of shape 512×16. A value keeps its name from pass to pass.
public struct Formula: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    public let text: String
    public let shape: Shape

    public var description: String { "\(name) = \(text)  \(shape)" }
}

extension UnaryFunction {
    fileprivate var takesSlope: Bool { self == .leakyReLU || self == .leakyReLUSlope }
}
