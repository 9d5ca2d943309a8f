import Foundation
import Tensors

/// What a program may use of the computer that it runs on.
public struct Machine: Sendable, Hashable {
    /// Memory that there is, or that the program is allowed, and who says so.
    public struct Memory: Sendable, Hashable {
        public enum Limit: Sendable, Hashable {
            /// The memory that is built in.
            case physical
            /// The control group of a container or a batch system.
            case controlGroup
            /// `ulimit -v`: addresses, whether there is memory behind them or not.
            case addressSpace
        }

        public let bytes: Double
        public let limit: Limit

        public init(bytes: Double, limit: Limit) {
            self.bytes = bytes
            self.limit = limit
        }
    }

    /// More do not share the work of one step.
    public static let mostThreads = 64

    /// Processor cores, at least 1: those that the process is allowed to run on, or fewer if its control group is
    /// given less processor time.
    public var cores: Int
    /// The least of what the computer has and the control group allows.
    public var memory: Memory
    /// What `ulimit -v` leaves beyond the addresses in use already; nil without such a limit.
    public var addressSpace: Memory?
    public var processor: Processor

    public init(
        cores: Int, memory: Memory, addressSpace: Memory? = nil, processor: Processor = .current
    ) {
        self.cores = max(1, cores)
        self.memory = memory
        self.addressSpace = addressSpace
        self.processor = processor
    }

    /// The one that the program runs on, as it is now.
    public static var current: Machine {
        Machine(
            allowedCores: Team.cores, physicalMemory: Double(ProcessInfo.processInfo.physicalMemory),
            group: ControlGroup.current, addressSpace: AddressSpace.left)
    }

    init(
        allowedCores: Int, physicalMemory: Double, group: ControlGroup, addressSpace: Double?,
        processor: Processor = .current
    ) {
        let time = group.processors.map { Int(min($0.rounded(.up), 1e6)) } ?? allowedCores
        let physical = Memory(bytes: physicalMemory, limit: .physical)
        let allowed = group.memory.map { Memory(bytes: $0, limit: .controlGroup) }
        self.init(
            cores: min(allowedCores, time),
            memory: allowed.map { $0.bytes < physicalMemory ? $0 : physical } ?? physical,
            addressSpace: addressSpace.map { Memory(bytes: $0, limit: .addressSpace) }, processor: processor)
    }

    /// The limit of memory that is too small for so many bytes; nil if there is enough.
    ///
    /// - Parameter addresses: that are set aside without being used, such as the stacks of threads and the buffers
    ///   of OpenBLAS.
    public func shortage(of bytes: Double, addresses: Double = 0) -> Memory? {
        if bytes > memory.bytes { return memory }
        if let addressSpace, bytes + addresses > addressSpace.bytes { return addressSpace }
        return nil
    }

    /// Addresses that so many threads set aside: each has a stack, an arena of the C library, and, once it computes
    /// a product, a buffer of OpenBLAS.
    public static func addresses(ofThreads threads: Int) -> Double {
        Double(threads) * (8 + 64 + 128) * 1_048_576
    }
}

private enum AddressSpace {
    /// nil if there is no limit.
    static var left: Double? {
        #if os(Linux)
        var limit = rlimit()
        guard getrlimit(.init(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != .max else { return nil }
        return max(0, Double(limit.rlim_cur) - used)
        #else
        return nil
        #endif
    }

    private static var used: Double {
        guard let text = SmallFile.read("/proc/self/statm"),
            let pages = text.split(separator: " ").first.flatMap({ Double($0) })
        else { return 0 }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension Machine.Memory: CustomStringConvertible {
    /// Such as "there are 2.0 GB for its control group".
    public var description: String {
        let amount = String(format: "%.1f GB", bytes / 1e9)
        return switch limit {
        case .physical: "the machine has \(amount)"
        case .controlGroup: "the control group that it runs in may use \(amount)"
        case .addressSpace: "the limit of address space (ulimit -v) leaves \(amount)"
        }
    }
}
