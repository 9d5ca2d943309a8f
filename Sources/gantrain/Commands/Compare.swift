import ArgumentParser
import Comparisons
import Evidence
import Figures
import Records
import Runs
import Settings
import Studies

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set runs side by side, or judge a study.",
        discussion: """
            Prints the settings in which the runs differ and how each ended, and draws their curves, samples and \
            discriminators together, as SVG and PNG with the gnuplot script and the data of each. Runs that \
            diverged or are still going on are compared as they stand.

            Of a study it prints what its runs show: how often and how soon they succeed, medians and means with \
            intervals, differences to the baseline, the best settings, and the verdict on each claim. It also writes \
            runs.csv, curves.csv and timings.csv into the study's folder, or into the one of --out. \
            docs/statistics.md explains the numbers.
            """)

    @Argument(
        help: ArgumentHelp(
            "The runs' folders, two or more; or one study: its folder, its file, or its name in runs.",
            valueName: "run"))
    var folders: [String]

    @Option(
        help: ArgumentHelp(
            "The folder of what is written (default: comparison, beside the first run; of a study its own).",
            valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a comparison in the folder even if its runs are gone.")
    var overwrite = false

    @Flag(help: "Print errors only.")
    var quiet = false

    @Flag(name: .customLong("no-figures"), help: "Print the table only, and write nothing.")
    var withoutFigures = false

    @Flag(help: "Print JSON instead of the table, and write nothing.")
    var json = false

    @Flag(
        name: .customLong("separate-scales"),
        help: "Draw each discriminator on its own scale of colours, not all on one.")
    var separateScales = false

    @Option(help: "How the table is printed (default: text).")
    var format: Format?

    @Option(
        help: ArgumentHelp(
            "Order runs by a column such as slicedW1, or by a setting; the best first.", valueName: "column"))
    var sort: String?

    /// Of what is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, markdown, csv
    }

    func validate() throws {
        if folders.contains("") { throw ValidationError("the name of a run's folder is empty.") }
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
        if json && quiet { throw ValidationError("--json and --quiet leave nothing to do.") }
        if withoutFigures && quiet { throw ValidationError("--no-figures and --quiet leave nothing to do.") }
        if separateScales && (withoutFigures || json) {
            throw ValidationError("--separate-scales is for figures, and none are drawn.")
        }
        if json && format != nil { throw ValidationError("--json is a format itself; leave out --format.") }
        if quiet && format != nil { throw ValidationError("--format and --quiet leave nothing to do.") }
    }

    func run() throws {
        try Failure.reporting {
            let work = Work()
            if folders.count == 1, let study = try StudyToRead.find(folders[0]) {
                return try judge(study.folder, asking: study.asked, work)
            }
            let runs = try folders.map(RunFolder.find)
            let comparison = try work.compute("reading the runs") {
                let given = try Comparison(reading: runs)
                return try sort.map(given.sorted) ?? given
            }
            if json { return try Console.output(JSONWriter.pretty(comparison.json), terminator: "") }
            let report = ComparisonReport(comparison: comparison)
            let table = report.text
            let folder =
                try out.map { ComparisonFolder($0) } ?? ComparisonFolder(beside: comparison.runs[0].directory)
            if !withoutFigures { try folder.check(overwriting: overwrite) }
            if !quiet {
                switch format ?? .text {
                case .text: try Console.output(table)
                case .markdown: try Console.output(report.markdown)
                case .csv: try Console.output(ComparisonCSV(comparison: comparison).text, terminator: "")
                }
            }
            if !withoutFigures { try draw(comparison, table, into: folder, work) }
        }
    }

    private func draw(
        _ comparison: Comparison, _ table: String, into folder: ComparisonFolder, _ work: Work
    ) throws {
        // What cannot be read shows before anything is replaced.
        let record = try work.compute("drawing samples") { try ComparisonRecord(comparison) }
        try folder.write(comparison, table: table, overwriting: overwrite)
        _ = try work.draw {
            try $0.draw(
                record, into: folder.figures, remedy: "gantrain compare …",
                separateScales: separateScales)
        }
        // In another format the table is for another program.
        if !quiet, format ?? .text == .text { try Console.output("figures: \(folder.figures)") }
    }

    private func judge(_ study: StudyFolder, asking asked: StudyPlan?, _ work: Work) throws {
        if json { throw UsageError(description: "--json is for runs; a study has --format csv") }
        if sort != nil {
            throw UsageError(description: "--sort is for runs; a study has an order of its cells")
        }
        if separateScales {
            throw UsageError(description: "--separate-scales is for runs; of a study no figures are drawn")
        }
        let folder = out ?? study.name
        let (evidence, tables) = try work.compute("reading the study") {
            if !withoutFigures { try LongTables.check(folder, of: study) }
            let reading = try StudyReading(study, asking: asked)
            let evidence = StudyEvidence(of: reading)
            return (evidence, LongTables(evidence, timings: reading.timings))
        }
        if !quiet {
            switch format ?? .text {
            case .text: try Console.output(evidence.text())
            case .markdown: try Console.output(evidence.markdown)
            case .csv: try Console.output(evidence.csv, terminator: "")
            }
        }
        if !withoutFigures { try tables.write(into: folder) }
    }
}
