import Foundation
import Settings
import Tensors

/// What the process knows of itself.
public struct ProcessFacts: Sendable {
    /// From the start of the process to the end of its first training step; nil if there was no step or the
    /// system does not tell when the process began.
    public var secondsToFirstStep: Double?
    /// The largest resident memory so far, in units of 10⁶ bytes.
    public var peakMemoryMB: Double
    public var threads: Int
    /// The core that OpenBLAS has chosen its kernels for.
    public var blasCore: String

    init(secondsToFirstStep: Double?) {
        self.secondsToFirstStep = secondsToFirstStep
        var usage = rusage()
        // 0 is RUSAGE_SELF, which the platforms import as different types.
        getrusage(.init(0), &usage)
        #if os(Linux)
        let bytesPerUnit = 1024.0
        #else
        let bytesPerUnit = 1.0
        #endif
        peakMemoryMB = (Double(usage.ru_maxrss) * bytesPerUnit / 1e5).rounded() / 10
        threads = OpenBLAS.threads
        blasCore = OpenBLAS.core
    }

    var json: [(String, JSONValue)] {
        [
            ("secondsToFirstStep", secondsToFirstStep.map { .number(rounded($0)) } ?? .null),
            ("peakMemoryMB", .number(peakMemoryMB)), ("threads", .number(Double(threads))),
            ("blasCore", .string(blasCore)),
        ]
    }

    /// Seconds since the process began, to a hundredth: field 22 of /proc/self/stat counts clock ticks from
    /// the machine's start (proc(5)).
    static var secondsSinceStart: Double? {
        #if os(Linux)
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let afterName = stat.split(separator: ")").last
        else { return nil }
        let fields = afterName.split(separator: " ")
        var now = timespec()
        guard fields.count > 19, let start = Double(fields[19]), clock_gettime(CLOCK_BOOTTIME, &now) == 0
        else { return nil }
        let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - start / ticksPerSecond
        #else
        return nil
        #endif
    }
}
