import Tensors

/// Gathers instructions, in their order, into stages whose rows a team can share out where that is right and
/// pays.
///
/// It is right where row r of what an instruction reads, or writes over, is touched by the others of its stage
/// for row r alone; that is judged by memory, so it holds whatever was laid over what. It pays where there is
/// enough to do.
struct StageBuilder<Scalar: TensorScalar> {
    private(set) var stages: [Stage<Scalar>] = []

    private let team: Team
    private var open: [Instruction<Scalar>] = []
    /// How the open stage has touched memory so far.
    private var touched: [UnsafeRawPointer: Touch] = [:]
    /// Instructions of closed stages that are not worth sharing.
    private var unshared: [Instruction<Scalar>] = []

    private struct Touch {
        var reaches: [MemoryAccess.Reach]
        var isWritten: Bool
    }

    init(_ instructions: [Instruction<Scalar>], by team: Team) {
        self.team = team
        for instruction in instructions { add(instruction) }
        close()
        closeUnshared()
    }

    private mutating func add(_ instruction: Instruction<Scalar>) {
        let accesses = instruction.accesses
        if let first = open.first, first.rows != instruction.rows || !accesses.allSatisfy(isApart) { close() }
        open.append(instruction)
        for access in accesses {
            var touch = touched[access.address] ?? Touch(reaches: [], isWritten: false)
            if !touch.reaches.contains(access.reach) { touch.reaches.append(access.reach) }
            touch.isWritten = touch.isWritten || access.isWrite
            touched[access.address] = touch
        }
    }

    /// Whether rows stay apart from one another when an access joins those of the open stage.
    private func isApart(_ access: MemoryAccess) -> Bool {
        guard let touch = touched[access.address], touch.isWritten || access.isWrite else { return true }
        return access.reach != .all && touch.reaches == [access.reach]
    }

    private mutating func close() {
        guard let first = open.first else { return }
        let work = open.reduce(0) { $0 + $1.work }
        if team.members > 1, first.rows >= team.members, work >= team.leastSharedWork {
            closeUnshared()
            stages.append(Stage(open, sharedBy: team))
        } else {
            unshared += open
        }
        open = []
        touched = [:]
    }

    private mutating func closeUnshared() {
        if !unshared.isEmpty { stages.append(Stage(unshared)) }
        unshared = []
    }
}
