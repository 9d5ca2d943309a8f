import CKernels

/// Threads that share the rows of large matrices. The calling thread is one of them.
///
/// Not safe to use from two threads at once.
public final class Team: @unchecked Sendable {
    /// The calling thread alone.
    public static let alone = Team()

    /// How many processor cores this process may use.
    public static var cores: Int { Int(kernel_cores()) }

    /// A bound on members, above the number of cores of common machines: each thread takes megabytes of address
    /// space.
    public static let largest = 1024

    /// Into how many parts work is shared out. The last bits of some results depend on it.
    public let members: Int
    /// How many threads do the parts. There are fewer than members where the system does not let the process have
    /// more; they then do the parts of the others too, and the results are the same.
    public let threads: Int
    /// The least work that is shared out, in floating-point operations of a matrix product.
    public let leastSharedWork: Int
    let raw: OpaquePointer?

    /// While the others rest, the caller does their parts too. The results are the same; only the time changes.
    public var othersRest = false {
        didSet { if let raw { kernel_team_rest(raw, othersRest ? 1 : 0) } }
    }

    private init() {
        members = 1
        threads = 1
        leastSharedWork = .max
        raw = nil
    }

    /// A team with this number of members, at most ``largest``.
    ///
    /// - Parameter leastSharedWork: some tens of microseconds' worth; calling the members and waiting for the
    ///   last of them takes one or two.
    public init(members: Int, leastSharedWork: Int = 1_000_000) {
        self.leastSharedWork = leastSharedWork
        raw = members > 1 ? kernel_team_create(Int32(min(members, Self.largest))) : nil
        self.members = Int(kernel_team_members(raw))
        threads = Int(kernel_team_threads(raw))
    }

    deinit {
        if let raw { kernel_team_destroy(raw) }
    }
}
