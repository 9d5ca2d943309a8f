import ArgumentParser
import Experiments
import Settings
import Storage
import Text

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check or list configurations, or explain the keys.",
        subcommands: [Check.self, Show.self, List.self, Keys.self, Schema.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report all problems of a configuration.")

        @OptionGroup var source: ConfigurationOptions

        func run() throws {
            try Failure.reporting {
                let resolved = try source.read()
                try Console.output("\(source.name): no problems")
                for remark in resolved.configuration.remarks { try Console.output(remark) }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what would be trained: a configuration with all changes and defaults filled in.")

        @OptionGroup var source: ConfigurationOptions

        func run() throws {
            try Failure.reporting {
                try Console.output(JSONWriter.pretty(source.read().json), terminator: "")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the configurations and studies in configs/, with a line each.")

        func run() throws {
            try Failure.reporting {
                let shipped = ConfigurationFile.shippedWithAbout(in: HomeFolder.candidates)
                guard !shipped.isEmpty else {
                    throw FileError(
                        .configure, "configs/", "no folder of this name is here or beside the program")
                }
                let label = shipped.map(\.name.columns).max() ?? 0
                let lines = shipped.map { name, about in
                    let room = Console.isInteractive ? max(30, Console.width - label - 2) : Int.max
                    let space = String(repeating: " ", count: label + 2 - name.columns)
                    return name.printable + space + about.printable.fitted(to: room) { $0.columns }
                }
                try Console.output(lines.joined(separator: "\n"))
            }
        }
    }

    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain every key, or those of a section: allowed values, default, meaning, source.")

        @Argument(
            help: ArgumentHelp(
                "A key or a section such as generator.optimizer (default: all, as Markdown).",
                valueName: "key"))
        var key: String?

        func run() throws {
            try Failure.reporting {
                guard let key else {
                    return try Console.output(ExperimentConfiguration.guide, terminator: "")
                }
                try Console.output(ExperimentConfiguration.guide(to: key, width: max(60, Console.width)))
            }
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
