import Tensors

/// How a program was made and what it runs, in formulas for people to read. The same graph gives the same anatomy in
/// every process.
public struct ProgramAnatomy: Equatable, Sendable {
    /// What a pass of the compiler leaves.
    public struct Pass: Equatable, Sendable {
        /// Such as "common subexpressions".
        public let name: String
        /// Nodes of the graph, inputs and constants among them.
        public let nodes: Int
        public let cost: Cost
        public let formulas: [Formula]
    }

    /// What one thread runs, or what threads share.
    public struct Stage: Equatable, Sendable {
        /// The rows that threads share; nil if one thread does everything.
        public let sharedRows: Int?
        public let instructions: [Instruction]
    }

    public enum Instruction: Equatable, Sendable {
        /// A product, a transpose or the like.
        case single(Formula)
        /// Element-wise operations and sums in one pass over memory.
        case chain([Formula])
        /// The old value of an input is copied aside before any update.
        case save(input: String)
        /// A value is copied to the input that takes it.
        case store(value: String, input: String)
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
        func add(_ name: String, _ flow: Dataflow) {
            defer { last = flow }
            guard flow != last else { return }
            passes.append(
                .init(
                    name: name, nodes: flow.nodes.count, cost: flow.cost,
                    formulas: GraphText(flow, inputName: graph.name).formulas))
        }
        add("as written", source)
        _ = source.optimized { add($0.rawValue, $1) }
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
        let units = plan.units.map { unit -> ProgramAnatomy.Instruction in
            switch unit {
            case .single(let id): .single(text.formula(id))
            case .chain(let ids): .chain(ids.map(text.formula))
            }
        }
        let saved = saved.map { ProgramAnatomy.Instruction.save(input: name(of: $0.from)) }
        let copies = stores.filter { memory.buffers[$0.value] !== $0.buffer }
            .map {
                ProgramAnatomy.Instruction.store(value: text.name($0.value), input: name(of: $0.buffer))
            }
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

    private func memoryPlan(_ text: GraphText) -> [ProgramAnatomy.Memory] {
        var places: [(buffer: Buffer<Scalar>, results: [String])] = []
        for id in plan.units.flatMap(\.members) where plan.isStored[id] {
            guard let buffer = memory.buffers[id] else { continue }
            if let place = places.firstIndex(where: { $0.buffer === buffer }) {
                places[place].results.append(text.formula(id).name)
            } else {
                places.append((buffer, [text.formula(id).name]))
            }
        }
        return places.map { ProgramAnatomy.Memory(shape: $0.buffer.shape, results: $0.results) }
    }
}
