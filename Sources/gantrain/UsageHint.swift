import Foundation
import Text

/// What was probably meant by words of the command line that make no sense.
struct UsageHint {
    let arguments: [String]
    let commands: [String]

    /// One sentence, or nil.
    var text: String? {
        if let first = arguments.first, !first.hasPrefix("-"), !(commands + ["help"]).contains(first) {
            if first.hasSuffix(".json") || FileManager.default.fileExists(atPath: first) {
                return "Did you mean: gantrain --config \(first.printable)?"
            }
            if let near = Spelling.nearest(to: first, among: commands) {
                return "Did you mean: gantrain \(near)?"
            }
        }
        if arguments.contains(where: { $0 == "=" || $0.hasPrefix("=") }) {
            return "There are no spaces around =: --set data.modes=10"
        }
        if changes.contains(where: { $0.filter("[{".contains).count != $0.filter("]}".contains).count }) {
            return "A value with spaces needs quotes: --set 'penalties=[{\"kind\": \"r1\"}]'"
        }
        return nil
    }

    private var changes: [String] {
        zip(arguments, arguments.dropFirst()).filter { $0.0 == "--set" }.map(\.1)
    }
}
