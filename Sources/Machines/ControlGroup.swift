import Foundation

/// What Linux's control groups, versions 1 and 2, let the process use: a container's or a batch job's share.
///
/// The kernel's files may be missing, unreadable or of a form that is not known; then they say nothing.
struct ControlGroup: Equatable {
    /// How much processor time, in processors; nil if there is no limit.
    var processors: Double?
    /// Bytes; nil if there is no limit.
    var memory: Double?

    init(processors: Double? = nil, memory: Double? = nil) {
        self.processors = processors
        self.memory = memory
    }

    static var current: ControlGroup { ControlGroup(reading: SmallFile.read) }

    /// - Parameter read: the contents of a file; nil if it cannot be read.
    init(reading read: (String) -> String?) {
        let memberships = (read("/proc/self/cgroup") ?? "").split(separator: "\n").compactMap {
            Membership(line: $0)
        }
        for membership in memberships {
            for folder in membership.folders {
                if membership.isOfVersion2 {
                    limit(processorsTo: read(folder + "/cpu.max").flatMap(Self.share))
                    limit(memoryTo: read(folder + "/memory.max").flatMap(Self.bytes))
                }
                if membership.controllers.contains("cpu") {
                    let quota = read(folder + "/cpu.cfs_quota_us") ?? ""
                    let period = read(folder + "/cpu.cfs_period_us") ?? ""
                    limit(processorsTo: Self.share("\(quota) \(period)"))
                }
                if membership.controllers.contains("memory") {
                    limit(memoryTo: read(folder + "/memory.limit_in_bytes").flatMap(Self.bytes))
                }
            }
        }
    }

    private mutating func limit(processorsTo value: Double?) {
        if let value { processors = min(processors ?? value, value) }
    }

    private mutating func limit(memoryTo value: Double?) {
        if let value { memory = min(memory ?? value, value) }
    }

    /// Of "<quota> <period>"; a quota of "max" or -1 is none.
    private static func share(_ text: String) -> Double? {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard numbers.count == 2, let quota = numbers[0], let period = numbers[1] else { return nil }
        let share = quota / period
        return quota > 0 && period > 0 && share.isFinite ? share : nil
    }

    /// "max" is none, and so is what version 1 says without a limit, 2⁶³ less a page.
    private static func bytes(_ text: String) -> Double? {
        let bytes = Double(text.filter { !$0.isWhitespace })
        return bytes.flatMap { $0 > 0 && $0 < 0x1p60 ? $0 : nil }
    }
}

/// A line of /proc/self/cgroup: "4:memory:/path" of version 1, "0::/path" of version 2.
private struct Membership {
    let controllers: Set<Substring>
    let isOfVersion2: Bool
    private let path: Substring

    init?(line: Substring) {
        let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].hasPrefix("/") else { return nil }
        isOfVersion2 = parts[0] == "0" && parts[1].isEmpty
        controllers = Set(parts[1].split(separator: ","))
        path = parts[2]
    }

    /// The group's folder and those above it, whose limits hold as well. In a container the group's path may be
    /// that of the computer outside; then only some of them exist.
    var folders: [String] {
        let names = path.split(separator: "/")
        guard !names.contains("..") else { return roots }
        let paths = (0...min(names.count, 64)).map { names.prefix($0).map { "/\($0)" }.joined() }
        return roots.flatMap { root in paths.map { root + $0 } }
    }

    private var roots: [String] {
        if isOfVersion2 { return ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] }
        let joint = controllers.contains("cpu") ? ["/sys/fs/cgroup/cpu,cpuacct"] : []
        return controllers.filter { ["cpu", "memory"].contains($0) }.sorted().map { "/sys/fs/cgroup/\($0)" }
            + joint
    }
}

/// Short files of the system.
enum SmallFile {
    /// nil if it cannot be read, is no text, or is longer than such files are.
    static func read(_ path: String) -> String? {
        let most = 65536
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: most), bytes.count < most else { return nil }
        return String(data: bytes, encoding: .utf8)
    }
}
