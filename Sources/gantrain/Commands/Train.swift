import ArgumentParser
import Experiments
import Foundation
import Settings

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a GAN as a configuration says (the default).")

    @Option(help: ArgumentHelp("The configuration, a path or a name in configs/.", valueName: "file"))
    var config: String

    @Option(help: "The seed of every random number.")
    var seed: Int?

    @Option(help: "How many steps to train.")
    var steps: Int?

    @Option(
        help: ArgumentHelp("The run's folder (default: runs/<name>-seed<seed>).", valueName: "folder"))
    var out: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Change a key of the configuration; repeatable.", valueName: "key.path=value"))
    var changes: [String] = []

    @Option(help: "Threads that a matrix product may use.")
    var threads: Int?

    @Flag(help: "Replace a run that is in the folder already.")
    var overwrite = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            let resolved = try readConfiguration()
            let configuration = resolved.configuration
            let directory = RunDirectory(out ?? "runs/\(configuration.name)-seed\(configuration.seed)")
            try output.follow(directory, modesTotal: configuration.data.centres.count) { observers in
                try Runs.start(
                    resolved, in: directory, overwriting: overwrite, observers: observers,
                    shouldStop: { Interruption.isRequested })
            }
        }
    }

    private func readConfiguration() throws -> ExperimentConfiguration.Resolved {
        var all = try changes.map { text in
            guard let change = ConfigurationFile.change(text) else {
                throw UsageError(description: "--set \(text): expected key.path=value, such as steps=5000")
            }
            return change
        }
        for (key, value) in [("seed", seed), ("steps", steps), ("threads", threads)] {
            if let value { all.append((JSONPath(key), .number(Double(value)))) }
        }
        return try ConfigurationFile.read(config, lookingIn: HomeFolder.candidates, changes: all)
    }
}

/// Where `configs/` may be.
enum HomeFolder {
    /// The current folder, the one that `scripts/gantrain` names, and the one that the program was built in.
    static var candidates: [String] {
        let environment = ProcessInfo.processInfo.environment["GANTRAIN_HOME"].map { [$0] } ?? []
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        // <project>/.build/<triple>/release/gantrain
        let project = (0..<4).reduce(program) { url, _ in url.deletingLastPathComponent() }
        return ["."] + environment + [project.path]
    }
}
