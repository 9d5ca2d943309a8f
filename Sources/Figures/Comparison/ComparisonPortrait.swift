/// Everything the figures of several runs side by side are drawn from.
public struct ComparisonPortrait: Sendable, Equatable {
    public struct Run: Sendable, Equatable {
        /// Tells the run from the others; short.
        public var name: String
        public var portrait: RunPortrait
        /// How the run ended, in a few words below its pictures.
        public var result: String

        public init(name: String, portrait: RunPortrait, result: String = "") {
            self.name = name
            self.portrait = portrait
            self.result = result
        }
    }

    /// One line about the comparison, shown under the heading of every figure.
    public var title: String
    public var runs: [Run]

    public init(title: String, runs: [Run]) {
        self.title = title
        self.runs = runs
    }

    /// Which column of `metrics` belongs to a run.
    static func column(_ quantity: String, ofRun index: Int) -> String { "\(quantity) \(index + 1)" }

    /// The measurements of all runs in one table, a row a step and a column a run and quantity. Runs are told
    /// apart by their numbers, since names may hold anything.
    func metrics(_ quantities: [String]) -> MetricsTable {
        var rows: [Double: [Double?]] = [:]
        let width = 1 + runs.count * quantities.count
        for (index, run) in runs.enumerated() {
            let table = run.portrait.metrics
            guard let step = table.columns.firstIndex(of: MetricsTable.Column.step) else { continue }
            let places = quantities.map { table.columns.firstIndex(of: $0) }
            for row in table.rows {
                guard step < row.count, let moment = row[step], moment.isFinite else { continue }
                var merged = rows[moment] ?? [moment] + Array(repeating: nil, count: width - 1)
                for (offset, place) in places.enumerated() {
                    guard let place, place < row.count else { continue }
                    merged[1 + index * quantities.count + offset] = row[place]
                }
                rows[moment] = merged
            }
        }
        let columns = runs.indices.flatMap { run in quantities.map { Self.column($0, ofRun: run) } }
        return MetricsTable(
            columns: [MetricsTable.Column.step] + columns,
            rows: rows.sorted { $0.key < $1.key }.map(\.value))
    }
}

extension FigureSource {
    /// All the figures of a comparison, in the order a reader would want them.
    static func all(of portrait: ComparisonPortrait) -> [FigureSource] {
        [
            .samples(portrait), .coverage(portrait), .distances(portrait), .losses(portrait),
            .gradientNorms(portrait), .discriminators(portrait),
        ].compactMap { $0 }
    }
}
