import ArgumentParser
import Experiments
import Settings

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a configuration, or explain the keys.",
        subcommands: [Check.self, Show.self, Keys.self, Schema.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report all problems of a configuration.")

        @Argument(help: "The configuration, a path or a name in configs/.")
        var file: String

        func run() throws {
            try Failure.reporting {
                _ = try ConfigurationFile.read(file, lookingIn: HomeFolder.candidates)
                try Console.output("\(file): no problems")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a configuration with all defaults filled in.")

        @Argument(help: "The configuration, a path or a name in configs/.")
        var file: String

        func run() throws {
            try Failure.reporting {
                let resolved = try ConfigurationFile.read(file, lookingIn: HomeFolder.candidates)
                try Console.output(JSONWriter.pretty(resolved.json), terminator: "")
            }
        }
    }

    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain every key: allowed values, default, meaning, source.")

        func run() throws {
            try Failure.reporting { try Console.output(ExperimentConfiguration.guide, terminator: "") }
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a JSON Schema for editors.")

        func run() throws {
            try Failure.reporting {
                try Console.output(JSONWriter.pretty(ExperimentConfiguration.schema), terminator: "")
            }
        }
    }
}
