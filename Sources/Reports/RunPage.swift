import Comparisons
import Figures
import Foundation
import Records
import Runs
import Settings
import Storage
import SystemPackage

/// A run as one file to hand on: how it ended, its curves and pictures, its settings, and how to repeat it.
public struct RunPage {
    /// The whole file.
    public let html: String

    /// - Throws: what reading the run throws.
    public init(reading directory: RunDirectory) throws {
        let files = try ComparedRun(reading: directory)
        // A run without a checkpoint has curves at most.
        let record =
            files.hasCheckpoint
            ? try RunRecord(reading: directory) : RunRecord(title: files.name, table: files.table)
        let floors = try StoredRun(reading: directory).configuration.transportFloors()
        self.init(record, configuration: files.configuration, summary: files.figures, floors: floors)
    }

    /// - Parameters:
    ///   - configuration: complete.
    ///   - summary: as in `summary.json`, as far as there is one.
    ///   - floors: of exact distances.
    init(_ record: RunRecord, configuration: JSONValue, summary: JSONObject, floors: [Floor] = []) {
        var writer = RunPageWriter(
            record: record, configuration: configuration, summary: summary, floors: floors)
        writer.write()
        html = writer.html
    }

    /// Writes the file in place of an older one.
    ///
    /// - Throws: ``FileError``.
    public func write(to path: String) throws { try Files.write(html, to: FilePath(path)) }
}

/// Writes the sections of a run's page.
struct RunPageWriter {
    let record: RunRecord
    let configuration: JSONValue
    let summary: JSONObject
    let floors: [Floor]
    private var page: Page

    init(record: RunRecord, configuration: JSONValue, summary: JSONObject, floors: [Floor]) {
        self.record = record
        self.configuration = configuration
        self.summary = summary
        self.floors = floors
        page = Page(title: record.title)
    }

    var html: String { page.html(lead: [HTML("p", ["class": "quiet"], "A run by gantrain.")]) }

    mutating func write() {
        page.add("How it ended", ending)
        page.add("Losses and norms", [grid(players())])
        page.add("Measures", [grid(measures())])
        page.add("Samples and discriminator through training", pictures())
        page.add("Spectra", spectra())
        let rows = SettingsText.rows(configuration).map { [$0.name, $0.value] }
        page.add("Settings", [.table([["key", "value"]] + rows, title: "Settings")])
        page.add("Provenance", [.facts(ProvenanceText.facts(summary))])
    }

    private func grid(_ charts: [HTML]) -> HTML {
        charts.isEmpty ? .empty : HTML("div", ["class": "grid"], charts)
    }

    private var ending: [HTML] {
        let measures = record.table.columns.filter { $0.role == .outcome }.compactMap {
            column -> (name: String, value: String)? in
            guard let value = summary[column.name] else { return nil }
            let text = value.numberValue.map(column.sentence) ?? column.absence ?? "not defined"
            let floor = floors.first { $0.column == column.name }.map { "; \($0.text)" } ?? ""
            return (name: column.title, value: text + floor)
        }
        let status = summary["status"]?.textValue ?? "unknown"
        let facts = [
            (name: "status", value: status + (summary["divergence"]?.textValue.map { " at \($0)" } ?? "")),
            (name: "steps", value: Numbers.label(summary["steps"]?.integerValue ?? record.step)),
        ]
        let times = [
            ("seconds", "seconds of training"), ("stepsPerSecond", "steps a second"),
            ("peakMemoryMB", "peak memory, MB"),
        ]
        .compactMap { key, name in
            summary[key]?.numberValue.map {
                (name: name, value: Numbers.label($0.rounded(toSignificantDigits: 4)))
            }
        }
        return [.facts(facts + measures + times)]
    }
}

// Charts.
extension RunPageWriter {
    private mutating func players() -> [HTML] {
        let table = record.table
        // Losses and terms differ in kind: each has an axis.
        let losses = both(.loss).map { chart($0.title, "loss", [$0]) }
        let terms = table.columns(.penalty, .fieldTerm).map { chart($0.termAxisTitle, "term", [$0]) }
        return
            (losses + terms + [
                chart(
                    "gradient norms", "L² norm of the gradient (log scale)", both(.norm), isLogarithmic: true)
            ]).compactMap(\.self)
    }

    private func both(_ role: Column.Role) -> [Column] {
        [Column.Player.discriminator, .generator].compactMap { record.table.column(role, of: $0) }
    }

    private mutating func measures() -> [HTML] {
        record.table.columns.filter { $0.role == .outcome }.compactMap { chart($0.title, nil, [$0]) }
    }

    /// - Parameter quantity: nil takes the axis of the one column.
    private mutating func chart(
        _ heading: String, _ quantity: String?, _ columns: [Column], isLogarithmic: Bool = false
    ) -> HTML? {
        let names = columns.map(\.name)
        let table =
            isLogarithmic
            ? ThinnedTable(record.table, columns: names, mostBuckets: Self.most) { $0 > 0 }
            : ThinnedTable(
                record.table.inPercent, columns: names, mostBuckets: Self.most,
                scales: quantity == nil ? columns : [])
        let spans = names.flatMap { table.spans(of: $0) }
        guard !spans.isEmpty else { return nil }
        var axis =
            isLogarithmic
            ? ValueAxis(logarithmicFor: spans)
            : quantity == nil ? ValueAxis(of: columns[0], spans) : ValueAxis(linearFor: spans)
        let landmarks = columns.count == 1 ? columns[0].shownLandmarks : []
        if quantity != nil { axis.hold(landmarks.map(\.value)) }
        let curves = columns.enumerated().compactMap { place, column in
            table.curve(column.name, columns.count == 1 ? "" : column.title, look(of: column, at: place))
        }
        return Chart(
            quantity: quantity ?? columns[0].axisTitle(), axis: axis,
            steps: min(table.firstStep, 0)...max(table.lastStep, 1), curves: curves,
            landmarks: landmarks, landmarksAreOnTheirLines: quantity == nil, brokenStep: record.brokenStep
        ).figure(
            heading,
            notes: table.hasBands ? ["line and band: median and range of neighbouring steps"] : [], on: &page)
    }

    /// The colour of the player; a term has the next one.
    private func look(of column: Column, at place: Int) -> Chart.Look {
        switch (column.role, column.player) {
        case (.loss, .generator), (.norm, .generator): .colour(1)
        case (.penalty, _), (.fieldTerm, _): .colour(2)
        default: .colour(place)
        }
    }

    private static let most = 160

    private func pictures() -> [HTML] {
        guard let strip = PictureStrip(record) else { return [] }
        return [
            .paragraph("All pictures show the same window, that of the data."), PictureStrip.slider([strip]),
            strip.legend(),
            HTML(
                "figure", ["class": "single"],
                [strip.pair(of: record.title), HTML("figcaption", [:], strip.scoreRange ?? "")]),
        ]
    }

    private mutating func spectra() -> [HTML] {
        guard let chart = SpectrumChart(record.spectra) else { return [] }
        return [
            .paragraph(
                "Eigenvalues of the Jacobian of the field, at the first and at the last moment that was recorded. Right "
                    + "of the dashed line players move apart."),
            HTML("div", ["class": "grid"], [chart.figure(record.title, on: &page)]),
        ]
    }
}

extension ThinnedTable {
    /// A column as a curve with the range of what each place stands for; nil if nothing was measured.
    fileprivate func curve(_ column: String, _ name: String, _ look: Chart.Look) -> Chart.Curve? {
        guard let place = columns.firstIndex(of: column), !spans(of: column).isEmpty else { return nil }
        // A column that is measured less often than its neighbours has no gaps for that.
        let known = zip(steps, spans).compactMap { step, row in row[place].map { (step: step, span: $0) } }
        return Chart.Curve(
            name: name, look: look, lines: [known.map { Chart.Place(step: $0.step, value: $0.span.median) }],
            bands: hasBands
                ? [known.map { Chart.Limits(step: $0.step, low: $0.span.low, high: $0.span.high) }] : [],
            summary: known.last.map { "\(Numbers.short($0.span.median)) at the end" } ?? "")
    }
}
