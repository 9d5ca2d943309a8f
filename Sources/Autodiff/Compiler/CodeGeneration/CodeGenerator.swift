import Tensors

/// Turns the units of a plan into instructions on the memory that was found for them.
struct CodeGenerator<Scalar: TensorScalar> {
    let flow: Dataflow
    let plan: ExecutionPlan
    let memory: MemoryPlan<Scalar>

    init(_ flow: Dataflow, _ plan: ExecutionPlan, _ memory: MemoryPlan<Scalar>) {
        self.flow = flow
        self.plan = plan
        self.memory = memory
    }

    /// - Throws: ``GraphError`` for what would be a defect of the compiler: a node without memory, or one that
    ///   takes no instruction.
    func instruction(for unit: Unit) throws -> Instruction<Scalar> {
        guard case .single(let id) = unit else { return .chain(try chain(of: unit.members)) }
        let node = flow.nodes[id]
        let operands = try node.inputs.map { try memory.view(of: $0) }
        let out = try memory.view(of: id)
        switch node.operation {
        case .product(let transposeLeft, let transposeRight):
            return .product(
                operands[0], operands[1], transposeLeft: transposeLeft, transposeRight: transposeRight,
                into: out)
        case .transpose: return .transpose(operands[0], into: out)
        case .reshape: return .copy(try memory.view(of: node.inputs[0], as: node.shape), into: out)
        case .sum: return .copy(operands[0], into: out)
        case .broadcast: return .copy(operands[0].broadcast(to: node.shape), into: out)
        case .input, .constant, .unary, .binary: throw Self.defect(node)
        }
    }

    /// First every result has a slot to itself. When steps have been merged, results that are not stored share
    /// blocks of scratch.
    private func chain(of members: [Int]) throws -> Chain<Scalar> {
        var code = ChainCode<Scalar>()
        for id in members { try append(id, to: &code) }
        let first = flow.nodes[members[0]]
        let shape = first.operation == .sum ? flow.nodes[first.inputs[0]].shape : first.shape
        return code.chain(shape)
    }

    private func append(_ id: Int, to code: inout ChainCode<Scalar>) throws {
        let node = flow.nodes[id]
        let operands = try node.inputs.map { try slot(reading: $0, in: &code) }
        if node.operation == .sum {
            code.reductions.append(ChainReduction(of: operands[0], into: try memory.view(of: id)))
        } else {
            let out = code.slot(for: id, plan.isStored[id] ? .view(try memory.view(of: id)) : .scratch)
            code.steps.append(ChainStep(try Self.function(node), operands, into: out))
        }
    }

    /// A repetition has a slot besides its source's slot. A mask is computed by its first reader.
    private func slot(reading id: Int, in code: inout ChainCode<Scalar>) throws -> Int {
        if let slot = code.slotOf[id] { return slot }
        guard plan.virtual.isRecomputed(id) else { return code.slot(for: id, .view(try memory.view(of: id))) }
        let source = try slot(reading: flow.nodes[id].inputs[0], in: &code)
        let out = code.slot(for: id, .scratch)
        code.steps.append(ChainStep(try Self.function(flow.nodes[id]), [source], into: out))
        return out
    }

    private static func function(_ node: Node) throws -> ChainStep.Function {
        switch node.operation {
        case .unary(let function, let slope): .unary(function, slope: slope)
        case .binary(let function): .binary(function)
        default: throw defect(node)
        }
    }

    private static func defect(_ node: Node) -> GraphError {
        GraphError("a defect of the compiler: no instruction for \(node.operation.name)")
    }
}
