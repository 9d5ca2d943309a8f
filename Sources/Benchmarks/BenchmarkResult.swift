import Experiments
import Foundation
import Settings
import Tensors
import Text

/// What a benchmark measured.
public struct BenchmarkResult: Sendable {
    public let workload: String
    public let runs: Int
    /// Training steps of each run in one measurement.
    public let steps: Int
    /// Seconds of each measurement.
    public let seconds: [Double]
    public let process: ProcessFacts

    /// Milliseconds for one step of one run, from the fastest measurement to the slowest.
    var milliseconds: [Double] {
        seconds.map { 1e3 * $0 / Double(steps * runs) }.sorted()
    }

    public var medianMilliseconds: Double {
        let sorted = milliseconds
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    public var text: String {
        let sorted = milliseconds
        let range =
            "median of \(sorted.count) × \(steps) steps, \(Self.digits(sorted[0])) to \(Self.digits(sorted[sorted.count - 1]))"
        let heading =
            runs == 1
            ? "\(workload): \(Self.digits(medianMilliseconds)) ms a step (\(range))"
            : "\(workload), \(runs) runs side by side: \(Self.digits(medianMilliseconds)) ms a step and run (\(range))"
        let facts = TextTable.facts([
            ("first step", String(format: "%.3f s after the start", process.secondsToFirstStep ?? 0)),
            ("peak memory", String(format: "%.1f MB", process.peakMemoryMB)),
            ("threads", "\(counted(process.threads, "thread")), OpenBLAS core \(process.blasCore)"),
        ])
        return "\(heading)\n\(facts.text)"
    }

    public var json: JSONValue {
        .object(
            members: [
                ("workload", .string(workload)), ("runs", .number(Double(runs))),
                ("steps", .number(Double(steps))), ("millisecondsPerStep", .number(medianMilliseconds)),
                ("measurements", .array(milliseconds.map { .number($0) })),
            ] + process.json + [("openBLAS", .string(OpenBLAS.version))])
    }

    /// Four significant digits.
    private static func digits(_ value: Double) -> String { String(format: "%.4g", value) }
}

extension JSONValue {
    /// An object with these members, in order.
    static func object(members: [(String, JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }
}
