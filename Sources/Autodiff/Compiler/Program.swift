import Tensors

/// A graph compiled to a fixed list of loops and products on memory laid out once. Running it allocates
/// nothing.
///
/// A run has two phases. ``evaluate()`` computes the observed outputs; ``update()`` computes and stores the
/// new values of the updated buffers. Between them the outputs can be checked while everything still has its
/// old value.
public final class Program<Scalar: TensorScalar> {
    /// Memory that an input reads from.
    public struct Binding {
        let input: Expression
        let buffer: Buffer<Scalar>

        public init(_ input: Expression, to buffer: Buffer<Scalar>) {
            self.input = input
            self.buffer = buffer
        }
    }

    /// Memory that takes a new value in the second phase. All new values are computed from old ones.
    public struct Update {
        let buffer: Buffer<Scalar>
        let value: Expression

        public init(_ buffer: Buffer<Scalar>, to value: Expression) {
            self.buffer = buffer
            self.value = value
        }
    }

    /// What was asked for, before the compiler's passes.
    public let source: Dataflow
    /// What the program computes, after the compiler's passes.
    public let flow: Dataflow
    /// Bytes of memory for intermediate results.
    public let workspaceBytes: Int
    /// Buffers that intermediate results take turns in.
    public let workspaceBuffers: Int
    /// The part of the work that the team shares, from 0 to 1, counted in floating-point operations.
    public var sharedWork: Double {
        let stages = preparation + evaluation + updates
        let whole = stages.reduce(0) { $0 + $1.work }
        return Double(stages.filter(\.isShared).reduce(0) { $0 + $1.work }) / Double(max(1, whole))
    }

    /// What is run, in order.
    let preparation: [Stage<Scalar>]
    let evaluation: [Stage<Scalar>]
    let updates: [Stage<Scalar>]
    let plan: ExecutionPlan
    let memory: MemoryPlan<Scalar>
    /// The memory of inputs and observed outputs, by their nodes in the graph.
    let named: [Int: Buffer<Scalar>]
    /// Memory to be updated, and the node of the new value. Instructions know memory by its address alone; this and
    /// the following hold it.
    let stores: [(buffer: Buffer<Scalar>, value: Int)]
    /// Memory for old values that are copied aside before any update, and what they are copied from.
    let saved: [(from: Buffer<Scalar>, to: Buffer<Scalar>)]
    let graph: Graph

    /// Compiles what is needed for `outputs` and `updates`.
    ///
    /// - Parameters:
    ///   - bindings: memory for inputs; an input without a binding gets new memory.
    ///   - varying: the inputs that change from one ``evaluate()`` to the next. If they are named, call
    ///     ``prepare()`` before the first, and again whenever another input has changed.
    ///   - team: who shares the work where it is large enough. Results depend on the number of members in their
    ///     last digits.
    /// - Throws: the first ``ShapeError`` or ``GraphError`` made while the graph was written, or one about the
    ///   bindings and updates given here; `CancellationError` if the graph is to stop; ``OpenBLASError``.
    public init(
        computing outputs: [Expression], updating updates: [Update] = [], binding bindings: [Binding] = [],
        varying: [Expression]? = nil, by team: Team = .alone
    ) throws {
        try OpenBLAS.load()
        let wanted = outputs + updates.map(\.value)
        guard let graph = wanted.first?.graph else {
            throw GraphError("a program needs something to compute")
        }
        try Self.check(graph, wanted, updates, bindings, varying ?? [])
        let source = Dataflow(graph, computing: wanted)
        let flow = try source.optimized { _, _ in try graph.checkStopped() }
        let plan = ExecutionPlan(
            flow, observed: outputs.count, varying: varying.map { Set($0.map(\.id)) })

        var inputs: [Int: Buffer<Scalar>] = [:]
        for binding in bindings { inputs[binding.input.id] = binding.buffer }
        var lasting = LastingBuffers(flow, plan, graph, inputs: inputs)
        var named = lasting.inputs
        for (output, id) in zip(outputs, flow.outputs) { named[output.id] = lasting.observe(id) }
        let stores = zip(updates, flow.outputs.dropFirst(outputs.count)).map {
            (buffer: $0.buffer, value: $1)
        }
        lasting.storeInPlace(stores)

        let memory = MemoryPlan(flow, plan, fixed: lasting.fixed)
        try graph.checkStopped()
        let generator = CodeGenerator(flow, plan, memory)
        let computed = try plan.units.map { try generator.instruction(for: $0) }
        let saves = lasting.saved.map { Instruction<Scalar>.copy($0.from.view, into: $0.to.view) }
        let copies = try lasting.copies(of: stores, memory).map {
            Instruction<Scalar>.copy($0, into: $1.view)
        }
        let (prepared, evaluated) = (plan.preparationCount, plan.evaluationCount)
        let instructions = FinishedProducts(
            computed[..<evaluated] + saves + computed[evaluated...] + copies, phases: [prepared, evaluated],
            isLasting: { !memory.isPooled($0) }
        ).instructions
        func stages(_ instructions: ArraySlice<Instruction<Scalar>>) -> [Stage<Scalar>] {
            StageBuilder(Array(instructions), by: team).stages
        }
        preparation = stages(instructions[..<prepared])
        evaluation = stages(instructions[prepared..<evaluated])
        self.updates = stages(instructions[evaluated...])
        self.source = source
        self.flow = flow
        self.memory = memory
        self.named = named
        self.plan = plan
        self.stores = stores
        saved = lasting.saved
        self.graph = graph
        workspaceBytes = memory.pooledNumbers * MemoryLayout<Scalar>.stride
        workspaceBuffers = memory.pooledBuffers
    }

    /// Computes what does not depend on the varying inputs; nothing if none were named.
    public func prepare() {
        for stage in preparation { stage.run() }
    }

    /// Computes the observed outputs. Nothing that the program updates changes.
    public func evaluate() {
        for stage in evaluation { stage.run() }
    }

    /// Computes and stores the new values. Call it after ``evaluate()``, whose results it uses.
    public func update() {
        for stage in updates { stage.run() }
    }

    public func run() {
        prepare()
        evaluate()
        update()
    }

    /// The memory of an observed output or of an input.
    ///
    /// - Throws: ``GraphError`` if the expression is neither.
    public func buffer(of expression: Expression) throws -> Buffer<Scalar> {
        guard expression.graph === graph, let buffer = named[expression.id] else {
            throw GraphError("the expression is neither an input nor an observed output of this program")
        }
        return buffer
    }

    /// Whether anything that the program computes depends on an input.
    public func reads(_ input: Expression) -> Bool {
        let needed = flow.ancestors(of: flow.outputs)
        return zip(flow.nodes, needed).contains { node, isNeeded in
            if isNeeded, case .input(let identity) = node.operation { identity == input.id } else { false }
        }
    }

    private static func check(
        _ graph: Graph, _ wanted: [Expression], _ updates: [Update], _ bindings: [Binding],
        _ varying: [Expression]
    ) throws {
        try graph.checkStopped()
        if let problem = graph.problem { throw problem }
        guard (wanted + bindings.map(\.input) + varying).allSatisfy({ $0.graph === graph }) else {
            throw GraphError("a program's expressions must belong to one graph")
        }
        for binding in bindings where binding.input.shape != binding.buffer.shape {
            throw ShapeError("binding an input", binding.input.shape, binding.buffer.shape)
        }
        for update in updates where update.value.shape != update.buffer.shape {
            throw ShapeError("updating a buffer", update.buffer.shape, update.value.shape)
        }
    }
}
