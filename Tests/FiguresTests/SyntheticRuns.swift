import Foundation
import Metrics
import Records

@testable import Figures

/// Random numbers that are the same every time (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64 = 7

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func uniform() -> Double { Double.random(in: 0..<1, using: &self) }

    mutating func gaussian() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}

/// Runs that never took place but look as if they had.
enum SyntheticRuns {
    static let ringCentres = (0..<8).map { index in
        Point(x: 2 * cos(.pi * Double(index) / 4), y: 2 * sin(.pi * Double(index) / 4))
    }
    static let gridCentres = (0..<25).map { Point(x: Double($0 / 5) * 2 - 4, y: Double($0 % 5) * 2 - 4) }

    /// A good run on the ring of eight.
    static func ring(rows: Int = 2000) -> RunRecord {
        portrait(
            "ring-8 · saturating GAN with R1 γ = 10 · extra-gradient Adam · seed 1", centres: ringCentres,
            deviation: 0.02, reached: 8, rows: rows, penalties: ["r1"])
    }

    /// A good run on the grid of 25.
    static func grid(rows: Int = 100_000) -> RunRecord {
        portrait(
            "grid-25 · non-saturating GAN · consensus optimisation · seed 3", centres: gridCentres,
            deviation: 0.05, reached: 23, rows: rows, penalties: [])
    }

    /// A run that fell onto one mode of the ring, with losses that exploded.
    static func collapsed(rows: Int = 400) -> RunRecord {
        var portrait = portrait(
            "ring-8 · non-saturating GAN · simultaneous SGD · seed 2", centres: ringCentres, deviation: 0.02,
            reached: 1, rows: rows, penalties: ["r1", "r2"])
        for row in portrait.table.rows.indices where row % 97 == 50 {
            portrait.table.rows[row][1] = 400
        }
        for row in (rows * 4 / 5)..<rows { portrait.table.rows[row][2] = .nan }
        return portrait
    }

    static func cloud(
        _ centres: [Point], deviation: Double, count: Int, using random: inout FixedRandom
    ) -> [Point] {
        (0..<count).map { _ in
            let centre = centres.randomElement(using: &random) ?? Point(x: 0, y: 0)
            return Point(
                x: centre.x + deviation * random.gaussian(), y: centre.y + deviation * random.gaussian())
        }
    }

    private static func portrait(
        _ title: String, centres: [Point], deviation: Double, reached: Int, rows: Int, penalties: [String]
    ) -> RunRecord {
        var random = FixedRandom()
        let covered = Array(centres.prefix(reached))
        let last = 25_000
        let snapshots = [0, 250, 1000, 2500, 5000, 10_000, 15_000, 20_000, last].map { step in
            let share = min(Double(step) / 8000, 1)
            let places = covered.map { Point(x: $0.x * share.squareRoot(), y: $0.y * share.squareRoot()) }
            return Samples(
                step: step,
                points: cloud(
                    places, deviation: 0.4 * (1 - share) + 1.6 * deviation, count: 2000, using: &random))
        }
        return RunRecord(
            title: title,
            step: last,
            table: metrics(
                rows: rows, last: last, modes: centres.count, reached: reached, penalties: penalties),
            modes: Modes(centres: centres, standardDeviation: deviation),
            target: cloud(centres, deviation: deviation, count: 4000, using: &random),
            samples: cloud(covered, deviation: 1.5 * deviation, count: 3900, using: &random)
                + cloud(
                    [Point(x: 0, y: 0)], deviation: reached == 1 ? 0.1 : 1.2, count: 100, using: &random),
            snapshots: snapshots, surface: surface(centres: centres, covered: reached))
    }

    /// As those of a run of networks.
    static func columns(penalties: [String], modes: Int) -> [Column] {
        let modes = Modes(centres: Array(repeating: .zero, count: modes), standardDeviation: 1)
        return [.step, .loss(of: .discriminator), .loss(of: .generator)]
            + penalties.map { Column($0, .penalty, of: .discriminator) }
            + [.norm(of: .discriminator), .norm(of: .generator)] + CoverageMetric(of: modes).columns + [
                .seconds
            ]
    }

    private static func metrics(
        rows: Int, last: Int, modes: Int, reached: Int, penalties: [String]
    ) -> Table {
        var random = FixedRandom(state: 3)
        let table = (0..<rows).map { row -> [Double?] in
            let progress = Double(row) / Double(max(rows - 1, 1))
            let noise = random.gaussian()
            let measured = row % max(rows / 50, 1) == 0 || row == rows - 1
            let share = min(progress * 2, 1)
            let found = max(1, (Double(reached) * share).rounded())
            let fading = exp(-5 * progress)
            let kl = log(Double(modes) / found) + 0.05 * abs(noise)
            let losses: [Double?] = [
                1.38 - 0.7 * fading + 0.05 * noise, 0.7 + 1.8 * fading + 0.12 * random.gaussian(),
            ]
            let penalty = penalties.map { _ -> Double? in
                0.004 + 0.9 * fading * exp(0.3 * random.gaussian())
            }
            let norms: [Double?] = [
                exp(-1 - 2 * progress + 0.3 * random.gaussian()),
                exp(-2 - progress + 0.4 * random.gaussian()),
            ]
            let quality = 0.97 * share + 0.01 * random.uniform()
            let coverage: [Double?] = measured ? [found, quality, kl] : [nil, nil, nil]
            let step: [Double?] = [(progress * Double(last)).rounded()]
            return step + losses + penalty + norms + coverage + [progress * 62]
        }
        return Table(
            columns: columns(penalties: penalties, modes: modes),
            rows: table)
    }

    private static func surface(centres: [Point], covered: Int) -> Surface {
        let frame = Frame(around: centres, margin: 0.25)
        let axis = { (count: Int) in
            (0..<count).map { frame.left + frame.side * Double($0) / Double(count - 1) }
        }
        let width = frame.side / 16
        func score(_ x: Double, _ y: Double) -> Double {
            let hills = centres.enumerated().map { index, centre -> Double in
                let distance = pow(x - centre.x, 2) + pow(y - centre.y, 2)
                return (index < covered ? 1.6 : 4) * exp(-distance / (2 * width * width))
            }
            return hills.reduce(-0.8, +) - 0.06 * (x * x + y * y)
        }
        let (xs, step) = (axis(201), 1e-4)
        let arrows = axis(22).dropFirst().dropLast().flatMap { y in
            axis(22).dropFirst().dropLast().map { x in
                Arrow(
                    start: Point(x: x, y: y),
                    direction: Point(
                        x: (score(x + step, y) - score(x - step, y)) / (2 * step),
                        y: (score(x, y + step) - score(x, y - step)) / (2 * step)))
            }
        }
        return Surface(
            xs: xs, ys: xs, scores: xs.flatMap { y in xs.map { x in score(x, y) } }, gradients: arrows)
    }
}
