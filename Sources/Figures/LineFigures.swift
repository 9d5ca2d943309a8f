import Foundation
import Records

// The figures of data on a line, in the place of pictures of the plane.

extension FigureSource {
    /// The final samples and the data as histograms, and the density of the data if it is known.
    static func lineSamples(_ record: RunRecord) -> FigureSource {
        var data = DataBlocks()
        let frame = record.frame
        let target = LineHistogram(of: record.target, in: frame)
        let samples = LineHistogram(of: record.samples, in: frame)
        let density = record.modes.map { modes in
            frame.columns(401).map { Point($0, modes.density(at: $0)) }
        }
        let layers = [
            data.add("target: x density", points: target.points, most: .max).map {
                LineLayer(
                    plot: "DATA index \($0) using 1:2 with boxes fill solid noborder linecolor rgb '#C9C9C9'",
                    legend: Legend.Entry(name: "target", symbol: .point(type: 5, size: 1), colour: "#C9C9C9"))
            },
            data.add("samples of the generator: x density", points: samples.points, most: .max).map {
                LineLayer.curve(
                    $0, style: "histeps", width: 1.8, colour: Palette.generator, name: "generated")
            },
            data.add("density of the target: x density", points: density ?? [], most: .max).map {
                LineLayer.curve($0, width: 1.2, colour: Palette.ink, name: "density of the target")
            },
        ].compactMap(\.self)
        return line(
            name: "samples", heading: "Samples of the generator", record,
            note: frame.note(on: record.samples, called: "sample") ?? "", quantity: "density (1/unit)",
            axis: ValueAxis(from: 0, to: 1.08 * Self.peak([target.points, samples.points, density ?? []])),
            layers: layers, setup: ["set boxwidth \(Numbers.plain(target.cell))"], data: data)
    }

    /// The smoothed density of the samples at moments of the training, drawn over the density of the target.
    static func lineDensities(_ record: RunRecord) -> FigureSource {
        var data = DataBlocks()
        let frame = record.frame
        let target = LineHistogram(of: record.target, in: frame, count: 300).smoothed(by: 4)
        let moments = record.snapshots.spread(over: 6)
        let curves = moments.map { LineHistogram(of: $0.points, in: frame, count: 300).smoothed(by: 4) }
        var layers = [
            data.add("target: x density", points: target, most: .max).map {
                LineLayer(
                    plot: "DATA index \($0) using 1:2 with filledcurves y1=0 linecolor rgb '#DADADA'",
                    legend: Legend.Entry(name: "target", symbol: .point(type: 5, size: 1), colour: "#DADADA"))
            }
        ].compactMap(\.self)
        for (index, (moment, curve)) in zip(moments, curves).enumerated() {
            let shade = Palette.magma[(index * 2 + 1) * (Palette.magma.count - 2) / (2 * moments.count)]
            let name = "step \(Numbers.label(moment.step))"
            if let block = data.add("\(name): x density", points: curve, most: .max) {
                layers.append(.curve(block, width: 1.6, colour: shade, name: name))
            }
        }
        return line(
            name: "densities", heading: "Density through training", record, note: "smoothed",
            quantity: "density (1/unit)",
            axis: ValueAxis(from: 0, to: 1.08 * Self.peak([target] + curves)), layers: layers, data: data)
    }

    /// The score of the discriminator as a curve. `nil` without one that can be drawn.
    static func lineDiscriminator(_ record: RunRecord) -> FigureSource? {
        guard let surface = record.surface, surface.xs.count > 1, surface.scores.count == surface.xs.count
        else { return nil }
        let scores = zip(surface.xs, surface.shownScores).map { Point($0, $1) }.filter(\.isDrawable)
        guard let least = scores.map(\.y).min(), let greatest = scores.map(\.y).max() else { return nil }
        var data = DataBlocks()
        let zero = surface.meaning == .logit ? "D = 0" : "median"
        let room = max(0.06 * (greatest - least), 1e-9 * max(abs(least), abs(greatest)), 1e-12)
        let centres = (record.modes?.centres ?? []).map { Point($0.x, 0) }
        let layers = [
            LineLayer(
                plot: "0 with lines linewidth 0.8 dashtype 2 linecolor rgb '\(Palette.quiet)'",
                legend: Legend.Entry(name: zero, symbol: .line(width: 1, dash: 2), colour: Palette.quiet)),
            data.add("score of the discriminator: x score", points: scores, most: .max).map {
                .curve($0, width: 1.8, colour: Palette.discriminator, name: "score")
            },
            data.add("centres of the modes", points: centres, most: 2000).map {
                LineLayer(
                    plot:
                        "DATA index \($0) using 1:2 with points pointtype 7 pointsize 0.7 linecolor rgb '#000000'",
                    legend: Legend.Entry(
                        name: "centre of a mode", symbol: .point(type: 7, size: 0.7), colour: "#000000"))
            },
        ].compactMap(\.self)
        return line(
            name: "discriminator", heading: "Scores of the discriminator", record, note: "",
            quantity: surface.meaning == .logit ? "score (logit)" : "score (from its median)",
            axis: ValueAxis(from: min(0, least) - room, to: max(0, greatest) + room), layers: layers,
            data: data)
    }

    private static func peak(_ curves: [[Point]]) -> Double {
        let highest = curves.flatMap { $0.map(\.y) }.filter(\.isFinite).max() ?? 0
        return highest > 0 ? highest : 1
    }

    private static func line(
        name: String, heading: String, _ record: RunRecord, note: String, quantity: String, axis: ValueAxis,
        layers: [LineLayer], setup: [String] = [], data: DataBlocks
    ) -> FigureSource {
        let legend = LegendLines(entries: layers.map(\.legend), width: 640)
        let place = PanelPlace(left: Sheet.left, right: Sheet.left + 640, top: 90, bottom: 90 + 360)
            .lowered(by: legend.extraHeight)
        let sheet = Sheet(
            name: name, dataName: "\(name).dat", width: place.right + 24, height: place.bottom + 66,
            heading: heading, run: record.title, note: note)
        let across = ValueAxis(along: record.frame.horizontal, of: 640)
        // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
        let plots = layers.isEmpty ? ["NaN"] : layers.map(\.plot)
        return FigureSource(
            sheet: sheet,
            setup: PlanePanel.setup + [
                "DATA = '\(name).dat'",
                "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
            ] + setup,
            drawing: place.commands(on: sheet) + axis.commands + across.commands(for: "x")
                + sheet.axisTitles(
                    x: across.scale.title("x (data units)"), y: axis.scale.title(quantity), of: place)
                + legend.commands(above: place, on: sheet) + [
                    "plot " + plots.joined(separator: ", \\\n         "), "unset label", "unset arrow",
                ],
            data: data.text)
    }
}

/// Points of one kind: how they are drawn, and their line in the legend.
private struct LineLayer {
    var plot: String
    var legend: Legend.Entry

    static func curve(
        _ block: Int, style: String = "lines", width: Double, colour: String, name: String
    ) -> LineLayer {
        LineLayer(
            plot: "DATA index \(block) using 1:2 with \(style) linewidth \(Numbers.plain(width)) "
                + "linecolor rgb '\(colour)'",
            legend: Legend.Entry(name: name, symbol: .line(width: width + 0.4), colour: colour))
    }
}

/// How many points of a line lie in each of equal cells, as a density: the whole line adds up to 1.
struct LineHistogram: Equatable {
    /// The middles of the cells and their densities.
    let points: [Point]
    /// How wide a cell is.
    let cell: Double

    /// Points outside the window count in the total and are drawn nowhere.
    init(of sample: [Point], in frame: Frame, count: Int = 100) {
        let drawable = sample.filter(\.isDrawable)
        let cell = frame.side / Double(count)
        var counts = Array(repeating: 0, count: count)
        for point in drawable where frame.horizontal.contains(point.x) {
            counts[min(Int((point.x - frame.left) / cell), count - 1)] += 1
        }
        let unit = 1 / (Double(max(drawable.count, 1)) * cell)
        self.cell = cell
        points =
            drawable.isEmpty
            ? []
            : counts.enumerated().map {
                Point(frame.left + (Double($0.offset) + 0.5) * cell, unit * Double($0.element))
            }
    }

    /// Blurred with a Gaussian kernel whose standard deviation is so many cells.
    func smoothed(by deviation: Double) -> [Point] {
        let reach = Int((4 * deviation).rounded(.up))
        let kernel = (-reach...reach).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
        let sum = kernel.reduce(0, +)
        return points.indices.map { index in
            let blurred = (-reach...reach).reduce(0) { total, offset in
                points.indices.contains(index + offset)
                    ? total + kernel[offset + reach] * points[index + offset].y : total
            }
            return Point(points[index].x, blurred / sum)
        }
    }
}

extension Modes {
    /// The density of a mixture on a line.
    func density(at x: Double) -> Double {
        zip(weights, zip(centres, spreads)).reduce(0) { sum, mode in
            let (weight, (centre, spread)) = mode
            let z = (x - centre.x) / spread.xx
            return sum + weight * exp(-z * z / 2) / (spread.xx * (2 * Double.pi).squareRoot())
        }
    }
}
