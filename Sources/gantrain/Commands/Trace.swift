import ArgumentParser
import Runs
import Settings

struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write every number of a few steps, for an audit by another program.",
        discussion: """
            The file holds batches, latents, weights of penalties, parameters and optimizer state before and \
            after each move, losses, penalties and gradients. 'scripts/verify FILE' recomputes all of it with \
            PyTorch; docs/trace.md describes the layout.
            """)

    @OptionGroup var source: ConfigurationOptions

    @Option(
        parsing: .unconditional, help: "How many steps to trace (default: 3).", transform: whole(1...1000))
    var steps = 3

    @Option(
        help: ArgumentHelp(
            "The safetensors file to write; a trace that is there already is replaced.", valueName: "file"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a file.") }
    }

    func run() throws {
        try Failure.reporting {
            let resolved = try source.read()
            let divergence = try Work().compute("tracing") {
                try Runs.Trace.write(resolved, steps: steps, to: out, Gantrain.session)
            }
            if let divergence {
                Console.error("gantrain: training diverged at \(divergence); the steps before are in \(out)")
                throw Failure.diverged
            }
            let count = steps == 1 ? "1 step" : "\(steps) steps"
            try Console.output("\(out): \(count); scripts/verify \(out) recomputes them")
        }
    }
}
