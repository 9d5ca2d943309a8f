/// In which order a program computes its nodes, and until when each result is needed.
struct Schedule {
    /// Positions of the nodes that take an instruction, in order: first what the observed outputs need of the
    /// inputs that stay, then what they need besides, then what only the updates need.
    let order: [Int]
    /// How many of `order` belong to the preparation.
    let preparationCount: Int
    /// How many of `order` belong to the preparation and the evaluation.
    let evaluationCount: Int
    /// For each node the place in `order` that reads it last; nil if no instruction does. What the preparation
    /// leaves for evaluations is needed for ever.
    let lastUse: [Int?]
    private let isVirtual: [Bool]

    /// - Parameters:
    ///   - observed: how many of the flow's outputs are observed; the others are values of updates.
    ///   - varying: identities of the inputs that change from one evaluation to the next; nil if any may.
    init(_ flow: Dataflow, observed: Int, varying: Set<Int>? = nil) {
        let materialized = flow.materializedBroadcasts
        let takesInstruction = flow.nodes.indices.map { id in
            switch flow.nodes[id].operation {
            case .input, .constant: false
            case .broadcast: materialized[id]
            default: true
            }
        }
        isVirtual = flow.nodes.indices.map { flow.nodes[$0].operation == .broadcast && !materialized[$0] }
        let inEvaluation = flow.ancestors(of: Array(flow.outputs.prefix(observed)))
        let inUpdate = flow.ancestors(of: Array(flow.outputs.dropFirst(observed)))
        let varies = varying.map { flow.dependents(onInputs: $0) }
        let stays = { (id: Int) in varies.map { !$0[id] } ?? false }
        let needed = flow.nodes.indices.filter { takesInstruction[$0] && inEvaluation[$0] }
        let preparation = needed.filter(stays)
        let evaluation = needed.filter { !stays($0) }
        let update = flow.nodes.indices.filter {
            takesInstruction[$0] && inUpdate[$0] && !inEvaluation[$0]
        }
        order = preparation + evaluation + update
        preparationCount = preparation.count
        evaluationCount = needed.count
        var lastUse = [Int?](repeating: nil, count: flow.nodes.count)
        for (place, id) in order.enumerated() {
            for input in flow.nodes[id].inputs {
                let source = Self.source(of: input, in: flow, isVirtual: isVirtual)
                let isKept = place >= preparation.count && takesInstruction[source] && stays(source)
                lastUse[source] = isKept ? .max : place
            }
        }
        self.lastUse = lastUse
    }

    /// The node whose memory is read for `id`: itself, or what a repetition that is never written out repeats.
    func source(of id: Int, in flow: Dataflow) -> Int {
        Self.source(of: id, in: flow, isVirtual: isVirtual)
    }

    private static func source(of id: Int, in flow: Dataflow, isVirtual: [Bool]) -> Int {
        isVirtual[id] ? source(of: flow.nodes[id].inputs[0], in: flow, isVirtual: isVirtual) : id
    }
}
