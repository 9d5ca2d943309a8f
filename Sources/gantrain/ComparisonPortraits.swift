import Comparisons
import Figures
import Runs

extension ComparisonPortrait {
    /// Runs side by side in the terms of their pictures.
    init(_ comparison: Comparison) throws {
        let places = comparison.places.map { "\($0)" }
        self.init(
            title: places.isEmpty
                ? "the settings are the same" : "differ in " + places.joined(separator: ", "),
            runs: try zip(ComparisonReport.names(of: comparison.runs), comparison.runs).map { name, run in
                Run(name: name, portrait: try RunPortrait(run), result: Self.result(of: run))
            })
    }

    /// Such as "8 of 8, 94.0 % high quality".
    private static func result(of run: ComparedRun) -> String {
        let modes = run.figures["modes"]?.integerValue.map { modes in
            "\(modes)" + (run.figures["modesTotal"]?.integerValue.map { " of \($0)" } ?? " modes")
        }
        let quality = run.figures["highQuality"]?.numberValue.map {
            "\(ProgressLine.percent($0)) high quality"
        }
        let status = run.status == "completed" ? nil : run.status
        return [status, modes, quality].compactMap { $0 }.joined(separator: ", ")
    }
}

extension RunPortrait {
    /// A run that has no checkpoint yet has curves at most, and so has one of a game with a known answer.
    fileprivate init(_ run: ComparedRun) throws {
        if run.hasCheckpoint, !run.playsKnownGame {
            self.init(try RunRecord(reading: run.directory))
        } else {
            self.init(
                title: run.name, metrics: MetricsTable(columns: run.columns, rows: run.rows), modesTotal: 0,
                centres: [], target: [], samples: [])
        }
    }
}
