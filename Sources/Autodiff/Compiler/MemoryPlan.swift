import Tensors

/// Where every node of a scheduled computation lives. Intermediate results take turns in a pool of buffers;
/// what is given from outside, observed or updated has a buffer of its own.
struct MemoryPlan<Scalar: TensorScalar> {
    /// For each node its buffer; nil for those that are never computed.
    private(set) var buffers: [Buffer<Scalar>?]
    /// Numbers held in the pool for intermediate results.
    private(set) var pooledNumbers = 0
    /// Buffers in the pool.
    private(set) var pooledBuffers = 0

    private let flow: Dataflow
    private let schedule: Schedule
    private var free: [Int: [Buffer<Scalar>]] = [:]
    private var isPooled: [Bool]

    /// - Parameter fixed: buffers that nodes must live in, by node.
    init(_ flow: Dataflow, _ schedule: Schedule, fixed: [Int: Buffer<Scalar>]) {
        self.flow = flow
        self.schedule = schedule
        buffers = [Buffer<Scalar>?](repeating: nil, count: flow.nodes.count)
        isPooled = [Bool](repeating: false, count: flow.nodes.count)
        for (id, buffer) in fixed { buffers[id] = buffer }
        for id in flow.nodes.indices {
            if case .constant(let value) = flow.nodes[id].operation, buffers[id] == nil {
                buffers[id] = Buffer(Matrix(Scalar(value)))
            }
        }
        for (place, id) in schedule.order.enumerated() { assign(id, at: place) }
    }

    /// The window through which the instruction of another node reads `id`.
    func view(of id: Int) -> View<Scalar>? {
        let source = schedule.source(of: id, in: flow)
        return buffers[source]?.view(as: flow.nodes[source].shape).broadcast(to: flow.nodes[id].shape)
    }

    private mutating func assign(_ id: Int, at place: Int) {
        let node = flow.nodes[id]
        let dying = Set(node.inputs.map { schedule.source(of: $0, in: flow) }).filter {
            schedule.lastUse[$0] == place
        }
        // An element-wise loop may write over an operand that it reads at the same place.
        let overwritable = dying.filter {
            node.operation.isElementwise && flow.nodes[$0].shape == node.shape
        }
        overwritable.sorted().forEach { release($0) }
        if buffers[id] == nil {
            buffers[id] = takeBuffer(node.shape.count)
            isPooled[id] = true
        }
        dying.subtracting(overwritable).sorted().forEach { release($0) }
    }

    private mutating func takeBuffer(_ count: Int) -> Buffer<Scalar> {
        // The buffer freed last is the likeliest to be in cache.
        if let buffer = free[count]?.popLast() { return buffer }
        pooledNumbers += count
        pooledBuffers += 1
        return Buffer(Shape(1, count))
    }

    private mutating func release(_ id: Int) {
        guard isPooled[id], let buffer = buffers[id] else { return }
        isPooled[id] = false
        free[buffer.shape.count, default: []].append(buffer)
    }
}
