import Tensors

/// Where every node of a planned computation lives. Intermediate results take turns in a pool of buffers;
/// inputs, observed outputs and updated values have separate buffers.
struct MemoryPlan<Scalar: TensorScalar> {
    /// For each node its buffer; nil for those that are never computed.
    private(set) var buffers: [Buffer<Scalar>?]
    /// Numbers held in the pool for intermediate results.
    private(set) var pooledNumbers = 0
    /// Buffers in the pool.
    private(set) var pooledBuffers = 0

    private let flow: Dataflow
    private let plan: ExecutionPlan
    /// By shape: rows of one matrix that lay across rows of another would keep a stage from going row by row.
    private var free: [Shape: [Buffer<Scalar>]] = [:]
    private var isPooled: [Bool]
    private var pool: Set<UnsafeRawPointer> = []

    /// - Parameter fixed: buffers that nodes must live in, by node.
    init(_ flow: Dataflow, _ plan: ExecutionPlan, fixed: [Int: Buffer<Scalar>]) {
        self.flow = flow
        self.plan = plan
        buffers = [Buffer<Scalar>?](repeating: nil, count: flow.nodes.count)
        isPooled = [Bool](repeating: false, count: flow.nodes.count)
        for (id, buffer) in fixed { buffers[id] = buffer }
        for id in flow.nodes.indices {
            if case .constant(let value) = flow.nodes[id].operation, buffers[id] == nil {
                buffers[id] = Buffer(Matrix(Scalar(value)))
            }
        }
        for index in plan.units.indices { assign(index) }
    }

    /// The window through which `id` is read.
    ///
    /// - Throws: ``GraphError`` if the node has no memory, which would be a defect of the compiler.
    func view(of id: Int) throws -> View<Scalar> {
        let source = plan.source(of: id)
        guard let buffer = buffers[source] else {
            throw GraphError("a defect of the compiler: node \(id) has no memory")
        }
        return buffer.view(as: flow.nodes[source].shape).broadcast(to: flow.nodes[id].shape)
    }

    /// Whether memory belongs to the pool, so that only the plan's own units read it.
    func isPooled(_ address: UnsafeRawPointer) -> Bool { pool.contains(address) }

    /// The window through which the numbers of `id`, which are stored one after the other, are read as a matrix of
    /// another shape.
    ///
    /// - Throws: ``GraphError`` if the node is a repetition or has no memory, which would be a defect of the compiler.
    func view(of id: Int, as shape: Shape) throws -> View<Scalar> {
        guard let buffer = buffers[id], plan.source(of: id) == id else {
            throw GraphError("a defect of the compiler: node \(id) is not stored number by number")
        }
        return buffer.view(as: shape)
    }

    /// Finds memory for what a unit leaves behind, and takes back what it reads for the last time.
    private mutating func assign(_ index: Int) {
        var dying = plan.reads(of: index).filter { plan.lastUse[$0] == index && isPooled[$0] }
        for id in plan.units[index].members where plan.isStored[id] && buffers[id] == nil {
            isPooled[id] = true
            // An element-wise result may take the place of an operand that is read no later.
            if let place = dying.firstIndex(where: { plan.canWrite(id, over: $0) }) {
                let operand = dying.remove(at: place)
                isPooled[operand] = false
                buffers[id] = buffers[operand]
            } else {
                buffers[id] = takeBuffer(flow.nodes[id].shape)
            }
        }
        dying.forEach { release($0) }
        // Results that nothing reads are not wanted; results that only this unit reads are done with, too.
        for id in plan.units[index].members where isPooled[id] && (plan.lastUse[id] ?? index) <= index {
            release(id)
        }
    }

    private mutating func takeBuffer(_ shape: Shape) -> Buffer<Scalar> {
        // The buffer freed last is the likeliest to be in cache.
        if let buffer = free[shape]?.popLast() { return buffer }
        pooledNumbers += shape.count
        pooledBuffers += 1
        let buffer = Buffer<Scalar>(shape)
        pool.insert(buffer.view.base)
        return buffer
    }

    private mutating func release(_ id: Int) {
        guard isPooled[id], let buffer = buffers[id] else { return }
        isPooled[id] = false
        free[buffer.shape, default: []].append(buffer)
    }
}
