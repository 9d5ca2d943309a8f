import ArgumentParser
import Foundation
import Settings
import Studies
import Text

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the runs, studies and comparisons in a folder, with their state.",
        discussion: """
            A run is completed, diverged, running, interrupted (gantrain resume goes on with it), or stopped early in a \
            study whose success it had reached. The runs of a study are in one line; gantrain study status lists them.
            """)

    @Argument(help: ArgumentHelp("Where to look (default: runs).", valueName: "folder"))
    var folders: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Failure.reporting {
            // Who has not trained yet has no folder runs.
            let isThere = FileManager.default.fileExists(atPath: "runs")
            let listing = try Listing(of: folders.isEmpty ? (isThere ? ["runs"] : []) : folders)
            if json { return try Console.output(JSONWriter.pretty(listing.json), terminator: "") }
            guard !listing.entries.isEmpty else { return try Console.output("no runs here") }
            try Console.output(ListingTable(entries: listing.entries).text)
        }
    }
}

extension Listing {
    fileprivate var json: JSONValue {
        .array(
            entries.map { entry in
                [
                    "folder": .string(entry.name), "kind": .string(entry.kind.rawValue),
                    "state": .string(entry.state), "done": .number(Double(entry.done)),
                    "planned": .number(Double(entry.planned)),
                    "seed": entry.seed.map { .number($0) } ?? .null,
                    "about": .string(entry.about),
                ]
            })
    }
}
