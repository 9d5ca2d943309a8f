import Dynamics
import Experiments
import Metrics
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
    /// Nil if the data have no modes.
    public var coverage: ModeCoverage?
    public var modesTotal: Int
    /// Seconds of training, those before an interruption included.
    public var seconds: Double
    /// Of this process.
    public var stepsPerSecond: Double
    public var divergence: Divergence?
    /// The evaluation since which all modes have been found every time.
    public var allModes: (step: Int, seconds: Double)?
    /// Where a game with a known answer ended; nil for networks.
    public var position: KnownPosition?
    public var process: ProcessFacts

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(name)), ("status", .string(status.rawValue)), ("steps", number(steps)),
            ("seed", .number(Double(seed))),
        ]
        members += position.map { [("distance", .number($0.distance))] } ?? quality
        members += [
            ("stepsPerSecond", .number(rounded(stepsPerSecond))), ("seconds", .number(rounded(seconds))),
        ]
        if position == nil {
            members += [
                ("allModesSinceStep", allModes.map { number($0.step) } ?? .null),
                ("allModesSinceSeconds", allModes.map { .number(rounded($0.seconds)) } ?? .null),
            ]
        }
        if let divergence { members.append(("divergence", .string("\(divergence)"))) }
        members += process.json + [("provenance", process.provenance.json)]
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// Of the generator's samples.
    private var quality: [(String, JSONValue)] {
        [
            ("modes", coverage.map { number($0.modes) } ?? .null),
            ("modesTotal", coverage == nil ? .null : number(modesTotal)),
            ("highQuality", coverage.map { .number($0.highQuality) } ?? .null),
            ("reverseKL", coverage?.reverseKL.map { .number($0) } ?? .null),
        ]
    }
}

private func number(_ integer: Int) -> JSONValue { .number(Double(integer)) }
