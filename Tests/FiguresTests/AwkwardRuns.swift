import Figures
import Records

/// Runs that went wrong in every way a run can.
enum AwkwardRuns {
    static let all: [String: RunRecord] = [
        "empty": portrait(),
        "one row": portrait(
            rows: [[5, 1, 2, 0.1, 0.3, 0.4, 3, 0.5, 0.2, 1]], points: [Point(x: 1, y: 1)]),
        "NaN": portrait(
            rows: [[0] + Array(repeating: .nan, count: 9), [1] + Array(repeating: .infinity, count: 9)],
            points: [Point(x: .nan, y: 0), Point(x: .infinity, y: 1)],
            surface: Surface(
                xs: [0, 1, 2], ys: [0, 1], scores: [.nan, 1, -1, 0, .infinity, 2],
                gradients: [.init(start: Point(x: .nan, y: 0), direction: Point(x: 1, y: 1))])),
        "all equal": portrait(
            rows: (0..<500).map { [Double($0)] + Array(repeating: 0, count: 9) },
            points: Array(repeating: Point(x: 3, y: 3), count: 100),
            surface: Surface(
                xs: [0, 1], ys: [0, 1], scores: [2, 2, 2, 2], gradients: [])),
        "huge": portrait(
            rows: [
                [0, 1e308, -1e308, 1e300, 1e308, .leastNonzeroMagnitude, 1e9, 1e300, 1e308, 0],
                [1e15, -1e308, 1e308, 1e-300, 1e-308, 1e308, -1, -1, -1e308, 0],
            ],
            points: [Point(x: 1e29, y: -1e29), Point(x: 1e12, y: 1e12), Point(x: 1e308, y: 0)],
            surface: Surface(
                xs: [-1e9, 1e9], ys: [-1e-9, 1e-9], scores: [1e300, -1e300, 1e20, 0],
                gradients: [.init(start: Point(x: 0, y: 0), direction: Point(x: 1e20, y: 1e-300))])),
        "far off": portrait(
            rows: [[1_000_000_000, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1_000_000_001, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
            points: [Point(x: 1e9, y: 1e9), Point(x: 1e9 + 1e-3, y: 1e9)],
            surface: Surface(xs: [1, 1], ys: [2, 1], scores: [1, 2, 3, 4], gradients: [])),
    ]

    private static func portrait(
        rows: [[Double?]] = [], points: [Point] = [], surface: Surface? = nil
    ) -> RunRecord {
        RunRecord(
            title: "it's \"quoted\" \\ {x_1^2} `date` $HOME @x # %\nnew line <b>&amp; \\",
            table: Table(
                columns: SyntheticRuns.columns(penalties: ["odd 'name', \"q\" \\"], modes: points.count),
                rows: rows),
            modes: Modes(centres: points, standardDeviation: .nan), target: points, samples: points,
            snapshots: [.init(step: -1, points: []), .init(step: .max, points: points)], surface: surface)
    }
}
