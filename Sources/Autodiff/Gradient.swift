import Tensors

/// The gradients of a number with respect to any expressions it was computed from, as expressions of the same
/// graph: reverse-mode differentiation that can be repeated to any order.
///
/// - Parameters:
///   - output: a 1×1 expression.
///   - variables: expressions on the way to the output, inputs or not.
/// - Returns: for each variable an expression of its shape; zeros where the output does not depend on it.
public func gradient(of output: Expression, withRespectTo variables: [Expression]) -> [Expression] {
    let graph = output.graph
    guard variables.allSatisfy({ output.shares(graphWith: $0, in: "gradient") }) else { return variables }
    guard output.shape.isScalar else {
        graph.record(ShapeError("gradient", output.shape, because: "is not 1×1"))
        return variables
    }
    let leadsBack = graph.descendants(of: variables, upTo: output.id)
    var cotangents: [Int: Expression] = [output.id: graph.constant(1)]
    for id in stride(from: output.id, through: 0, by: -1) where leadsBack[id] {
        if graph.isStopped { return variables }
        guard let cotangent = cotangents[id] else { continue }
        let node = graph.nodes[id]
        guard node.inputs.contains(where: { leadsBack[$0] }) else { continue }
        let contributions = GradientRules.pullback(
            node.operation, inputs: node.inputs.map { Expression(graph: graph, id: $0) },
            output: Expression(graph: graph, id: id), cotangent: cotangent)
        for (input, contribution) in zip(node.inputs, contributions) where leadsBack[input] {
            guard let contribution else { continue }
            cotangents[input] = cotangents[input].map { $0 + contribution } ?? contribution
        }
    }
    return variables.map { variable in
        cotangents[variable.id] ?? graph.constant(0).broadcast(to: variable.shape)
    }
}

/// The gradient with respect to one expression.
public func gradient(of output: Expression, withRespectTo variable: Expression) -> Expression {
    gradient(of: output, withRespectTo: [variable])[0]
}

extension Graph {
    /// For every node up to `last` whether it is one of `variables` or is computed from one, other than through
    /// a detached node.
    fileprivate func descendants(of variables: [Expression], upTo last: Int) -> [Bool] {
        var reached = [Bool](repeating: false, count: last + 1)
        for variable in variables where variable.id <= last { reached[variable.id] = true }
        for id in 0...last where !reached[id] && !detached.contains(id) {
            reached[id] = nodes[id].inputs.contains { reached[$0] }
        }
        return reached
    }
}
