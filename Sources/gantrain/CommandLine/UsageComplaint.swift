import ArgumentParser
import Experiments
import Foundation
import Settings
import Text

/// What is wrong with a command line that cannot be parsed: the parser's words, as the program's own errors look, and what
/// was probably meant.
struct UsageComplaint {
    /// What the parser complains about.
    let message: String
    /// The same, with the usage of the command.
    let fullMessage: String
    let arguments: [String]

    /// Empty if nothing is to be said, as after an error that has been reported.
    var text: String {
        guard !fullMessage.isEmpty else { return "" }
        // The parser repeats what it was given, line breaks included.
        return arguments.filter { $0 != $0.printable }.reduce("gantrain: \(unknown ?? complaint)") {
            $0.replacing($1, with: $1.printable)
        }
    }

    /// That a word is no command, which the parser has taken for something else.
    private var unknown: String? {
        guard message.lowercased().contains("unexpected argument") else { return nil }
        return CommandNames.complaint(about: arguments).map {
            "\($0)\nSee 'gantrain --help' for the commands."
        }
    }

    /// The parser's words, what was probably meant, and how the command is used.
    private var complaint: String {
        let lead = "Error: \(message)"
        let rest = fullMessage.hasPrefix(lead) ? String(fullMessage.dropFirst(lead.count)) : ""
        let isHelp = rest.hasPrefix("\n\n")
        let usage =
            isHelp ? rest : rest.replacing("\nHelp:  ", with: "\n  ").replacing("\n  See '", with: "\nSee '")
        if let hint = UsageHint(arguments: arguments).text {
            return Self.plain(message) + "\n\(hint)" + usage
        }
        guard usage.contains("--set") || usage.contains(" train "),
            let hint = KeyHint(message, arguments)?.text
        else { return Self.plain(message) + usage }
        return Self.plain(message).replacing("; did you mean '--set'?", with: "") + "\n\(hint)" + usage
    }

    /// A sentence without its capital and its full stop.
    private static func plain(_ message: String) -> String {
        let text = message.replacing(". Did you mean", with: "; did you mean")
            .replacing(". Please provide one of", with: "; allowed is one of")
        let start = text.prefix(2)
        let isWord = start.count == 2 && start.last?.isLowercase == true
        let sentence = isWord ? text.prefix(1).lowercased() + text.dropFirst() : text
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}

/// The words that stand for commands.
enum CommandNames {
    /// What is wrong with words in the place of commands; nil if a command is there, or what may be something else.
    static func complaint(about arguments: [String]) -> String? {
        var command: any ParsableCommand.Type = Gantrain.self
        var path: [String] = []
        for word in arguments {
            let inner = command.configuration.subcommands
            guard !word.hasPrefix("-"), !inner.isEmpty else { return nil }
            if let next = inner.first(where: { $0._commandName == word }) {
                command = next
                path.append(word)
                continue
            }
            let names = names(of: inner)
            // Before a default command stands what that reads, such as a configuration.
            let mayBeOther = command.configuration.defaultSubcommand != nil
            if mayBeOther, meant(by: word, among: names) == nil || isThere(word) { return nil }
            return complaint(about: word, after: path, among: names)
        }
        return nil
    }

    /// Of those that a person may use.
    static func names(of commands: [any ParsableCommand.Type]) -> [String] {
        commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    }

    static func complaint(about word: String, after path: [String] = [], among names: [String]) -> String {
        let name = "there is no command '\((path + [word.excerpt().printable]).joined(separator: " "))'"
        if let near = meant(by: word, among: names) { return "\(name); did you mean '\(near)'?" }
        return path.isEmpty ? name : "\(name); there are \(names.joined(separator: ", "))"
    }

    /// What is called otherwise in other programs.
    private static let elsewhere = [
        "run": "train", "fit": "train", "start": "train", "continue": "resume", "generate": "sample",
        "ls": "list", "rm": "clean", "remove": "clean", "delete": "clean", "sweep": "study",
        "diff": "compare",
    ]

    private static func meant(by word: String, among names: [String]) -> String? {
        elsewhere[word].flatMap { names.contains($0) ? $0 : nil } ?? Spelling.nearest(to: word, among: names)
    }

    private static func isThere(_ word: String) -> Bool { FileManager.default.fileExists(atPath: word) }
}

/// What was probably meant by words of the command line that make no sense.
struct UsageHint {
    let arguments: [String]

    /// One sentence, or nil.
    var text: String? {
        for place in arguments.indices where arguments[place] == "--set" {
            let words = arguments[(place + 1)...].prefix { !$0.hasPrefix("-") || Double($0) != nil }
            if words.count > 1, let hint = Self.hint(for: Array(words)) { return hint }
        }
        if arguments.count > 1, arguments[0] == "game", arguments[1].contains(where: "*+/^(".contains) {
            return "A formula is given with --of: --of '\(arguments[1])'"
        }
        return nil
    }

    /// - Parameter words: all that follow one `--set`.
    private static func hint(for words: [String]) -> String? {
        guard let first = words.first, !first.isEmpty else { return nil }
        if !first.contains("=") || first.hasSuffix("=") || words[1].hasPrefix("=") {
            let key = first.prefix { $0 != "=" }
            let value = words[1] == "=" ? words.dropFirst(2).first : words[1]
            guard let value else { return nil }
            return "--set takes one word, without spaces around =: "
                + "--set \(key)=\(value.trimmingPrefix("="))"
        }
        if words[1].contains("="), !first.contains(where: "[{".contains) {
            return "Each change has its own --set: "
                + words.filter { $0.contains("=") }.map { "--set \($0)" }.joined(separator: " ")
        }
        let value = String(words.joined(separator: " ").drop { $0 != "=" }.dropFirst())
        let isList = value.hasPrefix("[") || value.hasPrefix("{")
        // The shell has taken the quotes of a list that is not JSON.
        let change =
            isList && (try? JSONValue.parse(value)) == nil
            ? #"penalties=[{"kind": "r1"}]"# : words.joined(separator: " ")
        return "A value with spaces needs quotes: --set '\(change)'"
    }
}

/// What was probably meant by a key of the configuration that was given as an option or as a word: `--lr 0.1`, `steps=10`.
struct KeyHint {
    /// The key as it was given, and its value.
    private let key: String
    private let value: String

    init?(_ message: String, _ arguments: [String]) {
        guard let start = message.firstIndex(of: "'") else { return nil }
        let word = String(message[message.index(after: start)...].prefix { $0 != "'" })
        let place = arguments.firstIndex { $0 == word || $0.hasPrefix("\(word)=") }
        guard let place else { return nil }
        let parts = arguments[place].split(separator: "=", maxSplits: 1).map(String.init)
        if message.hasPrefix("Unknown option '--") {
            let next = arguments[(place + 1)...].first
            key = String(parts[0].dropFirst(2))
            value = parts.count > 1 ? parts[1] : next ?? ""
        } else if message.contains("nexpected argument"), parts.count > 1 {
            (key, value) = (parts[0], parts[1])
        } else {
            return nil
        }
    }

    /// One sentence, or nil if there is no such key.
    var text: String? {
        let places = ExperimentConfiguration.places(ofKey: String(key.split(separator: ".").last ?? ""))
        guard !places.isEmpty, !value.isEmpty else { return nil }
        let keys = key.contains(".") ? [key] : places
        return "Keys of the configuration are changed with --set: "
            + keys.map { "--set \($0)=\(value)" }.joined(separator: " ")
    }
}
