import ArgumentParser
import Figures
import Records
import Runs
import Text

struct Plot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the figures of a run from its files.",
        discussion: """
            Writes SVG and PNG into RUN/figures, with the gnuplot script and the data of each. The figures are \
            \(list(ownFigures)), and of what the run has measured \(list(MeasureChoice.figures)). A spectrum is \
            recorded if record.spectrumEvery asks for it. A run that is not complete is drawn as it stood at its last \
            checkpoint.

            With --animate it writes training.png instead, a PNG that moves: samples and discriminator at the moments \
            that the run has kept. record.snapshots says how many.
            """)

    private static let ownFigures = RunFigure.allCases.filter { $0 != .measures }.map(\.rawValue)

    private static func list(_ names: [String]) -> String {
        names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var folder: String

    @Flag(help: "Draw the training as a moving picture.")
    var animate = false

    func run() throws {
        try Failure.reporting {
            let directory = try RunFolder.find(folder)
            let work = Work()
            let record = try work.compute("reading the run") { try RunRecord(reading: directory) }
            if animate { return try draw(animationOf: record, of: directory, work) }
            let figures = try OutputOptions.draw(record, of: directory, work)
            for figure in figures { try Console.output("\(directory.figures)/\(figure.name).svg") }
        }
    }

    private func draw(animationOf record: RunRecord, of directory: RunDirectory, _ work: Work) throws {
        let drawn = try work.draw { [try $0.animate(record, into: directory.figures)].compactMap(\.self) }
        guard let figure = drawn.first else {
            throw UsageError(description: "\(directory.name.printable) has kept no samples to animate")
        }
        try Console.output(figure.png)
    }
}
