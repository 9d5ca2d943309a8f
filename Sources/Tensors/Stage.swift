import CKernels

/// Instructions that run one after another, by one thread for all rows or by the members of a ``Team``, each for
/// its share of the rows.
///
/// Knows its operands by address alone; the owner keeps them. Running it allocates nothing.
package final class Stage<Scalar: TensorScalar> {
    package let instructions: [Instruction<Scalar>]
    /// Whether the rows are shared out.
    package let isShared: Bool
    /// About how long it takes in all, in floating-point operations of a matrix product.
    package var work: Int { instructions.reduce(0) { $0 + $1.work } }
    let raw: UnsafeMutablePointer<KernelStage>
    let list: UnsafeMutableBufferPointer<KernelInstruction>
    private let packings: UnsafeMutableBufferPointer<Int>
    private let finishes: UnsafeMutableBufferPointer<KernelFinish>
    let memory: Buffer<Scalar>
    let packed: Buffer<Scalar>
    private let team: Team

    /// Each instruction for all its rows before the next.
    package convenience init(_ instructions: [Instruction<Scalar>]) {
        self.init(instructions, isShared: false, by: .alone)
    }

    /// All instructions by all members at once, each member for its share of the rows. All have the same number
    /// of rows, and row r of what one reads of the others' results is needed for row r alone.
    package convenience init(_ instructions: [Instruction<Scalar>], sharedBy team: Team) {
        self.init(instructions, isShared: true, by: team)
    }

    private init(_ instructions: [Instruction<Scalar>], isShared: Bool, by team: Team) {
        self.instructions = instructions
        self.isShared = isShared
        self.team = team
        let members = isShared ? team.members : 1
        let instructions = instructions.filter { !$0.isEmpty }
        let owns = ChainMemory(instructions)
        let packing = Packing(instructions, isBeforehand: isShared)
        let packed = Buffer<Scalar>(Shape(1, packing.count))
        self.packed = packed
        memory = Buffer(Shape(members, owns.count))
        let finishLists = instructions.map(\.finishes)
        finishes = .allocate(capacity: finishLists.reduce(0) { $0 + $1.count })
        _ = finishes.initialize(from: finishLists.joined())
        list = .allocate(capacity: instructions.count)
        var next = finishes.baseAddress
        for (index, instruction) in instructions.enumerated() {
            let place = packing.places[index].map { packed.view.base + $0 }
            list.initializeElement(
                at: index,
                to: instruction.raw(own: owns.places[index], packed: place, finishes: UnsafePointer(next)))
            next = next.map { $0 + finishLists[index].count }
        }
        packings = .allocate(capacity: packing.first.count)
        _ = packings.initialize(from: packing.first)
        raw = .allocate(capacity: 1)
        raw.initialize(
            to: KernelStage(
                rows: instructions.first?.rows ?? 0, members: Int32(members),
                in_order: isShared ? 0 : 1, instructions: list.baseAddress,
                count: instructions.count, packings: packings.baseAddress, packing_count: packings.count,
                memory: memory.view.base, member_numbers: owns.count))
    }

    deinit {
        raw.deallocate()
        list.deallocate()
        packings.deallocate()
        finishes.deallocate()
    }

    package func run() { Scalar.kernels.runStage(raw, team.raw) }
}

/// Whole cache lines, so that members of a team do not write to the same one.
private func wholeLines(_ count: Int) -> Int { (count + 15) / 16 * 16 }

/// Where chains keep their numbers in a member's memory: one place for blocks, which they use in turn, and for
/// each what lasts for a stage.
private struct ChainMemory {
    private(set) var places: [Int] = []
    private(set) var count: Int

    init<Scalar>(_ instructions: [Instruction<Scalar>]) {
        let needs = instructions.map { instruction in
            if case .chain(let chain) = instruction { Scalar.kernels.chainMemory(chain.raw) } else { (0, 0) }
        }
        count = max(16, wholeLines(needs.map(\.0).max() ?? 0))
        for (_, own) in needs {
            places.append(count)
            count += wholeLines(own)
        }
    }
}

/// Where the right operands of products lie packed.
private struct Packing {
    /// For each instruction the place of its right operand; nil if it is not packed.
    private(set) var places: [Int?] = []
    /// The instructions whose operands are to be packed before the first rows: each operand once.
    private(set) var first: [Int] = []
    private(set) var count = 0

    private struct Operand: Hashable {
        let address: UnsafeRawPointer
        let isTransposed: Bool
        /// Thin products have it in another order, which takes up another number of them.
        let numbers: Int
    }

    /// - Parameter isBeforehand: whether operands are packed before the first rows, or each when its turn comes.
    init<Scalar>(_ instructions: [Instruction<Scalar>], isBeforehand: Bool) {
        var known: [Operand: Int] = [:]
        for (index, instruction) in instructions.enumerated() {
            guard case .product(let product) = instruction, product.packedNumbers > 0 else {
                places.append(nil)
                continue
            }
            let numbers = product.packedNumbers
            if !isBeforehand {
                // All in the same place.
                places.append(0)
                count = max(count, numbers)
            } else {
                let operand = Operand(
                    address: product.right.base, isTransposed: product.transposesRight, numbers: numbers)
                if known[operand] == nil {
                    known[operand] = count
                    first.append(index)
                    count += wholeLines(numbers)
                }
                places.append(known[operand])
            }
        }
    }
}
