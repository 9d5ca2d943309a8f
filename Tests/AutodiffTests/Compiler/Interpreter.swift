import Tensors

@testable import Autodiff

extension Dataflow {
    /// The values of all nodes, computed one by one with matrix arithmetic: no order, no memory plan.
    func interpretedNodes(_ inputs: [Int: Matrix<Double>]) throws -> [Matrix<Double>] {
        var values: [Matrix<Double>] = []
        for node in nodes { values.append(try node.value(node.inputs.map { values[$0] }, inputs)) }
        return values
    }

    /// The values of the wanted results.
    func interpreted(_ inputs: [Int: Matrix<Double>]) throws -> [Matrix<Double>] {
        let values = try interpretedNodes(inputs)
        return outputs.map { values[$0] }
    }
}

extension Node {
    fileprivate func value(
        _ operands: [Matrix<Double>], _ inputs: [Int: Matrix<Double>]
    ) throws -> Matrix<Double> {
        switch operation {
        case .input(let identity): inputs[identity] ?? Matrix(shape)
        case .constant(let value): Matrix(value)
        case .unary(let function, let slope): operands[0].mapped(function, slope: slope)
        case .binary(let function): try .combined(function, "\(function)", operands[0], operands[1])
        case .product(let left, let right):
            try operands[0].product(operands[1], transposingSelf: left, transposingOther: right)
        case .transpose: operands[0].transposed()
        case .reshape: try Matrix(shape, elements: operands[0].elements)
        case .broadcast: try operands[0].broadcast(to: shape)
        case .sum: try operands[0].sum(to: shape)
        }
    }
}

/// The largest |a − b| of two lists of matrices, relative to the largest number of `scale`.
func difference(
    _ a: [Matrix<Double>], _ b: [Matrix<Double>], relativeTo scale: [Matrix<Double>]
) -> Double {
    guard a.map(\.shape) == b.map(\.shape) else { return .infinity }
    let largest = scale.reduce(1.0) { $1.elements.reduce($0) { max($0, abs($1)) } }
    var worst = 0.0
    for (x, y) in zip(a, b) {
        for (x, y) in zip(x.elements, y.elements) {
            let difference = abs(x - y)
            if difference.isNaN { return .infinity }
            worst = max(worst, difference)
        }
    }
    return worst / largest
}
