import ArgumentParser
import Exports
import Runs

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a run for TensorBoard, NumPy or onnxruntime.",
        discussion: """
            tensorboard: an event file with the numbers of metrics.csv and the figures that have been drawn.
            npz: samples, latent points, snapshots, the discriminator's surfaces and the table as arrays.
            onnx: the networks of the last checkpoint, generator.onnx and discriminator.onnx.

            docs/exports.md says what the files hold.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(help: ArgumentHelp("The format.", valueName: "format"))
    var to: RunExport.Format

    @Option(help: ArgumentHelp("Where to write (default: RUN/exports).", valueName: "folder"))
    var out: String?

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            let (files, hasFigures) = try Work().compute("exporting") {
                try RunExport.write(directory, as: to, into: out)
            }
            for file in files { try Console.output(file) }
            if !hasFigures {
                Console.error("gantrain: without figures; gantrain plot \(directory.name) draws them")
            }
        }
    }
}

extension RunExport.Format: ExpressibleByArgument {}
