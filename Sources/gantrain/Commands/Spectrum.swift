import ArgumentParser
import Experiments
import Figures
import Runs
import Settings

struct Spectrum: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute the eigenvalues of a run's game at a checkpoint.",
        discussion: """
            The Jacobian is that of the field v in which the players step: where all real parts are negative \
            and the steps small, they converge. Writes eigenvalues.csv, summary.json and the figure spectrum \
            into RUN/spectrum/step-N unless --out says otherwise. docs/spectrum.md says how to read it.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "The step of a kept checkpoint (default: the last checkpoint).", valueName: "step"))
    var at: Int?

    @Option(help: "Batches over which the Jacobian is averaged.")
    var batches = 10

    @Flag(help: "The field without the configuration's field methods.")
    var plain = false

    @Option(
        help: ArgumentHelp(
            "The step h of the forecast (default: the configuration's learning rates).", valueName: "h"))
    var step: Double?

    @Option(help: "dense: all eigenvalues; krylov: some of them; auto: dense up to 3000 parameters.")
    var method = SpectrumOptions.Method.auto

    @Option(help: "Eigenvalues that krylov finds of each kind: largest modulus, and rightmost.")
    var count = 20

    @Option(help: "Threads that share the work (default: all processors).")
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
        guard (1...10_000).contains(batches) else {
            throw ValidationError("--batches must be from 1 to 10000.")
        }
        guard (1...1000).contains(count) else { throw ValidationError("--count must be from 1 to 1000.") }
        guard (1...1024).contains(threads ?? 1) else {
            throw ValidationError("--threads must be from 1 to 1024.")
        }
        if let step, !(step > 0 && step.isFinite) { throw ValidationError("--step must be above 0.") }
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func run() throws {
        try Failure.reporting {
            var options = SpectrumOptions(
                method: method, batches: batches, step: step, count: count, isPlain: plain)
            if let threads { options.threads = threads }
            let result = try RunSpectrum(
                of: RunDirectory(folder), at: at, options, writingJacobianTo: writeJacobian)
            let target = out ?? "\(folder)/spectrum/step-\(result.spectrum.step)"
            try result.write(into: target)
            if json {
                try Console.output(JSONWriter.pretty(result.json), terminator: "")
            } else {
                try Console.output(SpectrumReport(result).text(writtenTo: target))
            }
            if !withoutFigures {
                _ = try FigureWriter().draw(
                    SpectrumPortrait(result), into: target, remedy: "gantrain spectrum \(folder)")
            }
        }
    }
}

extension SpectrumOptions.Method: ExpressibleByArgument {}
