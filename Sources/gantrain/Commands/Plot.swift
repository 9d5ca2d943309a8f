import ArgumentParser
import Records
import Runs

struct Plot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the figures of a run from its files.",
        discussion: """
            Writes SVG and PNG into RUN/figures, with the gnuplot script and the data of each: \
            losses, gradient-norms, coverage, samples, densities, discriminator, and spectrum if \
            record.spectrumEvery asked for it. A run that is not complete is drawn as it stood at its last \
            checkpoint.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            let work = Work()
            let record = try work.compute("reading the run") { try RunRecord(reading: directory) }
            let figures = try OutputOptions.draw(record, of: directory, work)
            for figure in figures { try Console.output("\(directory.figures)/\(figure.name).svg") }
        }
    }
}
