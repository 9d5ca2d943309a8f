import Tensors

/// What a program runs as one: a product or the like alone, or a chain of element-wise operations and of sums
/// over what they make.
enum Unit: Equatable {
    case single(Int)
    /// In an order in which they can be computed.
    case chain([Int])

    var members: [Int] {
        switch self {
        case .single(let id): [id]
        case .chain(let ids): ids
        }
    }
}

/// Gathers element-wise operations on matrices of one shape into chains, which are then run block by block in
/// cache: a pass over memory for a chain instead of one for each operation.
///
/// A chain stays open while only its own members have read its results. The first reader from outside closes
/// it, so that no chain can come to wait for itself.
struct Fusion {
    /// Where a chain is long enough: beyond, its blocks would crowd each other out of the second cache.
    private static let mostBlocks = 60
    private static let mostSums = 16

    /// In the order in which they are to be run.
    private(set) var units: [Unit] = []

    private let flow: Dataflow
    private let virtual: VirtualNodes
    private let place: [Int]
    /// The open chains by number, and for each node the number of its chain.
    private var open: [Int: OpenChain] = [:]
    private var chainOf: [Int: Int] = [:]
    private var count = 0

    private struct OpenChain {
        let shape: Shape
        var members: [Int]
        /// Matrices read from memory.
        var reads: Set<Int>
        var sums: Int

        /// Every member and every matrix read takes a block of a matrix in cache at most.
        var blocks: Int { members.count + reads.count }
    }

    /// - Parameter order: nodes that take an instruction, in an order in which they can be computed.
    init(_ order: [Int], of flow: Dataflow, _ virtual: VirtualNodes) {
        self.flow = flow
        self.virtual = virtual
        var place = [Int](repeating: 0, count: flow.nodes.count)
        for (index, id) in order.enumerated() { place[id] = index }
        self.place = place
        for id in order { add(id) }
        for chain in open.keys.sorted() { close(chain) }
    }

    private mutating func add(_ id: Int) {
        let node = flow.nodes[id]
        let sources = virtual.sources(of: id, in: flow)
        let operand = node.operation == .sum ? flow.nodes[node.inputs[0]].shape : node.shape
        guard node.operation == .sum && operand != node.shape || node.operation.isElementwise else {
            for source in sources { closeChain(of: source) }
            units.append(.single(id))
            return
        }
        // A sum is not there before its chain has run, and what is repeated must be complete.
        let direct = sources.filter { flow.nodes[$0].shape == operand && flow.nodes[$0].operation != .sum }
        for source in sources where !direct.contains(source) { closeChain(of: source) }
        let joined = chains(toJoin: direct, operand)
        for source in sources where !joined.contains(where: { $0 == chainOf[source] }) {
            closeChain(of: source)
        }
        let target = merged(joined) ?? start(operand)
        open[target]?.members.append(id)
        open[target]?.reads.formUnion(sources.filter { chainOf[$0] != target })
        if node.operation == .sum { open[target]?.sums += 1 }
        chainOf[id] = target
    }

    /// The open chains that hold one of the sources or, if there is none, one that reads the same matrix.
    private func chains(toJoin sources: [Int], _ shape: Shape) -> [Int] {
        let holding = Set(
            sources.compactMap { source -> Int? in
                chainOf[source].flatMap { open[$0]?.shape == shape ? $0 : nil }
            })
        if !holding.isEmpty { return fits(holding) ? holding.sorted() : [] }
        let beside = open.keys.sorted().first { key in
            guard let chain = open[key], chain.shape == shape, fits([key]) else { return false }
            return sources.contains { chain.reads.contains($0) }
        }
        return beside.map { [$0] } ?? []
    }

    private func fits(_ chains: Set<Int>) -> Bool {
        let blocks = chains.reduce(0) { $0 + (open[$1]?.blocks ?? 0) }
        let sums = chains.reduce(0) { $0 + (open[$1]?.sums ?? 0) }
        return blocks <= Self.mostBlocks && sums < Self.mostSums
    }

    private mutating func start(_ shape: Shape) -> Int {
        count += 1
        open[count] = OpenChain(shape: shape, members: [], reads: [], sums: 0)
        return count
    }

    private mutating func merged(_ chains: [Int]) -> Int? {
        guard let first = chains.first else { return nil }
        for other in chains.dropFirst() {
            guard let chain = open.removeValue(forKey: other) else { continue }
            open[first]?.members += chain.members
            open[first]?.reads.formUnion(chain.reads)
            open[first]?.sums += chain.sums
            for member in chain.members { chainOf[member] = first }
        }
        return first
    }

    private mutating func closeChain(of source: Int) {
        if let chain = chainOf[source] { close(chain) }
    }

    private mutating func close(_ chain: Int) {
        guard let closed = open.removeValue(forKey: chain) else { return }
        units.append(.chain(closed.members.sorted { place[$0] < place[$1] }))
    }
}
