import ArgumentParser
import Figures
import KnownGames
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
            let directory = RunDirectory(folder)
            let figures =
                if let game = try GameRecord(reading: directory) {
                    try FigureWriter().draw(GamePortrait(game), into: directory.figures)
                } else {
                    try FigureWriter().draw(
                        RunPortrait(RunRecord(reading: directory)), into: directory.figures)
                }
            for figure in figures { try Console.output("\(directory.figures)/\(figure.name).svg") }
        }
    }
}
