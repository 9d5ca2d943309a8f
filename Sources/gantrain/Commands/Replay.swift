import ArgumentParser
import Runs
import Tensors
import Text

struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a run once more, with the changes made to it, and compare the bytes.",
        discussion: """
            The changes are those that somebody made on the page of 'gantrain --live'; the run's folder holds them in \
            touches.jsonl. The new run goes as far as the first one's checkpoint.

            Exit codes: 0 the bytes are the same, 1 they differ.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(help: ArgumentHelp("The new run's folder (default: <run>-replay).", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a run that is in the new folder already.")
    var overwrite = false

    @Flag(help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            Console.holdStreams()
            let original = try RunFolder.find(folder)
            let place = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
            let copy = RunDirectory(out ?? "\(place)-replay")
            if let kernels = try original.firstKernels { OpenBLAS.use(kernelsOf: kernels) }
            let progress = quiet ? [] : [ProgressReporter(interactive: Console.isInteractive)]
            let work = Work()
            let summary = try work.train { shouldStop in
                try Training.replay(
                    original, in: copy, overwriting: overwrite, observers: progress,
                    session: Gantrain.session, shouldStop: shouldStop)
            }
            if work.shouldStop() { throw Interrupted() }
            let differences = try copy.filesThatDiffer(from: original)
            guard differences.isEmpty else {
                Console.error(
                    "gantrain: \(copy.name.printable) differs from \(original.name.printable) in "
                        + "\(differences.joined(separator: ", "))")
                throw Failure.runFailed
            }
            if !quiet {
                Console.print(
                    "\(summary.steps) steps, changed \(counted(summary.touched, "time")): "
                        + "\(copy.name) has the bytes of \(original.name)")
            }
        }
    }
}
