import Dynamics
import Experiments
import Records
import Settings

/// How a run ended: the contents of `summary.json`.
public struct RunSummary: Sendable {
    public enum Status: String, Sendable {
        case completed, diverged, interrupted
    }

    public var name: String
    public var status: Status
    public var steps: Int
    public var seed: UInt64
    /// All measures at the end.
    public var outcomes: [Outcome]
    /// Seconds of training, those before an interruption included.
    public var seconds: Double
    /// Of this process.
    public var stepsPerSecond: Double
    public var divergence: Divergence?
    public var process: ProcessFacts
    /// How often somebody has changed a number of the run while it trained.
    public var touched = 0

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(name)), ("status", .string(status.rawValue)), ("steps", number(steps)),
            ("seed", .number(Double(seed))),
        ]
        if touched > 0 { members.append(("touched", number(touched))) }
        members += results.flatMap(\.members)
        members += [
            ("stepsPerSecond", .number(rounded(stepsPerSecond))), ("seconds", .number(rounded(seconds))),
        ]
        members += results.flatMap(\.fullMembers)
        if let divergence { members.append(("divergence", .string("\(divergence)"))) }
        members += process.json + [("provenance", process.provenance.json)]
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// The measures that say how well the run went.
    public var results: [Outcome] { outcomes.filter(\.column.isResult) }

    /// The value of a measure at the end; nil if it is not defined or not measured.
    public func outcome(_ name: String) -> Double? { outcomes.first { $0.column.name == name }?.value }

    /// What is told to those who watch.
    var ending: Ending {
        Ending(
            status: status.rawValue, step: steps, seconds: seconds, outcomes: outcomes,
            divergence: divergence.map { "\($0)" })
    }
}

extension Outcome {
    fileprivate var members: [(String, JSONValue)] {
        let own = (column.name, json(value))
        return isCount ? [own, (column.totalKey, json(column.most))] : [own]
    }

    /// Since when the count has been the largest possible.
    fileprivate var fullMembers: [(String, JSONValue)] {
        guard isCount else { return [] }
        return [
            (column.fullSinceStepKey, fullSince.map { number($0.step) } ?? .null),
            (column.fullSinceSecondsKey, fullSince.map { .number(rounded($0.seconds)) } ?? .null),
        ]
    }

    private var isCount: Bool { column.format == .integer }
}

private func number(_ integer: Int) -> JSONValue { .number(Double(integer)) }

/// JSON has no infinity: what is undefined or infinite is null.
private func json(_ value: Double?) -> JSONValue {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
}
