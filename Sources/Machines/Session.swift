import Foundation
import Tensors

/// A process at work: what program it is, since when it runs, on what machine.
///
/// A program makes one when it starts and hands it to what it does.
public struct Session: Sendable {
    public var build: Build
    /// The words of the command line, the program's name first.
    public var command: [String]
    public var machine: Machine
    /// What a person should know while work goes on is said to it, a sentence at a time.
    public var notify: @Sendable (String) -> Void
    private let entry = ContinuousClock.now
    private let date = Date()

    public init(
        build: Build = Build(version: "unknown"), command: [String] = CommandLine.arguments,
        machine: Machine = .current, notify: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.build = build
        self.command = command
        self.machine = machine
        self.notify = notify
    }

    /// Since it was made.
    public var seconds: Double { (ContinuousClock.now - entry) / .seconds(1) }

    /// The largest resident memory of the process so far, in units of 10⁶ bytes.
    public var peakMemoryMB: Double {
        var usage = rusage()
        // 0 is RUSAGE_SELF, which the platforms import as different types.
        getrusage(.init(0), &usage)
        #if os(Linux)
        let bytesPerUnit = 1024.0
        #else
        let bytesPerUnit = 1.0
        #endif
        return (Double(usage.ru_maxrss) * bytesPerUnit / 1e5).rounded() / 10
    }

    /// - Parameter threads: how many a result was computed by.
    public func provenance(threads: Int) -> Provenance {
        Provenance(
            version: build.version, commit: build.commit, isClean: build.isClean, command: command,
            date: Self.text(of: date), processor: machine.processor.name, openBLAS: OpenBLAS.version,
            kernels: OpenBLAS.core, kernelsBecause: OpenBLAS.kernels.explanation, compiler: build.compiler,
            threads: threads)
    }

    /// A team for a run, and a word to the person if some of its threads cannot be made.
    public func team(members: Int) -> Team {
        let team = Team(members: members)
        if team.threads < team.members {
            notify(
                """
                only \(team.threads) of \(team.members) threads could be made (ulimit -u, ulimit -v or a limit of \
                the control group); they do the work of all, so the results are the same, but it takes longer
                """)
        }
        return team
    }

    /// ISO 8601, with the zone.
    private static func text(of date: Date) -> String {
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = .current
        return formatter.string(from: date)
    }
}

/// Where a result comes from: enough to compute it again, and to know why it may differ.
public struct Provenance: Sendable, Hashable, Codable {
    public var version: String
    /// A hash, or "unknown".
    public var commit: String
    /// Whether the program's sources equalled the commit; nil if that is not known.
    public var isClean: Bool?
    /// The words of the command line.
    public var command: [String]
    /// When the process began: ISO 8601, with the zone.
    public var date: String
    /// As it calls itself.
    public var processor: String
    /// Its version.
    public var openBLAS: String
    /// The processor core for which the products' kernels were written.
    public var kernels: String
    /// Who chose them, if it was not OpenBLAS.
    public var kernelsBecause: String?
    public var compiler: String
    /// How many the process had for the work.
    public var threads: Int

    public init(
        version: String, commit: String, isClean: Bool?, command: [String], date: String, processor: String,
        openBLAS: String, kernels: String, kernelsBecause: String? = nil, compiler: String, threads: Int
    ) {
        self.version = version
        self.commit = commit
        self.isClean = isClean
        self.command = command
        self.date = date
        self.processor = processor
        self.openBLAS = openBLAS
        self.kernels = kernels
        self.kernelsBecause = kernelsBecause
        self.compiler = compiler
        self.threads = threads
    }
}
