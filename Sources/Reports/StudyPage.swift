import Evidence
import Records
import Runs
import Storage
import Studies
import SystemPackage
import Text

/// A study as one file to hand on: what was asked, what came of it, how the runs looked, and how to repeat them.
public struct StudyPage {
    /// The whole file.
    public let html: String

    /// - Parameter folder: of the study; the pictures of one run a cell are read from it.
    public init(_ reading: StudyReading, in folder: StudyFolder) {
        self.init(
            StudyEvidence(of: reading), timings: reading.timings,
            pictures: { run in
                guard let planned = reading.plan.run(of: run) else { return nil }
                let place = folder.path.appending(planned.folderName)
                return try RunRecord(picturesOf: RunDirectory(place.string))
            })
    }

    /// - Parameter pictures: what a run looked like, nil for one that has no pictures; what is thrown is said on the page.
    init(_ evidence: StudyEvidence, timings: Timings, pictures: (StudyRun) throws -> RunRecord?) {
        var writer = StudyPageWriter(evidence: evidence, timings: timings)
        writer.write(pictures)
        html = writer.html
    }

    /// Writes the file in place of an older one.
    ///
    /// - Throws: ``FileError``.
    public func write(to path: String) throws { try Files.write(html, to: FilePath(path)) }
}

extension StudyPlan {
    fileprivate func run(of run: StudyRun) -> PlannedRun? {
        runs.first { $0.cell.name == run.cell && $0.seed == run.seed }
    }
}

/// Writes the sections of a study's page.
struct StudyPageWriter {
    let evidence: StudyEvidence
    let timings: Timings
    var page: Page
    let shown: ShownCells

    init(evidence: StudyEvidence, timings: Timings) {
        self.evidence = evidence
        self.timings = timings
        page = Page(title: evidence.plan.study.name)
        shown = ShownCells(of: evidence)
    }

    var study: StudyConfiguration { evidence.plan.study }

    var html: String {
        let progress = "\(evidence.finished) of \(evidence.planned) runs are done."
        return page.html(
            lead: [
                study.about.isEmpty ? .empty : .paragraph(study.about),
                HTML("p", ["class": "quiet"], "A study by gantrain. \(progress)"),
            ])
    }

    mutating func write(_ pictures: (StudyRun) throws -> RunRecord?) {
        page.add("What was asked", asked)
        page.add("Verdicts", verdicts)
        page.add("Beware", [.list(evidence.warnings)])
        page.add("What came of it", tables)
        page.add("Curves", curves())
        page.add("Time to success", survival())
        let records = shown.cells.map { cell -> ShownRecord in
            let run = cell.medianRun(by: evidence.columns.first)
            guard let run else { return ShownRecord(cell: cell) }
            do { return ShownRecord(cell: cell, run: run, record: try pictures(run)) } catch {
                return ShownRecord(cell: cell, run: run, problem: "\(error)".inOneLine)
            }
        }
        page.add("Samples and discriminators through training", strips(records))
        page.add("Spectra", spectra(records))
        page.add("Settings", settings)
        page.add("Provenance", provenance)
    }
}

/// The run that stands for a cell, with what it looked like.
struct ShownRecord {
    var cell: ShownCell
    var run: StudyRun?
    var record: RunRecord?
    var problem: String?
}
