import Drawing
import Records

// The figures of data on a line, in the place of pictures of the plane.

extension FigureSource {
    /// The final samples and the data as histograms, and the density of the data if it is known.
    static func lineSamples(_ record: RunRecord) -> FigureSource {
        var data = DataBlocks()
        let picture = LineDensities(record)
        return line(
            name: "samples", heading: "Samples of the generator", record,
            note: record.frame.note(on: record.samples, called: "sample") ?? "",
            quantity: "density (1/unit)", axis: ValueAxis(from: 0, to: picture.top),
            layers: picture.layers(into: &data), data: data)
    }

    /// The smoothed density of the samples at moments of the training, drawn over the density of the data.
    static func lineDensities(_ record: RunRecord) -> FigureSource {
        var data = DataBlocks()
        let frame = record.frame
        func smooth(_ points: [Point]) -> [Point] {
            LineHistogram(of: points, in: frame, count: 300).smoothed(by: 4)
        }
        let target = smooth(record.target)
        let moments = record.snapshots.spread(over: 6)
        let curves = moments.map { smooth($0.points) }
        var layers = [
            data.add("density of the data: x density", points: target, most: .max).map(LineLayer.data)
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
            axis: ValueAxis(from: 0, to: LineDensities.top(of: [target] + curves)),
            layers: layers, data: data)
    }

    /// The score of the discriminator as a curve. `nil` without one that can be drawn.
    static func lineDiscriminator(_ record: RunRecord) -> FigureSource? {
        guard let scores = record.surface.flatMap({ LineScores($0) }) else { return nil }
        var data = DataBlocks()
        return line(
            name: "discriminator", heading: "Scores of the discriminator", record, note: "",
            quantity: scores.quantity, axis: scores.axis,
            layers: scores.layers(centres: record.modes?.centres ?? [], into: &data), data: data)
    }

    private static func line(
        name: String, heading: String, _ record: RunRecord, note: String, quantity: String, axis: ValueAxis,
        layers: [LineLayer], data: DataBlocks
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
            ],
            drawing: place.commands(on: sheet) + axis.commands + across.commands(for: "x")
                + sheet.axisTitles(
                    x: across.scale.title("x (data units)"), y: axis.scale.title(quantity), of: place)
                + legend.commands(above: place, on: sheet) + [
                    "plot " + plots.joined(separator: ", \\\n         "), "unset label", "unset arrow",
                ],
            data: data.text)
    }
}
