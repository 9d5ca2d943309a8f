import ArgumentParser
import Runs
import Text

struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw samples of a run's generator.",
        discussion: """
            The generator is the one of the last checkpoint, or of the step of --at, and its average if the run has one. \
            Equal seeds give equal samples. With the run's own seed, the first samples of a complete run are those of \
            its samples.csv.

            Without --out the samples are printed as CSV. With --out they are written as CSV or, if the name ends in \
            .npy, as an array for NumPy.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Option(
        parsing: .unconditional, help: "How many samples (default: 1000).", transform: whole(1...10_000_000))
    var count = 1000

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The step of a kept checkpoint (default: the last checkpoint).", valueName: "step"),
        transform: whole(0...4_294_967_295))
    var at: Int?

    @Option(
        parsing: .unconditional, help: "The seed of the latent points (default: the run's seed).",
        transform: whole(0...9_007_199_254_740_991))
    var seed: Int?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write, .csv or .npy.", valueName: "file"))
    var out: String?

    @Flag(help: "Replace a file that is there already.")
    var overwrite = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a file.") }
    }

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            if let out { try SampleFile.check(out, overwriting: overwrite) }
            let samples = try Work().compute("drawing samples") {
                try RunSamples(of: directory, at: at, count: count, seed: seed.map(UInt64.init))
            }
            guard let out else { return try Console.output(samples.csv, terminator: "") }
            try samples.write(to: out)
            try Console.output(
                "\(out.printable): \(counted(samples.points.shape.rows, "sample")) of \(directory.name.printable) at "
                    + "step \(samples.step)")
        }
    }
}
