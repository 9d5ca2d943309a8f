import Records
import Statistics
import Studies
import Text

/// A table for other programs.
struct CSV {
    private(set) var text: String

    init(_ head: [String]) {
        text = ""
        add(head)
    }

    mutating func add(_ cells: [String]) {
        text += cells.map(Self.cell).joined(separator: ",") + "\n"
    }

    /// In quotes if it would end the cell otherwise (RFC 4180).
    private static func cell(_ text: String) -> String {
        text.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
            ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// The shortest digits that give the number again; infinity is `inf`, what is missing is empty.
    static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

extension StudyEvidence {
    /// All numbers of the tables, one a row: what it is of, and its interval.
    public var csv: String {
        var table = CSV(["cell", "quantity", "statistic", "value", "low", "high", "count", "verdict"])
        for cell in cells {
            let floors = (floors[cell.name] ?? []).flatMap(\.rows)
            for row in cell.countRows + cell.successRows + cell.measures.flatMap(\.rows) + floors {
                table.add([cell.name] + row.cells + [""])
            }
        }
        for choice in choices {
            for row in choice.rows { table.add([choice.name] + row.cells + [""]) }
        }
        for judged in claims {
            let row = CSVRow(
                judged.claim.name, judged.claim.statistic.rawValue, judged.value, judged.interval)
            table.add([judged.claim.first] + row.cells + [judged.verdict.rawValue])
        }
        return table.text
    }
}

private struct CSVRow {
    var cells: [String]

    init(
        _ quantity: String, _ statistic: String, _ value: Double?, _ interval: Interval? = nil,
        count: Int? = nil
    ) {
        self.init(quantity, statistic, value, interval?.low, interval?.high, count)
    }

    init(
        _ quantity: String, _ statistic: String, _ value: Double?, _ low: Double?, _ high: Double?,
        _ count: Int?
    ) {
        cells =
            [quantity, statistic] + [value, low, high].map(CSV.number) + [count.map(String.init) ?? ""]
    }
}

extension Floor {
    fileprivate var rows: [CSVRow] {
        [CSVRow(column, "floor", mean, count: pairs)]
            + (standardDeviation.map { [CSVRow(column, "floorDeviation", $0, count: pairs)] } ?? [])
            + (balanced.map { [CSVRow(column, "floorBalanced", $0, count: pairs)] } ?? [])
    }
}

extension CellEvidence {
    fileprivate var countRows: [CSVRow] {
        [
            ("completed", completed), ("diverged", diverged), ("crashed", crashed),
            ("unfinished", unfinished),
        ].map { CSVRow("runs", $0, Double($1)) }
    }

    fileprivate var successRows: [CSVRow] {
        guard let success else { return [] }
        let (rate, times) = (success.rate, success.times)
        func step(_ step: Int?) -> Double { step.map { Double($0) } ?? .infinity }
        return [
            CSVRow("success", "rate", rate.share, rate.interval, count: rate.trials),
            CSVRow(
                "stepsToSuccess", "median", step(times.median), step(times.medianLow), step(times.medianHigh),
                times.runs),
        ]
    }
}

extension CellEvidence.Measure {
    fileprivate var rows: [CSVRow] {
        let estimates = [
            ("median", summary.median), ("interquartileMean", summary.interquartileMean),
            ("mean", summary.mean),
        ]
        let own =
            estimates.map { name, estimate in
                CSVRow(column.name, name, estimate?.value, estimate?.interval, count: summary.completed)
            }
            + profile.map {
                CSVRow(
                    column.name, "profile at \(CSV.number($0.threshold))", $0.rate.share, $0.rate.interval,
                    count: $0.rate.trials)
            }
        guard let difference else { return own }
        return own + [
            CSVRow(
                column.name, "medianDifference", difference.median, difference.interval,
                count: difference.pairs.pairs),
            CSVRow(column.name, "pValue", difference.pValue),
            CSVRow(column.name, "correctedPValue", difference.correctedPValue),
        ]
    }
}

extension VariantChoice {
    fileprivate var rows: [CSVRow] {
        [
            CSVRow(column.name, "chosen: \(cell)", median, count: reported.completed + reported.diverged),
            CSVRow(column.name, "looks best: \(naiveCell)", naiveMedian),
        ] + (untuned.map { [CSVRow(column.name, "untuned: \($0.cell)", $0.median)] } ?? [])
    }
}
