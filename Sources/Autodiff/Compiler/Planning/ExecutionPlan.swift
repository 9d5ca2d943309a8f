/// In which order a program computes its nodes, which of them as one chain, and until when each result is
/// needed.
struct ExecutionPlan {
    /// First what the observed outputs need of the inputs that stay, then what they need besides, then what only
    /// the updates need.
    let units: [Unit]
    /// How many of `units` belong to the preparation.
    let preparationCount: Int
    /// How many of `units` belong to the preparation and the evaluation.
    let evaluationCount: Int
    /// For each node the unit that computes it; nil for what is given or virtual.
    let unit: [Int?]
    /// For each node the unit that reads it last; nil if none does. What the preparation leaves for evaluations
    /// is needed for ever.
    let lastUse: [Int?]
    /// Which nodes must be in memory: wanted, or read by another unit than their own.
    let isStored: [Bool]
    let virtual: VirtualNodes

    private let flow: Dataflow

    /// - Parameters:
    ///   - observed: how many of the flow's outputs are observed; the others are values of updates.
    ///   - varying: identities of the inputs that change from one evaluation to the next; nil if any may.
    init(_ flow: Dataflow, observed: Int, varying: Set<Int>? = nil) {
        self.flow = flow
        let virtual = VirtualNodes(flow)
        self.virtual = virtual
        var order = EvaluationOrder(flow, virtual, wanted: Array(flow.outputs.prefix(observed)))
        order.append(Array(flow.outputs.prefix(observed)))
        let varies = varying.map { flow.dependents(onInputs: $0) }
        let stays = { (id: Int) in varies.map { !$0[id] } ?? false }
        func ordered(_ order: [Int]) -> [Unit] {
            StageOrder(Fusion(order, of: flow, virtual).units, of: flow, virtual).units
        }
        let preparation = ordered(order.order.filter(stays))
        let evaluation = ordered(order.order.filter { !stays($0) })
        var rest = EvaluationOrder(flow, virtual, wanted: flow.outputs)
        rest.append(flow.outputs)
        let isEvaluated = Set(order.order)
        let update = ordered(rest.order.filter { !isEvaluated.contains($0) })
        units = preparation + evaluation + update
        preparationCount = preparation.count
        evaluationCount = preparation.count + evaluation.count

        var unit = [Int?](repeating: nil, count: flow.nodes.count)
        var lastUse = [Int?](repeating: nil, count: flow.nodes.count)
        var isStored = [Bool](repeating: false, count: flow.nodes.count)
        for (index, members) in units.map(\.members).enumerated() {
            for id in members { unit[id] = index }
        }
        for (index, members) in units.map(\.members).enumerated() {
            for source in members.flatMap({ virtual.sources(of: $0, in: flow) }) {
                let isKept = index >= preparation.count && (unit[source] ?? .max) < preparation.count
                lastUse[source] = isKept ? .max : index
                if unit[source] != index { isStored[source] = true }
            }
        }
        for output in flow.outputs { isStored[output] = true }
        self.unit = unit
        self.lastUse = lastUse
        self.isStored = isStored
    }

    /// The node whose memory is read for `id`: itself, or what it is a repetition or a mask of.
    func source(of id: Int) -> Int { virtual.source(of: id, in: flow) }

    /// The nodes whose memory a unit reads, each once and in the order of the graph.
    func reads(of index: Int) -> [Int] {
        Set(units[index].members.flatMap { virtual.sources(of: $0, in: flow) }).filter { unit[$0] != index }
            .sorted()
    }

    /// Whether the result of `id` may be written over `source`, a matrix of the same shape: nothing reads it
    /// after that number has been written.
    func canWrite(_ id: Int, over source: Int) -> Bool {
        guard let index = unit[id], flow.nodes[id].operation.isElementwise,
            flow.nodes[id].shape == flow.nodes[source].shape
        else { return false }
        guard let last = lastUse[source] else { return true }
        guard last == index else { return last < index }
        let members = units[index].members
        guard let place = members.firstIndex(of: id) else { return false }
        return members.enumerated().allSatisfy { position, member in
            // Sums are taken when a block is complete.
            let isLater = position > place || flow.nodes[member].operation == .sum
            return !(isLater && virtual.sources(of: member, in: flow).contains(source))
                && !readsRepeated(member, source)
        }
    }

    /// Whether a member reads `source` repeated, and so in another order.
    private func readsRepeated(_ id: Int, _ source: Int) -> Bool {
        flow.nodes[id].inputs.contains {
            virtual.source(of: $0, in: flow) == source && !virtual.isRecomputed($0) && $0 != source
        }
    }
}
