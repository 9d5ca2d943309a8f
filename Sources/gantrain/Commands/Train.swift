import ArgumentParser
import Foundation
import Machines
import Runs

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a GAN as a configuration says (the default).")

    @OptionGroup var source: ConfigurationOptions

    @Option(parsing: .unconditional, help: "How many steps to train.")
    var steps: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The run's folder (default: runs/<name>-seed<seed>).", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a run that is in the folder already.")
    var overwrite = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            let resolved = try source.read([("steps", steps)])
            let configuration = resolved.configuration
            let directory = RunDirectory(out ?? "runs/\(configuration.name)-seed\(configuration.seed)")
            try output.follow(directory) { observers, shouldStop in
                try Training.start(
                    resolved, in: directory, overwriting: overwrite, observers: observers,
                    session: Gantrain.session, shouldStop: shouldStop)
            }
        }
    }
}

/// Where `configs/` may be.
enum HomeFolder {
    /// The current folder, the one that `scripts/gantrain` names, the one in which `scripts/install` puts the program, and
    /// the one in which the program was built.
    static var candidates: [String] {
        let environment = ProcessInfo.processInfo.environment["GANTRAIN_HOME"].map { [$0] } ?? []
        let program = URL(fileURLWithPath: Build.programPath)
        // <project>/.build/…/gantrain
        let parts = program.pathComponents
        let project = parts.lastIndex(of: ".build").map { NSString.path(withComponents: Array(parts[..<$0])) }
        return ["."] + environment + [program.deletingLastPathComponent().path] + (project.map { [$0] } ?? [])
    }
}
