import Records
import Settings
import Storage

/// Tells whether the rows of `metrics.csv` are those that were written: 64 bits of all numbers but the times, which
/// `summary.json` keeps. It finds what was edited or copied by chance; who changes numbers on purpose can compute it anew.
package struct TableChecksum {
    /// In `summary.json`. Version 0.1 kept none.
    static let key = "metricsChecksum"

    private let time: Int?
    private var hash = FNV1a()

    package init(of table: Table) {
        time = table.columns.firstIndex { $0.role == .time }
        for row in table.rows { add(row) }
    }

    mutating func add(_ row: [Double?]) {
        for (place, value) in row.enumerated() where place != time {
            // A number that is none has many bit patterns, and a file has one word for it.
            let bits = value.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } ?? .max
            withUnsafeBytes(of: bits.littleEndian) { hash.add($0) }
        }
    }

    package var text: String { String(hash.value, radix: 16) }

    func noted(in summary: JSONValue) -> JSONValue {
        guard case .object(var members) = summary else { return summary }
        members[Self.key] = .string(text)
        return .object(members)
    }
}
