import Foundation
import Settings
import Tensors

/// What the process knows of itself.
public struct ProcessFacts: Sendable {
    /// From the entry of the program to the end of its first training step; nil if there was no step.
    public var secondsToFirstStep: Double?
    /// The largest resident memory so far, in units of 10⁶ bytes.
    public var peakMemoryMB: Double
    /// That a run used, or several runs together.
    public var threads: Int
    /// The core that OpenBLAS has chosen its kernels for.
    public var blasCore: String

    package init(secondsToFirstStep: Double?, threads: Int) {
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
        self.threads = threads
        blasCore = OpenBLAS.core
    }

    package var json: [(String, JSONValue)] {
        [
            ("secondsToFirstStep", secondsToFirstStep.map { .number(rounded($0)) } ?? .null),
            ("peakMemoryMB", .number(peakMemoryMB)), ("threads", .number(Double(threads))),
            ("blasCore", .string(blasCore)),
        ]
    }

    private static let entry = ContinuousClock.now

    /// Starts the clock of ``secondsToFirstStep``; a program calls it first of all.
    public static func noteEntry() { _ = entry }

    package static var secondsSinceEntry: Double {
        let entry = entry  // made at its first use, which must come before now
        return (ContinuousClock.now - entry) / .seconds(1)
    }
}

/// To a thousandth: more digits of a time say nothing.
package func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
