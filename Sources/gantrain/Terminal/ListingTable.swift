import Foundation
import Studies
import Text

/// Runs, studies and comparisons, a line each.
struct ListingTable {
    let entries: [Listing.Entry]

    var text: String {
        let head = ["folder", "state", "done", "seed", "what"]
        var table = TextTable(
            ([head] + entries.map(Self.cells)).map { .cells($0) })
        table.alignments = [.left, .left, .right, .right, .left]
        return table.text
    }

    private static func cells(_ entry: Listing.Entry) -> [String] {
        let done = "\(entry.done) of \(entry.planned)"
        let name = entry.name.printable
        return switch entry.kind {
        case .run:
            [
                name, entry.state, "\(done) steps", entry.seed.map { String(format: "%.0f", $0) } ?? "",
                entry.about.printable,
            ]
        case .study: [name, entry.state, "\(done) runs", "", "study \(entry.about.printable)"]
        case .comparison: [name, "", "", "", "comparison"]
        }
    }
}
