/// What was probably meant by words of the command line that make no sense.
struct UsageHint {
    let arguments: [String]

    /// One sentence, or nil.
    var text: String? {
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
