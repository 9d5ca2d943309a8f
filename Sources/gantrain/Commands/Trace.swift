import ArgumentParser
import Runs
import Settings

struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write every number of a few steps, for an audit by another program.",
        discussion: """
            The file holds batches, latents, weights of penalties, parameters and optimizer memory before and \
            after each move, losses, penalties and gradients. 'scripts/verify FILE' recomputes all of it with \
            PyTorch; docs/trace.md describes the layout.
            """)

    @OptionGroup var source: ConfigurationOptions

    @Option(help: "How many steps to trace.")
    var steps = 3

    @Option(
        help: ArgumentHelp(
            "The safetensors file to write; a trace that is there already is replaced.", valueName: "file"))
    var out: String

    func validate() throws {
        guard (1...1000).contains(steps) else { throw ValidationError("--steps must be from 1 to 1000.") }
        if out.isEmpty { throw ValidationError("--out needs the name of a file.") }
    }

    func run() throws {
        try Failure.reporting {
            if let divergence = try Runs.Trace.write(source.read(), steps: steps, to: out) {
                Console.error("gantrain: training diverged at \(divergence); the steps before are in \(out)")
                throw Failure.diverged
            }
            let count = steps == 1 ? "1 step" : "\(steps) steps"
            try Console.output("\(out): \(count); scripts/verify \(out) recomputes them")
        }
    }
}
