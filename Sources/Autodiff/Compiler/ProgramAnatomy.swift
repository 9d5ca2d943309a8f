import Tensors

/// How a program was made and what it runs, in formulas for people to read. The same graph gives the same anatomy in
/// every process.
public struct ProgramAnatomy: Equatable, Sendable {
    /// What a pass of the compiler leaves.
    public struct Pass: Equatable, Sendable {
        /// Such as "common subexpressions".
        public let name: String
        /// Whether the pass is about matrix products, and may cost before it gains.
        public let isAboutProducts: Bool
        /// Nodes of the graph, inputs and constants among them.
        public let nodes: Int
        public let cost: Cost
        /// The graph, a formula a line.
        public let formulas: [String]
    }

    /// What one thread runs, or what threads share.
    public struct Stage: Equatable, Sendable {
        /// The rows that threads share; nil if one thread does everything.
        public let sharedRows: Int?
        /// Matrix products, chains of element-wise formulas, and what else runs, in order.
        public let instructions: [[String]]
    }

    public struct Phase: Equatable, Sendable {
        public let name: String
        public let stages: [Stage]
    }

    /// A piece of memory and the results that it holds in turn.
    public struct Memory: Equatable, Sendable {
        public let shape: Shape
        public let results: [String]
    }

    /// First the graph as it was written, then what each pass that changed something has left. The last one is what
    /// runs: if the passes about products have gained nothing, the graph before them.
    public let passes: [Pass]
    /// Names of results whose values can be read, and of inputs that take a new value.
    public let observed: [String]
    public let updated: [(input: String, value: String)]
    public let phases: [Phase]
    public let memory: [Memory]

    public static func == (a: Self, b: Self) -> Bool {
        a.passes == b.passes && a.observed == b.observed && a.updated.elementsEqual(b.updated, by: ==)
            && a.phases == b.phases && a.memory == b.memory
    }
}

extension Program {
    public var anatomy: ProgramAnatomy {
        let text = GraphText(flow, inputName: graph.name)
        return ProgramAnatomy(
            passes: passes, observed: flow.outputs.dropLast(stores.count).map(text.name),
            updated: stores.map { (name(of: $0.buffer), text.name($0.value)) },
            phases: phases(text), memory: memoryPlan(text))
    }

    private var passes: [ProgramAnatomy.Pass] {
        var passes: [ProgramAnatomy.Pass] = []
        var last: Dataflow?
        func add(_ name: String, isAboutProducts: Bool = false, _ flow: Dataflow) {
            defer { last = flow }
            guard flow != last else { return }
            passes.append(
                .init(
                    name: name, isAboutProducts: isAboutProducts, nodes: flow.nodes.count, cost: flow.cost,
                    formulas: GraphText(flow, inputName: graph.name).lines))
        }
        add("as written", source)
        _ = source.optimized { add($0.rawValue, isAboutProducts: $0.isAboutProducts, $1) }
        add("undone, as it cost more", flow)
        return passes
    }

    /// The name of the input that reads from a buffer.
    private func name(of buffer: Buffer<Scalar>) -> String {
        let input = graph.nodes.indices.first { id in
            if case .input = graph.nodes[id].operation { named[id] === buffer } else { false }
        }
        return input.map(graph.name) ?? "memory"
    }

    private func phases(_ text: GraphText) -> [ProgramAnatomy.Phase] {
        let units = plan.units.map { formulas(of: $0, text) }
        let saved = saved.map { ["old value of \(name(of: $0.from)) copied aside"] }
        let copies = stores.filter { memory.buffers[$0.value] !== $0.buffer }
            .map { ["\(name(of: $0.buffer)) = \(text.name($0.value)), copied"] }
        let (prepared, evaluated) = (plan.preparationCount, plan.evaluationCount)
        return [
            ("preparation", preparation, Array(units[..<prepared])),
            ("evaluation", evaluation, Array(units[prepared..<evaluated])),
            ("update", updates, saved + units[evaluated...] + copies),
        ].compactMap { name, stages, instructions in
            var rest = instructions[...]
            let described = stages.map { stage in
                defer { rest = rest.dropFirst(stage.instructions.count) }
                return ProgramAnatomy.Stage(
                    sharedRows: stage.isShared ? stage.instructions[0].rows : nil,
                    instructions: Array(rest.prefix(stage.instructions.count)))
            }
            return described.isEmpty ? nil : ProgramAnatomy.Phase(name: name, stages: described)
        }
    }

    private func formulas(of unit: Unit, _ text: GraphText) -> [String] { unit.members.map(text.line) }

    private func memoryPlan(_ text: GraphText) -> [ProgramAnatomy.Memory] {
        var places: [(buffer: Buffer<Scalar>, results: [String])] = []
        for id in plan.units.flatMap(\.members) where plan.isStored[id] {
            guard let buffer = memory.buffers[id] else { continue }
            if let place = places.firstIndex(where: { $0.buffer === buffer }) {
                places[place].results.append(text.name(id))
            } else {
                places.append((buffer, [text.name(id)]))
            }
        }
        return places.map { ProgramAnatomy.Memory(shape: $0.buffer.shape, results: $0.results) }
    }
}
