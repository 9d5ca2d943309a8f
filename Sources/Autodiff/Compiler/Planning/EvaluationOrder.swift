/// An order in which nodes can be computed: each just before its first reader, so that what one makes is still
/// in cache when the next reads it; a sum as soon as its operand is there, so that it can be gathered on the
/// way.
struct EvaluationOrder {
    private(set) var order: [Int] = []

    private let flow: Dataflow
    private let virtual: VirtualNodes
    /// For each node the sums of it, and element-wise functions of it alone that only sums read.
    private var followers: [[Int]]
    private var isDone: [Bool]
    private let isWanted: [Bool]

    init(_ flow: Dataflow, _ virtual: VirtualNodes, wanted: [Int]) {
        self.flow = flow
        self.virtual = virtual
        isWanted = flow.ancestors(of: wanted)
        isDone = [Bool](repeating: false, count: flow.nodes.count)
        followers = Self.followers(flow, isWanted)
    }

    private static func followers(_ flow: Dataflow, _ isWanted: [Bool]) -> [[Int]] {
        var isFollower = [Bool](repeating: true, count: flow.nodes.count)
        var isRead = [Bool](repeating: false, count: flow.nodes.count)
        for id in flow.nodes.indices.reversed() where isWanted[id] {
            let node = flow.nodes[id]
            let isUnary = node.operation.isElementwise && Set(node.inputs).count == 1
            isFollower[id] = node.operation == .sum || isUnary && isRead[id] && isFollower[id]
            for input in node.inputs {
                isRead[input] = true
                if !isFollower[id] { isFollower[input] = false }
            }
        }
        for output in flow.outputs where flow.nodes[output].operation != .sum { isFollower[output] = false }
        var followers = [[Int]](repeating: [], count: flow.nodes.count)
        for (id, node) in flow.nodes.enumerated() where isWanted[id] && isFollower[id] {
            if let input = node.inputs.first { followers[input].append(id) }
        }
        return followers
    }

    /// Appends what `outputs` need and what is not in the order yet.
    mutating func append(_ outputs: [Int]) {
        var stack = Array(outputs.reversed())
        while let id = stack.last {
            if isDone[id] {
                stack.removeLast()
                continue
            }
            let missing = flow.nodes[id].inputs.filter { !isDone[$0] }
            if missing.isEmpty {
                stack.removeLast()
                finish(id)
            } else {
                stack += missing.reversed()
            }
        }
    }

    private mutating func finish(_ id: Int) {
        guard !isDone[id] else { return }
        isDone[id] = true
        if flow.nodes[id].takesInstruction && !virtual[id] { order.append(id) }
        for follower in followers[id] { finish(follower) }
    }
}

extension Node {
    /// Whether it is computed at all, and not given.
    var takesInstruction: Bool {
        switch operation {
        case .input, .constant: false
        default: true
        }
    }
}
