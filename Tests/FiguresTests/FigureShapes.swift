import Foundation
import Records

@testable import Figures

/// Data of many shapes, to see whether figures keep room for their texts.
enum FigureShapes {
    static let longTitle =
        "mog8-with-a-name-that-somebody-chose-on-a-long-day, seed 1234567: non-saturating GAN with R1, γ 1 → 0.1; "
        + "WGAN-GP, λ 10; instance noise, σ 0.5 → 0.01; spectral normalization"

    /// Data without modes.
    static let checkerboard: RunRecord = {
        var random = FixedRandom()
        let points = (0..<3000).map { _ in Point(8 * random.uniform() - 4, 8 * random.uniform() - 4) }
            .filter { (Int(floor($0.x / 2)) + Int(floor($0.y / 2))).isMultiple(of: 2) }
        var record = SyntheticRuns.ring(rows: 200)
        record.modes = nil
        (record.target, record.samples) = (points, Array(points.prefix(700)))
        return record
    }()

    static let longNames: RunRecord = {
        var record = SyntheticRuns.collapsed(rows: 200)
        record.title = longTitle
        record.table.columns = record.table.columns.map { column in
            var column = column
            if column.role == .penalty { column.title = "a penalty whose name is very long, \(column.name)" }
            return column
        }
        record.brokenStep = 20_000
        return record
    }()

    /// All coordinates, losses, terms and norms in another unit.
    static func scaled(by factor: Double) -> RunRecord {
        var record = SyntheticRuns.ring(rows: 200)
        let places = record.table.columns.indices.filter {
            [.loss, .penalty, .norm].contains(record.table.columns[$0].role)
        }
        for row in record.table.rows.indices {
            for place in places {
                record.table.rows[row][place] = record.table.rows[row][place].map { factor * $0 }
            }
        }
        func scaled(_ points: [Point]) -> [Point] { points.map { factor * $0 } }
        record.modes = Modes(centres: scaled(SyntheticRuns.ringCentres), standardDeviation: 0.02 * factor)
        (record.target, record.samples) = (scaled(record.target), scaled(record.samples))
        record.snapshots = record.snapshots.map { Samples(step: $0.step, points: scaled($0.points)) }
        record.surface = record.surface.map { surface in
            Surface(
                xs: surface.xs.map { factor * $0 }, ys: surface.ys.map { factor * $0 },
                scores: surface.scores.map { factor * $0 },
                gradients: surface.gradients.map { Arrow(start: factor * $0.start, direction: $0.direction) })
        }
        return record
    }

    static let line: RunRecord = {
        var record = SyntheticRuns.ring(rows: 200)
        let flat = { (points: [Point]) in points.map { Point($0.x, 0) } }
        record.title = longTitle
        record.dimensions = 1
        record.modes = Modes(
            centres: [Point(-2, 0), Point(2, 0)],
            spreads: [.init(xx: 0.02, yx: 0, yy: 0), .init(xx: 0.02, yx: 0, yy: 0)], dimensions: 1)
        (record.target, record.samples) = (flat(record.target), flat(record.samples))
        record.snapshots = record.snapshots.map { Samples(step: $0.step, points: flat($0.points)) }
        record.surface = record.surface.map {
            Surface(xs: $0.xs, ys: [0], scores: Array($0.scores.prefix($0.xs.count)), gradients: [])
        }
        record.surfaces = record.snapshots.compactMap { samples in
            record.surface.map { surface in
                var surface = surface
                surface.scores = surface.scores.map { $0 * Double(samples.step + 1) / 30_000 }
                return SurfaceRecord(step: samples.step, surface: surface)
            }
        }
        return record
    }()

    /// A run of a line beside a run of the plane.
    static let mixture = ComparisonRecord(
        title: longTitle,
        runs: [line, SyntheticRuns.ring(rows: 100)].map {
            ComparisonRecord.Run(name: "\($0.dimensions)", record: $0, result: "8 of 8, 94.0 % high quality")
        })

    /// The plane with a surface at each moment.
    static let moving: RunRecord = {
        var record = SyntheticRuns.ring(rows: 50)
        record.surfaces = record.snapshots.compactMap { samples in
            record.surface.map { SurfaceRecord(step: samples.step, surface: $0) }
        }
        return record
    }()

    static func comparison(_ count: Int, name: String) -> ComparisonRecord {
        ComparisonRecord(
            title: longTitle,
            runs: (0..<count).map { index in
                let record =
                    index.isMultiple(of: 2)
                    ? SyntheticRuns.ring(rows: 100) : SyntheticRuns.collapsed(rows: 100)
                return ComparisonRecord.Run(
                    name: "\(name)-\(index)", record: record, result: "8 of 8, 94.0 % high quality, diverged")
            })
    }

    static func game(panels: Int, title: String) -> GameRecord {
        let names = ["simultaneous", "alternating", "alternating, 5 D"]
        let panel = GameRecord.Panel(
            title: title, field: [Arrow(start: Point(0, 1), direction: Point(1, 0))],
            lines: names.map { GameRecord.Line(name: $0, points: [Point(1, 1), Point(0.5, 0.2)]) })
        let path = GameRecord.EigenvaluePath(
            title: "NSGAN R1", weights: [0, 1, 4],
            eigenvalues: [Point(0, 0.5), Point(-1e-3, 0.4), Point(-4, 0)])
        let lines = (0..<6).map {
            GameRecord.Line(name: "ConOpt γ=\($0)", points: [Point(0, 1), Point(100, pow(10, -Double($0)))])
        }
        return GameRecord(
            title: "Dirac-GAN, step length 0.2", frame: Frame(centre: .zero, halfSide: 2),
            equilibria: [.zero],
            panels: Array(repeating: panel, count: panels),
            paths: Array(repeating: path, count: min(panels, 3)), distances: lines, predictions: lines)
    }

    static let path = FieldPathRecord(
        cosines: [Point(0, -1), Point(1, 1)],
        norms: [[Point(0, 1), Point(1, 1e-9)], [Point(0, 1), Point(1, 1e9)], [Point(0, 2), Point(1, 1)]])

    static func spectra(moments: Int, scale: Double) -> [SpectrumRecord] {
        var random = FixedRandom()
        return (0..<moments).map { moment in
            SpectrumRecord(
                step: 10_000 * moment,
                eigenvalues: (0..<60).map { _ in
                    let size = scale * pow(10, -6 * random.uniform())
                    return Point(-size * random.uniform(), size * random.gaussian())
                })
        }
    }
}
