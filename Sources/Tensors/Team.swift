import CKernels

/// Threads that share out the rows of large matrices among themselves, whoever calls being one of them.
///
/// Not safe to use from two threads at once.
public final class Team: @unchecked Sendable {
    /// Nobody but the caller.
    public static let alone = Team()

    /// How many processor cores this process may use.
    public static var cores: Int { Int(kernel_cores()) }

    /// More than the machines that this runs on have cores. Every thread takes some megabytes of address space.
    public static let largest = 1024

    /// How many there are, which may be fewer than were asked for.
    public let members: Int
    /// The least work that is shared out, in floating-point operations of a matrix product.
    public let leastSharedWork: Int
    let raw: OpaquePointer?

    /// While the others rest, whoever calls does their parts too. Nothing changes in the results, since a part is
    /// the same whoever does it; only in how long it takes.
    public var othersRest = false {
        didSet { if let raw { kernel_team_rest(raw, othersRest ? 1 : 0) } }
    }

    private init() {
        members = 1
        leastSharedWork = .max
        raw = nil
    }

    /// As many threads as asked for, ``largest`` at most, or as many as the system lets this process have.
    ///
    /// - Parameter leastSharedWork: some tens of microseconds' worth; calling the members and waiting for the
    ///   last of them takes one or two.
    public init(members: Int, leastSharedWork: Int = 1_000_000) {
        self.leastSharedWork = leastSharedWork
        raw = members > 1 ? kernel_team_create(Int32(min(members, Self.largest))) : nil
        self.members = Int(kernel_team_members(raw))
    }

    deinit {
        if let raw { kernel_team_destroy(raw) }
    }
}
