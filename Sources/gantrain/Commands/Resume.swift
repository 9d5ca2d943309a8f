import ArgumentParser
import Runs
import Studies
import Tensors

struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go on with a run that was interrupted or killed, or give a run more steps.",
        discussion: """
            The run ends with the same bytes as one that was never stopped. With --steps a run that is done goes on too, \
            and ends as one that had so many steps from the start; docs/run-directory.md says which schedules allow it.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(
        parsing: .unconditional,
        help: "Steps of the whole run, more than it was begun with.", transform: whole(1...4_294_967_295))
    var steps: Int?

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            if let steps { try checkIsNoStudys(directory, steps) }
            if let kernels = try directory.firstKernels { OpenBLAS.use(kernelsOf: kernels) }
            do {
                try output.follow(directory) { observers, shouldStop in
                    try Training.resume(
                        directory, steps: steps, observers: observers, session: Gantrain.session,
                        shouldStop: shouldStop)
                }
            } catch let done as ResumeError where done.isComplete {
                output.say("\(done)")
                try output.drawWhatIsMissing(directory)
            }
        }
    }

    /// The runs of a study are compared with one another, and its file says how long they are.
    private func checkIsNoStudys(_ run: RunDirectory, _ steps: Int) throws {
        guard let study = StudyFolder(of: run) else { return }
        throw UsageError(
            description: """
                \(run.name) is a run of the study in \(study.name), whose file says how many steps its runs have.
                To give a copy more steps: cp -r \(run.name) FOLDER; gantrain resume FOLDER --steps \(steps)
                """)
    }
}
