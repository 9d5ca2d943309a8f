import ArgumentParser
import Experiments
import Foundation
import Settings

/// Which configuration, and what is changed of it.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration, a path or a name in configs/.", valueName: "file"))
    var config: String

    @Option(help: "The seed of every random number.")
    var seed: Int?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Change a key of the configuration; repeatable.", valueName: "key.path=value"))
    var changes: [String] = []

    @Option(help: "Threads to share the work of a step (default: as many as there are cores).")
    var threads: Int?

    /// - Parameter more: further whole-number keys to set.
    func read(_ more: [(String, Int?)] = []) throws -> ExperimentConfiguration.Resolved {
        var all = try changes.map { text in
            guard let change = ConfigurationFile.change(text) else {
                throw UsageError(description: "--set \(text): expected key.path=value, such as steps=5000")
            }
            return change
        }
        for (key, value) in [("seed", seed), ("threads", threads)] + more {
            if let value { all.append((JSONPath(key), .number(Double(value)))) }
        }
        return try ConfigurationFile.read(config, lookingIn: HomeFolder.candidates, changes: all)
    }
}
