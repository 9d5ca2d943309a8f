import CKernels

/// Threads that share out the rows of large matrices among themselves, whoever calls being one of them.
///
/// Not safe to use from two threads at once.
public final class Team: @unchecked Sendable {
    /// Nobody but the caller.
    public static let alone = Team()

    /// How many processor cores this process may use.
    public static var cores: Int { Int(kernel_cores()) }

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

    /// As many threads as asked for, or as many as can be had.
    ///
    /// - Parameter leastSharedWork: some tens of microseconds' worth; calling the members and waiting for the
    ///   last of them takes one or two.
    public init(members: Int, leastSharedWork: Int = 1_000_000) {
        self.leastSharedWork = leastSharedWork
        var count = max(1, min(members, Int(Int32.max)))
        var raw: OpaquePointer?
        while count > 1, raw == nil {
            raw = kernel_team_create(Int32(count))
            if raw == nil { count -= 1 }
        }
        self.members = count
        self.raw = raw
    }

    deinit {
        if let raw { kernel_team_destroy(raw) }
    }
}
