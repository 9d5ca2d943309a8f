import ArgumentParser
import Foundation
import Storage
import Studies
import Text

struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove runs, studies and comparisons, after asking.",
        discussion: """
            Lists what would be removed and asks. Of a folder that is none of these, all that lie in it are meant. Only \
            files that gantrain has written are removed; a folder with other files in it stays, and so does a run that \
            a process works on.
            """)

    @Argument(
        help: ArgumentHelp(
            "The folders of runs, studies or comparisons, or a folder of them.", valueName: "folder"))
    var folders: [String]

    @Option(help: "Of the runs, only those in this state; repeatable.")
    var state: [State] = []

    @Flag(help: "Remove without asking.")
    var yes = false

    /// Of a run.
    enum State: String, CaseIterable, ExpressibleByArgument {
        case completed, diverged, interrupted, failed
    }

    func validate() throws {
        if folders.contains("") { throw ValidationError("the name of a folder is empty.") }
    }

    func run() throws {
        try Failure.reporting {
            let entries = try Listing(of: folders).entries.filter { entry in
                state.isEmpty || entry.kind == .run && state.contains { $0.rawValue == entry.state }
            }
            let (busy, idle) = (entries.filter(\.isRunning), entries.filter { !$0.isRunning })
            for entry in busy { Console.error("gantrain: \(entry.name) stays: a process works on it") }
            guard !idle.isEmpty else { return try Console.output("nothing to remove") }
            let size = ReadableSize.text(bytes: idle.reduce(0) { $0 + $1.bytes })
            guard yes || isTerminal else {
                throw UsageError(
                    description:
                        "nothing is removed without asking, and there is no terminal to ask on; add --yes")
            }
            try Console.output(ListingTable(entries: idle).text)
            let question = "Remove \(idle.count == 1 ? "it" : "these \(idle.count)") (\(size))?"
            guard try yes || isConfirmed(question) else { return try Console.output("nothing removed") }
            try remove(idle)
        }
    }

    private func remove(_ entries: [Listing.Entry]) throws {
        for entry in entries {
            let left = try entry.remove()
            guard !left.isEmpty else { continue }
            let names = left.prefix(5).map(\.printable).joined(separator: ", ")
            Console.error(
                "gantrain: \(entry.name) stays, for gantrain did not write \(names)\(left.count > 5 ? ", …" : "")"
            )
        }
        try Console.output("removed \(counted(entries.count, "entry", "entries"))")
    }

    private var isTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    private func isConfirmed(_ question: String) throws -> Bool {
        try Console.output("\(question) [y/N] ", terminator: "")
        return ["y", "yes"].contains(readLine()?.lowercased())
    }
}
