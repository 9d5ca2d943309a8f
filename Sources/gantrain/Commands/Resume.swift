import ArgumentParser
import Runs
import Tensors

struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go on with a run that was interrupted or killed.",
        discussion: "The run ends with the same bytes as one that was never stopped.")

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            if let kernels = try directory.firstKernels { OpenBLAS.use(kernelsOf: kernels) }
            do {
                try output.follow(directory) { observers, shouldStop in
                    try Training.resume(
                        directory, observers: observers, session: Gantrain.session, shouldStop: shouldStop)
                }
            } catch let done as ResumeError where done.isComplete {
                output.say("\(done)")
                try output.drawWhatIsMissing(directory)
            }
        }
    }
}
