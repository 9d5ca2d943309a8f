import Drawing
import Records

/// Something on a picture of a line: how it is drawn, and its entry in the legend.
struct LineLayer: Equatable {
    var plot: String
    var legend: Legend.Entry

    /// The area under the density of the data.
    static func data(_ block: Int) -> LineLayer {
        LineLayer(
            plot: "DATA index \(block) using 1:2 with filledcurves y1=0 linecolor rgb '\(Palette.dataArea)'",
            legend: Legend.Entry(
                name: PictureWords.data, symbol: .point(type: 5, size: 1), colour: Palette.dataArea))
    }

    static func curve(
        _ block: Int, style: String = "lines", width: Double, colour: String, name: String
    ) -> LineLayer {
        LineLayer(
            plot: "DATA index \(block) using 1:2 with \(style) linewidth \(Numbers.plain(width)) "
                + "linecolor rgb '\(colour)'",
            legend: Legend.Entry(name: name, symbol: .line(width: width + 0.4), colour: colour))
    }
}

/// How dense points of a line are: histograms of data and samples, and the density of the data if it is known.
package struct LineDensities {
    package let target: LineHistogram
    package let samples: LineHistogram
    /// Of a mixture, by its formula; empty for other data.
    package let formula: [Point]

    /// - Parameters:
    ///   - samples: by default those at the end.
    ///   - cells: of the histograms.
    package init(_ record: RunRecord, samples: [Point]? = nil, cells: Int = 100) {
        let frame = record.frame
        target = LineHistogram(of: record.target, in: frame, count: cells)
        self.samples = LineHistogram(of: samples ?? record.samples, in: frame, count: cells)
        formula =
            record.modes.map { modes in frame.columns(401).map { Point($0, modes.density(at: $0)) } } ?? []
    }

    /// The upper end of an axis on which all of it is seen.
    package var top: Double { Self.top(of: [target.points, samples.points, formula]) }

    /// The upper end of an axis for several pictures. Samples that gather at a point, as in a collapse, do not press the
    /// rest flat: what is more than three times as dense as the data is cut off.
    package static func top(ofAll pictures: [LineDensities]) -> Double {
        let data = top(of: pictures.flatMap { [$0.target.points, $0.formula] })
        return min(pictures.map(\.top).max() ?? data, 3 * data)
    }

    static func top(of curves: [[Point]]) -> Double {
        let highest = curves.flatMap { $0.map(\.y) }.filter(\.isFinite).max() ?? 0
        return 1.08 * (highest > 0 ? highest : 1)
    }

    /// The data at the bottom, the formula on top.
    ///
    /// - Parameter owner: whose they are, for the comments of the data file.
    func layers(of owner: String = "", thin: Bool = false, into data: inout DataBlocks) -> [LineLayer] {
        let name = owner.isEmpty ? "" : " of \(owner)"
        return [
            data.add("data\(name): x density", points: target.outline, most: .max).map(LineLayer.data),
            samplesLayer(of: owner, thin: thin, into: &data),
            data.add("density of the data\(name), by its formula: x density", points: formula, most: .max).map
            {
                .curve(
                    $0, width: thin ? 0.9 : 1.2, colour: Palette.ink,
                    name: "density of the \(PictureWords.data)")
            },
        ].compactMap(\.self)
    }

    func samplesLayer(of owner: String, thin: Bool = false, into data: inout DataBlocks) -> LineLayer? {
        let name = owner.isEmpty ? "" : " of \(owner)"
        return data.add("samples\(name): x density", points: samples.outline, most: .max).map {
            .curve($0, width: thin ? 1.3 : 1.8, colour: Palette.samples, name: PictureWords.samples)
        }
    }
}

extension LineHistogram {
    /// The upper edge of the bars, corner after corner.
    package var outline: [Point] {
        points.flatMap { [Point($0.x - cell / 2, $0.y), Point($0.x + cell / 2, $0.y)] }
    }
}

/// The scores of a discriminator of points on a line: a curve.
package struct LineScores {
    /// A place and its score each, as they are drawn: a critic's score from its median.
    package let points: [Point]
    package let meaning: Surface.Meaning
    /// From the lowest score to the highest, 0 included.
    package let range: ClosedRange<Double>

    /// Nil for a surface over the plane, or one that cannot be drawn.
    package init?(_ surface: Surface) {
        guard surface.xs.count > 1, surface.scores.count == surface.xs.count else { return nil }
        points = zip(surface.xs, surface.shownScores).map { Point($0, $1) }.filter(\.isDrawable)
        guard let least = points.map(\.y).min(), let greatest = points.map(\.y).max() else { return nil }
        meaning = surface.meaning
        range = min(0, least)...max(0, greatest)
    }

    var quantity: String { meaning == .logit ? "score (logit)" : "score (from its median)" }

    var axis: ValueAxis { Self.axis(for: [self]) }

    /// What pictures of several curves show. A few extreme scores, as a discriminator has early in training, do not stretch
    /// it: as on the scale of colours they are cut off.
    package static func range(of curves: [LineScores]) -> ClosedRange<Double> {
        let low = curves.map(\.range.lowerBound).min() ?? 0
        let high = curves.map(\.range.upperBound).max() ?? 0
        let limit = ScoreScale(curves.flatMap { $0.points.map(\.y) }).limit
        return curves.count > 1 ? max(low, -limit)...min(high, limit) : low...high
    }

    /// One axis for several curves.
    static func axis(for curves: [LineScores]) -> ValueAxis {
        let (low, high) = (range(of: curves).lowerBound, range(of: curves).upperBound)
        let room = max(0.06 * (high - low), 1e-9 * max(abs(low), abs(high)), 1e-12)
        return ValueAxis(from: low - room, to: high + room)
    }

    /// - Parameters:
    ///   - centres: of modes, marked at the score 0.
    ///   - owner: whose they are, for the comments of the data file.
    func layers(centres: [Point] = [], of owner: String = "", into data: inout DataBlocks) -> [LineLayer] {
        let name = owner.isEmpty ? "" : " of \(owner)"
        return [
            Self.zero(meaning),
            data.add("score of the discriminator\(name): x score", points: points, most: .max).map {
                .curve($0, width: 1.8, colour: Palette.discriminator, name: "score")
            },
            Self.marks(centres, into: &data),
        ].compactMap(\.self)
    }

    static func zero(_ meaning: Surface.Meaning) -> LineLayer {
        LineLayer(
            plot: "0 with lines linewidth 0.8 dashtype 2 linecolor rgb '\(Palette.quiet)'",
            legend: Legend.Entry(
                name: meaning == .logit ? "D = 0" : "median", symbol: .line(width: 1, dash: 2),
                colour: Palette.quiet))
    }

    static func marks(_ centres: [Point], into data: inout DataBlocks) -> LineLayer? {
        data.add("centres of the modes", points: centres.map { Point($0.x, 0) }, most: 2000).map {
            LineLayer(
                plot:
                    "DATA index \($0) using 1:2 with points pointtype 7 pointsize 0.7 linecolor rgb '\(Palette.ink)'",
                legend: Legend.Entry(
                    name: PictureWords.centre, symbol: .point(type: 7, size: 0.7), colour: Palette.ink))
        }
    }
}
