import ArgumentParser
import Experiments
import Foundation
import Settings
import Storage
import Text

/// Which configuration, and what is changed of it.
struct ConfigurationOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The configuration: a path, a name in configs/, or - for standard input.", valueName: "file"))
    var file: String?

    @Option(
        name: [.customShort("c"), .long], help: ArgumentHelp("The same, as an option.", valueName: "file"))
    var config: String?

    @Option(parsing: .unconditional, help: "The seed of every random number.")
    var seed: String?

    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Change a key of the configuration; repeatable.", valueName: "key.path=value"))
    var changes: [String] = []

    @Option(
        parsing: .unconditional,
        help: "Threads to share the work of a step (default: as many as there are cores).")
    var threads: String?

    func validate() throws {
        if let file, config != nil {
            throw ValidationError("unexpected argument '\(file.excerpt().printable)' beside --config")
        }
        if file == nil, config == nil {
            throw ValidationError("a configuration is needed, such as mog8.json.")
        }
    }

    /// The configuration as it was named.
    var name: String { file ?? config ?? "" }

    /// - Parameter more: further options that set the key of their name.
    func read(_ more: [(key: String, value: String?)] = []) throws -> ExperimentConfiguration.Resolved {
        let named = [("seed", seed), ("threads", threads)] + more
        // The first word of all is a command, or else the configuration that is to be trained.
        let isFirst = file != nil && CommandLine.arguments.dropFirst().first == file
        let resolved = try ConfigurationFile.read(
            name, lookingIn: HomeFolder.candidates,
            changes: changes.map { try Change(setting: $0) } + named.compactMap(Change.init(option:value:)),
            orCommands: isFirst ? Gantrain.commands : [],
            notify: Gantrain.session.notify)
        for warning in resolved.configuration.dataWarnings { Gantrain.session.notify("beware: \(warning)") }
        return resolved
    }
}

extension Change {
    /// What the option of a key's name sets; nil if it was not given.
    init?(option key: String, value: String?) {
        guard let value else { return nil }
        self.init(JSONPath(key), value, option: "--\(key) \(value)")
    }
}
