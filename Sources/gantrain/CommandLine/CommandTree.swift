import Foundation

/// The commands with their options, as the parser describes them: what completions and manual pages are made of.
struct CommandTree: Decodable {
    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool
        let defaultSubcommand: String?
        let arguments: [Argument]?
        let subcommands: [Command]?

        /// Those that a person may use.
        var commands: [Command] { (subcommands ?? []).filter(\.shouldDisplay) }
        var shown: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
        var positionals: [Argument] { shown.filter { $0.kind == .positional } }
        var options: [Argument] { shown.filter { $0.kind != .positional } }

        func command(_ name: String) -> Command? { commands.first { $0.commandName == name } }
    }

    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let abstract: String?
        let names: [Name]?
        let valueName: String?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool

        var spellings: [String] { (names ?? []).map(\.text) }
        /// The first sentence of its help.
        var about: String { abstract?.split(separator: ";").first.map(String.init) ?? "" }
    }

    let command: Command

    /// Of this program.
    static func current() throws -> Command {
        try JSONDecoder().decode(CommandTree.self, from: Data(Gantrain._dumpHelp().utf8)).command
    }
}
