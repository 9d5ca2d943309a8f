import ArgumentParser
import Text

/// What the completion of a shell asks for.
struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what may stand at the end of a command line.", shouldDisplay: false)

    @Argument(parsing: .postTerminator, help: "The words after the program's name; the last is completed.")
    var words: [String] = []

    func run() throws {
        let candidates = Completer(root: try CommandTree.current()).candidates(for: words)
        try Console.output(lines: candidates.map { [$0.word, $0.about.firstSentence.excerpt(60)] })
    }
}
