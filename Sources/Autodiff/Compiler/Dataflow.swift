import Tensors

/// What a compiler pass reads and writes: nodes in an order in which they can be computed, and which of them
/// are wanted. A value; a pass is a function from one to another that leaves the wanted results unchanged.
public struct Dataflow: Equatable, Sendable {
    public private(set) var nodes: [Node] = []
    public private(set) var outputs: [Int] = []
    /// A number for each node that it keeps from pass to pass as long as it has the same value, for people to follow
    /// it. No pass depends on it.
    private(set) var labels: [Int] = []
    private var nextLabel = 0
    /// What the passes have done so far: nodes that they looked at and terms of sums that they took apart. Tests compare it
    /// with the number of nodes.
    package var work = 0

    init() {}

    /// The part of a graph that exists so far, with the given expressions wanted.
    init(_ graph: Graph, computing outputs: [Expression]) {
        nodes = graph.nodes
        self.outputs = outputs.map(\.id)
        labels = Array(nodes.indices)
        nextLabel = nodes.count
    }

    public static func == (a: Dataflow, b: Dataflow) -> Bool { a.nodes == b.nodes && a.outputs == b.outputs }

    mutating func append(_ node: Node) -> Int {
        nodes.append(node)
        labels.append(nextLabel)
        nextLabel += 1
        return nodes.count - 1
    }

    /// The same computation with each node replaced by what `transform` makes of it. `transform` is given the
    /// flow under construction and the node with its inputs already translated, and returns a position in it.
    func rewritten(_ transform: (inout Dataflow, Node) -> Int) -> Dataflow {
        var result = Dataflow()
        result.nextLabel = nextLabel
        result.work = work + nodes.count
        var position = [Int](repeating: 0, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            var translated = node
            translated.inputs = node.inputs.map { position[$0] }
            position[index] = transform(&result, translated)
            result.keep(labels[index], at: position[index], isNew: { $0 >= nextLabel })
        }
        result.outputs = outputs.map { position[$0] }
        return result
    }

    /// Lets a node that has been made just now keep the number of the one that it takes the place of.
    private mutating func keep(_ label: Int, at position: Int, isNew: (Int) -> Bool) {
        if position < labels.count, isNew(labels[position]) { labels[position] = label }
    }

    /// Which nodes the given ones are computed from, themselves included.
    func ancestors(of wanted: [Int]) -> [Bool] {
        var reached = [Bool](repeating: false, count: nodes.count)
        for id in wanted { reached[id] = true }
        for id in nodes.indices.reversed() where reached[id] {
            for input in nodes[id].inputs { reached[input] = true }
        }
        return reached
    }

    /// Which nodes are one of the given inputs or computed from one.
    func dependents(onInputs identities: Set<Int>) -> [Bool] {
        var reached = [Bool](repeating: false, count: nodes.count)
        for (id, node) in nodes.enumerated() {
            if case .input(let identity) = node.operation {
                reached[id] = identities.contains(identity)
            } else {
                reached[id] = node.inputs.contains { reached[$0] }
            }
        }
        return reached
    }
}
