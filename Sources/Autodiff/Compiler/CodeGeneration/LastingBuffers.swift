import Tensors

/// The nodes of a program that live in memory which outlives a run: inputs, observed outputs, and updated buffers
/// that can be written directly.
struct LastingBuffers<Scalar: TensorScalar> {
    private let flow: Dataflow
    private let plan: ExecutionPlan
    /// The buffer of every input, by its identity in the graph.
    private(set) var inputs: [Int: Buffer<Scalar>]
    /// Buffers that nodes must live in, by node.
    private(set) var fixed: [Int: Buffer<Scalar>] = [:]
    /// Inputs whose old value is the new value of another buffer; copied aside before any update.
    private(set) var saved: [(from: Buffer<Scalar>, to: Buffer<Scalar>)] = []
    private var copyOf: [Int: Buffer<Scalar>] = [:]

    init(_ flow: Dataflow, _ plan: ExecutionPlan, _ graph: Graph, inputs: [Int: Buffer<Scalar>]) {
        self.flow = flow
        self.plan = plan
        self.inputs = inputs
        // Inputs that the optimized flow no longer reads can still be set by the caller.
        for (id, node) in graph.nodes.enumerated() {
            if case .input = node.operation, self.inputs[id] == nil { self.inputs[id] = Buffer(node.shape) }
        }
        for (id, node) in flow.nodes.enumerated() {
            if case .input(let identity) = node.operation { fixed[id] = self.inputs[identity] }
        }
    }

    /// Gives an observed output its memory.
    mutating func observe(_ id: Int) -> Buffer<Scalar> {
        if let buffer = fixed[id] { return buffer }
        let node = flow.nodes[id]
        let buffer = Buffer<Scalar>(node.shape)
        if case .constant(let value) = node.operation { buffer.scalar = Scalar(value) }
        fixed[id] = buffer
        return buffer
    }

    /// Lets an update's last instruction write into the updated buffer directly where the old value is no longer
    /// needed, so that no copy is made.
    mutating func storeInPlace(_ stores: [(buffer: Buffer<Scalar>, value: Int)]) {
        for (buffer, id) in stores {
            if case .input = flow.nodes[id].operation {
                save(id)
            } else if fixed[id] == nil, let unit = plan.unit[id] {
                // Otherwise the value waits in other memory until every old value has been read.
                let inPlace = unit >= plan.evaluationCount && canOverwrite(buffer, by: id)
                fixed[id] = inPlace ? buffer : Buffer(buffer.shape)
            }
        }
    }

    private mutating func save(_ id: Int) {
        guard copyOf[id] == nil, let from = fixed[id] else { return }
        let to = Buffer<Scalar>(from.shape)
        saved.append((from, to))
        copyOf[id] = to
    }

    /// Whether nothing reads `buffer` after `id` has been written over it.
    private func canOverwrite(_ buffer: Buffer<Scalar>, by id: Int) -> Bool {
        let sources = fixed.filter { $0.value === buffer }.keys
        return sources.allSatisfy { source in
            guard case .input = flow.nodes[source].operation else { return false }
            return plan.canWrite(id, over: source)
                || (plan.lastUse[source] ?? -1) < (plan.unit[id] ?? 0)
        }
    }

    /// The copies still to be made when everything is computed.
    func copies(
        of stores: [(buffer: Buffer<Scalar>, value: Int)], _ memory: MemoryPlan<Scalar>
    ) throws -> [(View<Scalar>, Buffer<Scalar>)] {
        try stores.compactMap { buffer, id in
            if let copy = copyOf[id] { return (copy.view, buffer) }
            return fixed[id] === buffer ? nil : (try memory.view(of: id), buffer)
        }
    }
}
