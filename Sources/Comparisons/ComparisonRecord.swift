import Records
import Runs

extension ComparisonRecord {
    /// Runs side by side, as they are shown.
    ///
    /// - Throws: what reading the record of a run throws.
    public init(_ comparison: Comparison) throws {
        let places = comparison.places.map { "\($0)" }
        self.init(
            title: places.isEmpty
                ? "the settings are the same" : "differ in " + places.joined(separator: ", "),
            runs: try zip(zip(comparison.names, comparison.runs), comparison.settings).map { named, setting in
                Run(name: named.0, record: try named.1.record, result: named.1.result, setting: setting)
            })
    }
}

extension ComparedRun {
    /// A run that has no checkpoint yet has curves at most.
    fileprivate var record: RunRecord {
        get throws {
            try hasCheckpoint ? RunRecord(reading: directory) : RunRecord(title: name, table: table)
        }
    }

    /// How it ended in a few words, such as "8 of 8, 94.0 % high quality".
    fileprivate var result: String {
        let counts = results.filter { $0.format == .integer }.compactMap { column in
            value(of: column).map { value in
                column.text(value) + (column.most.map { " of \(column.text($0))" } ?? " \(column.name)")
            }
        }
        let shares = results.filter { $0.format == .share }.compactMap { column in
            value(of: column).map { "\(column.text($0)) \(column.title)" }
        }
        return ((status == "completed" ? [] : [status]) + counts + shares).joined(separator: ", ")
    }
}
