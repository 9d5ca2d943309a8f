import ArgumentParser
import Experiments
import Figures
import Machines
import Runs
import Settings

struct Spectrum: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute the eigenvalues of a run's game at a checkpoint.",
        discussion: """
            The Jacobian is that of the field v in which the players step. At an equilibrium, where v is 0, they \
            converge with small steps if all real parts are negative; the text says whether v is 0. Writes eigenvalues.csv, summary.json and the figure spectrum \
            into RUN/spectrum/step-N unless --out says otherwise. docs/spectrum.md says how to read it.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The step of a kept checkpoint (default: the last checkpoint).", valueName: "step"),
        transform: whole(0...4_294_967_295))
    var at: Int?

    @Option(
        parsing: .unconditional, help: "Batches over which the Jacobian is averaged (default: 10).",
        transform: whole(1...10_000))
    var batches = 10

    @Flag(help: "The field without the configuration's field methods.")
    var plain = false

    @Flag(help: "Also the eigenvalues of each player's own block, the other standing still.")
    var apart = false

    @Flag(help: "Also the angle and the norm of the field on the line from the start of training.")
    var path = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The step h of the forecast (default: the configuration's learning rates).", valueName: "h"),
        transform: real(.above(0)))
    var step: Double?

    @Option(help: "dense: all eigenvalues; krylov: some of them; auto: dense up to 3000 parameters.")
    var method = SpectrumOptions.Method.auto

    @Option(
        parsing: .unconditional,
        help: "Eigenvalues that krylov finds of each kind: largest modulus, and rightmost (default: 20).",
        transform: whole(1...1000))
    var count = 20

    @Option(
        parsing: .unconditional, help: "Threads that share the work (default: all processors).",
        transform: whole(1...Machine.mostThreads))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "Write the Jacobian, as NumPy's .npy or as safetensors by the name's ending.",
            valueName: "file"))
    var writeJacobian: String?

    @Option(help: ArgumentHelp("Where to write (default: RUN/spectrum/step-N).", valueName: "folder"))
    var out: String?

    @Flag(help: "Print the summary as JSON.")
    var json = false

    @Flag(name: .customLong("no-figures"), help: "Draw no figure.")
    var withoutFigures = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            var options = SpectrumOptions(
                method: method, batches: batches, step: step, count: count, isPlain: plain)
            if let threads { options.threads = threads }
            (options.isApart, options.hasPath) = (apart, path)
            let work = Work()
            let directory = try RunFolder.find(folder)
            let result = try work.compute("computing the spectrum") {
                try RunSpectrum(
                    of: directory, at: at, options, into: out, writingJacobianTo: writeJacobian)
            }
            try result.write()
            if json {
                try Console.output(JSONWriter.pretty(result.json), terminator: "")
            } else {
                try Console.output(SpectrumReport(result).text)
            }
            if !withoutFigures {
                _ = try work.draw {
                    try $0.draw(
                        [result.spectrum.record], of: result.title, apart: result.spectrum.recordsApart,
                        path: result.spectrum.pathRecord, into: result.folder,
                        remedy: "gantrain spectrum \(folder)")
                }
            }
        }
    }
}

extension SpectrumOptions.Method: ExpressibleByArgument {}
