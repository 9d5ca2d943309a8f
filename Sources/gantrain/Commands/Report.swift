import ArgumentParser
import Evidence
import Reports
import Runs
import Studies
import Text

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a study or a run as one page to hand on.",
        discussion: """
            Writes report.html into the folder: one file that needs no other and no network. Of a study it has what was \
            asked, the verdicts on its claims, the table of 'gantrain compare', curves with bands over seeds, times to \
            success, samples and discriminators through training with a slider, spectra if they were recorded, \
            settings and provenance. Of a run it has curves, pictures, settings and provenance. docs/report.md explains \
            the page.
            """)

    @Argument(
        help: ArgumentHelp(
            "A study: its folder, its file, or its name in runs; or a run's folder.", valueName: "study|run"))
    var name: String

    @Option(
        help: ArgumentHelp("The file to write (default: report.html in the folder).", valueName: "file"))
    var out: String?

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a file.") }
    }

    func run() throws {
        try Failure.reporting {
            let work = Work()
            let path =
                try name.isEmpty
                ? nil : StudyToRead.find(name).map { try page(of: $0.folder, asking: $0.asked, work) }
            try Console.output(path ?? page(of: RunFolder.find(name), work))
        }
    }

    /// What `--out` names is looked at before any work; the name in the folder is gantrain's.
    private func place(or usual: String) throws -> String {
        guard let out else { return usual }
        try PageFile.check(out)
        return out
    }

    private func page(of study: StudyFolder, asking asked: StudyPlan?, _ work: Work) throws -> String {
        let path = try place(or: "\(study.name)/report.html")
        let page = try work.compute("reading the study") {
            StudyPage(try StudyReading(study, asking: asked), in: study)
        }
        try page.write(to: path)
        return path
    }

    private func page(of run: RunDirectory, _ work: Work) throws -> String {
        let path = try place(or: run.report)
        let page = try work.compute("reading the run") { try RunPage(reading: run) }
        try page.write(to: path)
        return path
    }
}
