import Records
import Settings

/// What depends on the machine and on interruptions, run by run: durations, memory, processor, version of the program. It
/// is kept apart from what two readers of one study must find equal.
public struct Timings: Sendable {
    private var keys: [String] = []
    private var rows: [(cell: String, seed: UInt64, texts: [String: String])] = []

    public init() {}

    /// Takes all of a run's summary that is not a result of its training.
    mutating func add(_ summary: JSONObject, of run: StudyRun) {
        var texts: [String: String] = [:]
        for (key, value) in Self.flat(summary, under: "") where !run.hasResult(key) {
            if texts.updateValue(value, forKey: key) == nil, !keys.contains(key) { keys.append(key) }
        }
        rows.append((run.cell, run.seed, texts))
    }

    /// A run a line; what a run has not recorded is empty.
    public var csv: String {
        var table = CSV(["cell", "seed"] + keys)
        for row in rows { table.add([row.cell, "\(row.seed)"] + keys.map { row.texts[$0] ?? "" }) }
        return table.text
    }

    /// What runs tell alike of themselves, the most frequent first.
    package func groups(by keys: [String]) -> [(texts: [String: String], runs: Int)] {
        let wanted = Set(keys)
        var counts: [[String: String]: Int] = [:]
        for row in rows { counts[row.texts.filter { wanted.contains($0.key) }, default: 0] += 1 }
        return counts.map { (texts: $0.key, runs: $0.value) }.sorted {
            ($1.runs, "\($0.texts.sorted { $0.key < $1.key })")
                < ($0.runs, "\($1.texts.sorted { $0.key < $1.key })")
        }
    }

    /// Members of objects under `object.member`.
    private static func flat(_ object: JSONObject, under prefix: String) -> [(String, String)] {
        object.members.flatMap { member -> [(String, String)] in
            let key = prefix + member.key
            return switch member.value {
            case .object(let inner): flat(inner, under: key + ".")
            case .null: []
            case .string(let text): [(key, text)]
            default: [(key, "\(member.value)")]
            }
        }
    }
}

extension StudyRun {
    /// Whether a key of the summary is a result, which the other tables hold.
    fileprivate func hasResult(_ key: String) -> Bool {
        ["name", "status", "steps", "seed", "divergence", "metricsChecksum"].contains(key)
            || outcomes.keys.contains(key)
    }
}
