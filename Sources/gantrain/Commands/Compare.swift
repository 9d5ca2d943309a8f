import ArgumentParser
import Comparisons
import Figures
import Records
import Runs
import Settings

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set runs side by side: settings, results, curves, samples.",
        discussion: """
            Prints the settings in which the runs differ and how each ended, and draws their curves, samples and \
            discriminators together, as SVG and PNG with the gnuplot script and the data of each. Runs that \
            diverged or are still going on are compared as they stand.
            """)

    @Argument(help: ArgumentHelp("The runs' folders, two or more.", valueName: "run"))
    var folders: [String]

    @Option(
        help: ArgumentHelp(
            "The comparison's folder (default: comparison, beside the first run).", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a comparison that is in the folder already.")
    var overwrite = false

    @Flag(help: "Print errors only.")
    var quiet = false

    @Flag(name: .customLong("no-figures"), help: "Print the table only, and write nothing.")
    var withoutFigures = false

    @Flag(help: "Print JSON instead of the table, and write nothing.")
    var json = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
        if json && quiet { throw ValidationError("--json and --quiet leave nothing to do.") }
        if withoutFigures && quiet { throw ValidationError("--no-figures and --quiet leave nothing to do.") }
    }

    func run() throws {
        try Failure.reporting {
            let work = Work()
            let runs = try folders.map(RunFolder.find)
            let comparison = try work.compute("reading the runs") { try Comparison(reading: runs) }
            if json { return try Console.output(JSONWriter.pretty(comparison.json), terminator: "") }
            let table = ComparisonReport(comparison: comparison).text
            if !quiet { try Console.output(table) }
            if !withoutFigures { try draw(comparison, table, work) }
        }
    }

    private func draw(_ comparison: Comparison, _ table: String, _ work: Work) throws {
        let folder =
            try out.map { ComparisonFolder($0) } ?? ComparisonFolder(beside: comparison.runs[0].directory)
        // What cannot be read shows before anything is replaced.
        let record = try work.compute("drawing samples") { try ComparisonRecord(comparison) }
        try folder.write(comparison, table: table, overwriting: overwrite)
        _ = try work.draw {
            try $0.draw(record, into: folder.figures, remedy: "gantrain compare … --overwrite")
        }
        if !quiet { try Console.output("figures: \(folder.figures)") }
    }
}
