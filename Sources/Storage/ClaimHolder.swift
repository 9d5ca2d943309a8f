import Foundation

/// Who has claimed a folder: enough to find out whether it still works.
struct ClaimHolder: Codable, Equatable, Sendable {
    /// A job of a batch system.
    struct Job: Codable, Equatable, Sendable {
        /// Such as Slurm.
        var system: String
        var id: String
        /// How often the system had started it before; nil if it does not say so.
        var restarts: Int?

        var description: String { "job \(id) of \(system)" }
    }

    var host: String
    /// Of the kernel since its last start; a process of an earlier one has ended.
    var boot: String
    /// Where numbers of processes count: two containers of one host do not see each other's.
    var space: String
    var process: Int32
    /// When the process was started, in ticks since the start of the system: a number may belong to another later.
    var start: UInt64
    var job: Job?

    /// Such as "process 17 on node3 (job 4711 of Slurm)".
    var description: String { "process \(process) on \(host)" + (job.map { " (\($0.description))" } ?? "") }
}

/// Where a process is and what it can find out about others.
struct ClaimSurroundings: Sendable {
    let me: ClaimHolder
    /// When a process of this host was started; nil if there is none.
    let startOfProcess: @Sendable (Int32) -> UInt64?
    /// Whether a job is known to be over.
    let isOver: @Sendable (ClaimHolder.Job) -> Bool

    enum Verdict: Equatable {
        /// The process has ended.
        case free
        case atWork
        /// Nothing can be known of it from here.
        case unknown
    }

    func verdict(on holder: ClaimHolder) -> Verdict {
        if holder.host == me.host {
            if holder.boot != me.boot { return .free }
            if holder.space == me.space {
                return startOfProcess(holder.process) == holder.start ? .atWork : .free
            }
        }
        guard let job = holder.job else { return .unknown }
        // A job is started again only when it has ended.
        if let own = me.job, own.system == job.system, own.id == job.id,
            let (before, now) = job.restarts.flatMap({ before in own.restarts.map { (before, $0) } }),
            before < now
        {
            return .free
        }
        return isOver(job) ? .free : .unknown
    }
}

extension ClaimSurroundings {
    /// Of this process, read from Linux's /proc and the environment.
    static let current: ClaimSurroundings = {
        let process = ProcessInfo.processInfo
        let holder = ClaimHolder(
            host: process.hostName, boot: text(of: "/proc/sys/kernel/random/boot_id"),
            space: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "",
            process: process.processIdentifier, start: start(of: process.processIdentifier) ?? 0,
            job: ClaimHolder.Job(in: process.environment))
        return ClaimSurroundings(me: holder, startOfProcess: start, isOver: isOverInSlurm)
    }()

    private static func text(of file: String) -> String {
        ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    /// The 22nd number of /proc/N/stat. The second is the program's name in parentheses, in which anything may stand.
    private static func start(of process: Int32) -> UInt64? {
        let stat = text(of: "/proc/\(process)/stat")
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }

    /// Slurm forgets a job some minutes after its end, and then says that its number is invalid.
    private static func isOverInSlurm(_ job: ClaimHolder.Job) -> Bool {
        guard job.system == "Slurm", !job.id.isEmpty, job.id.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            return false
        }
        let (squeue, output, errors) = (Process(), Pipe(), Pipe())
        squeue.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        squeue.arguments = ["squeue", "--noheader", "--job", job.id]
        (squeue.standardOutput, squeue.standardError) = (output, errors)
        guard (try? squeue.run()) != nil else { return false }
        let listed = output.fileHandleForReading.readDataToEndOfFile()
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        squeue.waitUntilExit()
        return squeue.terminationStatus == 0 ? listed.isEmpty : words.contains("Invalid job id")
    }
}

extension ClaimHolder.Job {
    /// Nil outside of the known batch systems.
    init?(in environment: [String: String]) {
        let known = [
            ("Slurm", "SLURM_JOB_ID"), ("PBS", "PBS_JOBID"), ("HyperQueue", "HQ_JOB_ID"),
            ("Grid Engine", "JOB_ID"),
        ]
        guard
            let (system, id) = known.lazy.compactMap({ entry in environment[entry.1].map { (entry.0, $0) } })
                .first
        else { return nil }
        let restarts = system == "Slurm" ? environment["SLURM_RESTART_COUNT"].flatMap { Int($0) } ?? 0 : nil
        self.init(system: system, id: id, restarts: restarts)
    }
}
