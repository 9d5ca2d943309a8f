import ArgumentParser
import Experiments
import Foundation
import Settings

/// Which configuration, and what is changed of it.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration, a path or a name in configs/.", valueName: "file"))
    var config: String

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

    /// - Parameter more: further options that set the key of their name.
    func read(_ more: [(key: String, value: String?)] = []) throws -> ExperimentConfiguration.Resolved {
        let named = [("seed", seed), ("threads", threads)] + more
        return try ConfigurationFile.read(
            config, lookingIn: HomeFolder.candidates,
            changes: changes.map { try Change(setting: $0) } + named.compactMap(Change.init(option:value:)))
    }
}

extension Change {
    /// What the option of a key's name sets; nil if it was not given.
    init?(option key: String, value: String?) {
        guard let value else { return nil }
        self.init(JSONPath(key), value, option: "--\(key) \(value)")
    }
}
