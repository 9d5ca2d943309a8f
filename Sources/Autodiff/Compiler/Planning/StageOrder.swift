import Tensors

/// An order of units in which those that work on the same rows, and need nothing but their own rows of one
/// another, stand together: what several threads can share.
///
/// A GAN's step on a batch is mostly such a row-by-row affair. What is not is a sum over the batch, a weight's
/// gradient among them, and whatever waits for one.
struct StageOrder {
    let units: [Unit]

    /// - Parameter units: in an order in which they can be run.
    init(_ units: [Unit], of flow: Dataflow, _ virtual: VirtualNodes) {
        var maker: [Int: Int] = [:]
        for (index, unit) in units.enumerated() { for id in unit.members { maker[id] = index } }
        var needs = [[Need]](repeating: [], count: units.count)
        var readers = [[Int]](repeating: [], count: units.count)
        let rows = units.map { Self.rows(of: $0, flow) }
        for (index, unit) in units.enumerated() {
            let found = Self.needs(of: unit, flow, virtual).compactMap { need in
                maker[need.source].flatMap { $0 == index ? nil : Need(source: $0, isOwnRow: need.isOwnRow) }
            }
            needs[index] = found
            for source in Set(found.map(\.source)).sorted() { readers[source].append(index) }
        }

        var missing = needs.map { Set($0.map(\.source)).count }
        // Sorted, so that among those that could be next the one written first is.
        var ready = units.indices.filter { missing[$0] == 0 }
        var order: [Int] = []
        var stage = Set<Int>()
        while !ready.isEmpty {
            let current = order.last.map { rows[$0] }
            let joining = ready.firstIndex { candidate in
                rows[candidate] == current
                    && needs[candidate].allSatisfy { $0.isOwnRow || !stage.contains($0.source) }
            }
            if joining == nil { stage = [] }
            let next = ready.remove(at: joining ?? 0)
            order.append(next)
            stage.insert(next)
            for reader in readers[next] {
                missing[reader] -= 1
                if missing[reader] == 0 {
                    ready.insert(reader, at: ready.firstIndex { $0 > reader } ?? ready.endIndex)
                }
            }
        }
        self.units = order.map { units[$0] }
    }

    /// What a unit reads: a node or the unit that makes it, and whether row r is needed for row r alone.
    private struct Need {
        let source: Int
        let isOwnRow: Bool
    }

    private static func rows(of unit: Unit, _ flow: Dataflow) -> Int {
        let node = flow.nodes[unit.members[0]]
        switch (unit, node.operation) {
        case (.chain, .sum): return flow.nodes[node.inputs[0]].shape.rows
        case (.chain, _), (.single, .product): return node.shape.rows
        case (.single, _): return 1
        }
    }

    private static func needs(of unit: Unit, _ flow: Dataflow, _ virtual: VirtualNodes) -> [Need] {
        let rows = rows(of: unit, flow)
        return unit.members.flatMap { id -> [Need] in
            let node = flow.nodes[id]
            return node.inputs.indices.map { operand in
                let source = virtual.source(of: node.inputs[operand], in: flow)
                let isApart: Bool =
                    switch node.operation {
                    case .product(let transposeLeft, _): operand == 0 && !transposeLeft
                    default: true
                    }
                let made = flow.nodes[source]
                // A sum over rows is there when all rows are.
                let isComplete = made.operation != .sum || made.shape.rows == rows
                return Need(source: source, isOwnRow: isApart && isComplete && made.shape.rows == rows)
            }
        }
    }
}
