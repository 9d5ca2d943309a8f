/// Nodes that are never written to memory: repetitions that their readers read through a stride of 0, and
/// masks, which cost less to compute again than to store and load.
struct VirtualNodes {
    private let isRepetition: [Bool]
    private let isRecomputed: [Bool]

    init(_ flow: Dataflow) {
        let materialized = flow.materializedBroadcasts
        isRepetition = flow.nodes.indices.map {
            flow.nodes[$0].operation == .broadcast && !materialized[$0]
        }
        var isRecomputed = flow.nodes.map { $0.operation.isMask }
        for output in flow.outputs { isRecomputed[output] = false }
        for node in flow.nodes where !node.operation.isElementwise || node.operation.isMask {
            for input in node.inputs { isRecomputed[input] = false }
        }
        self.isRecomputed = isRecomputed
    }

    /// Whether the node has no instruction.
    subscript(_ id: Int) -> Bool { isRepetition[id] || isRecomputed[id] }

    /// Whether each reader of the node computes it from its operand.
    func isRecomputed(_ id: Int) -> Bool { isRecomputed[id] }

    /// The node whose memory is read for `id`.
    func source(of id: Int, in flow: Dataflow) -> Int {
        self[id] ? source(of: flow.nodes[id].inputs[0], in: flow) : id
    }

    /// The nodes whose memory the instruction of `id` reads.
    func sources(of id: Int, in flow: Dataflow) -> [Int] {
        flow.nodes[id].inputs.map { source(of: $0, in: flow) }
    }
}

extension Operation {
    fileprivate var isMask: Bool {
        switch self {
        case .unary(.leakyReLUSlope, _), .unary(.sign, _): true
        default: false
        }
    }
}
