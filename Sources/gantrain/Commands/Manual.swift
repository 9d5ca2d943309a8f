import ArgumentParser
import Foundation
import Text

/// The pages that `scripts/install` puts where `man` finds them.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a manual page, or the names of all.", shouldDisplay: false)

    @Argument(help: "Such as gantrain-train.")
    var name: String?

    func run() throws {
        try Failure.reporting {
            let date = String(ISO8601DateFormatter().string(from: Date()).prefix(10))
            let pages = ManualPage.all(of: try CommandTree.current(), date: date)
            guard let name else {
                return try Console.output(pages.map(\.name).joined(separator: "\n"))
            }
            guard let page = pages.first(where: { $0.name == name }) else {
                throw UsageError(description: "there is no page \(name.printable)")
            }
            try Console.output(page.text, terminator: "")
        }
    }
}
