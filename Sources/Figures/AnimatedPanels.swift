import Drawing
import Records

// What moves: samples, and the scores of the discriminator, over the plane or along a line.

extension AnimatedPanel {
    private static let samplesTitle = "Samples of the generator"
    private static let scoresTitle = "Scores of the discriminator"

    static func samples(_ record: RunRecord, into data: inout DataBlocks) -> AnimatedPanel {
        func dots(_ block: Int, colour: String, size: Double) -> String {
            "DATA index \(block) using 1:2 with points pointtype 7 pointsize \(Numbers.plain(size)) "
                + "linecolor rgb '\(Palette.translucent(colour, opacity: 0.5))'"
        }
        let target = data.add("points of the data", points: record.target, most: 2500).map {
            dots($0, colour: Palette.data, size: 0.3)
        }
        let plots = record.snapshots.map { moment in
            let samples = data.add(
                "samples of the generator at step \(moment.step)", points: moment.points, most: 2500)
            return [target, samples.map { dots($0, colour: Palette.samples, size: 0.34) }].compactMap(\.self)
        }
        let frame = record.frame
        return AnimatedPanel(
            title: samplesTitle,
            legend: [
                Legend.Entry(
                    name: PictureWords.data, symbol: .point(type: 7, size: 0.8), colour: Palette.data),
                Legend.Entry(
                    name: PictureWords.samples, symbol: .point(type: 7, size: 0.8), colour: Palette.samples),
            ],
            axes: { place, sheet in
                PlanePanel(place: place, horizontal: frame.horizontal, vertical: frame.vertical)
                    .commands(on: sheet)
            }, plots: plots)
    }

    /// Nil if no surface can be drawn.
    static func scores(_ record: RunRecord, _ surfaces: [Surface?], into data: inout DataBlocks)
        -> AnimatedPanel?
    {
        let shown = surfaces.map { $0?.isDrawable == true ? $0 : nil }
        guard let first = shown.compactMap(\.self).first else { return nil }
        let isLogit = first.meaning == .logit
        let centres = data.add("centres of the modes", points: record.modes?.centres ?? [], most: 2000)
        let blocks = zip(record.snapshots, shown).map { moment, surface in
            surface.flatMap {
                data.add("score of the discriminator at step \(moment.step): x y score", rows: $0.rows())
            }
        }
        let dot = "points pointtype 7 pointsize 0.5 linecolor rgb '\(Palette.ink)'"
        let limit = ScoreScale(shown.compactMap { $0?.shownScores }.flatMap(\.self)).limit
        let square = Legend.Symbol.point(type: 5, size: 1)
        let frame = record.frame
        return AnimatedPanel(
            title: scoresTitle,
            legend: [
                Legend.Entry(
                    name: isLogit ? PictureWords.generated : "lower", symbol: square, colour: Palette.low),
                Legend.Entry(
                    name: isLogit ? PictureWords.real : "higher", symbol: square, colour: Palette.high),
                Legend.Entry(
                    name: isLogit ? "D = 0" : "median", symbol: .line(width: 2), colour: Palette.ink),
            ]
                + (centres == nil
                    ? []
                    : [
                        Legend.Entry(
                            name: PictureWords.centre, symbol: .point(type: 7, size: 0.7), colour: Palette.ink
                        )
                    ]),
            axes: { place, sheet in
                [
                    Palette.command(Palette.redToBlue), "set cbrange \(GnuplotText.range(-limit...limit))",
                ]
                    + PlanePanel(place: place, horizontal: frame.horizontal, vertical: frame.vertical)
                    .commands(on: sheet)
            },
            preparations: blocks.map { $0.map(contour) ?? [] },
            plots: blocks.map { block in
                [
                    block.map { "DATA index \($0) using 1:2:3 with image" },
                    block.map { _ in
                        "$zero using 1:2 with lines linewidth 2 linecolor rgb '\(Palette.ink)'"
                    },
                    centres.map { "DATA index \($0) using 1:2 with \(dot)" },
                ].compactMap(\.self)
            })
    }

    private static func contour(_ block: Int) -> [String] {
        [
            "set contour base", "unset surface", "set cntrparam levels discrete 0", "set table $zero",
            "splot DATA index \(block) using 1:2:3", "unset table", "unset contour", "set surface",
        ]
    }

    static func lineSamples(_ record: RunRecord, into data: inout DataBlocks) -> AnimatedPanel {
        let pictures = record.snapshots.map { LineDensities(record, samples: $0.points) }
        let axis = ValueAxis(from: 0, to: LineDensities.top(ofAll: pictures))
        // The data are the same at all moments.
        let still = LineDensities(record, samples: []).layers(into: &data)
        let moving = zip(record.snapshots, pictures).map { moment, picture in
            picture.samplesLayer(of: "step \(moment.step)", into: &data)
        }
        let legend = (still.prefix(1) + moving.compactMap(\.self).prefix(1) + still.dropFirst()).map(\.legend)
        return AnimatedPanel(
            title: samplesTitle, legend: legend,
            axes: axes(record.frame, axis, quantity: "density (1/unit)"),
            plots: moving.map { samples in
                (still + [samples].compactMap(\.self)).map(\.plot)
            })
    }

    /// Nil if no surface can be drawn.
    static func lineScores(_ record: RunRecord, _ surfaces: [Surface?], into data: inout DataBlocks)
        -> AnimatedPanel?
    {
        let curves = surfaces.map { $0.flatMap { LineScores($0) } }
        guard let first = curves.compactMap(\.self).first else { return nil }
        let marks = LineScores.marks(record.modes?.centres ?? [], into: &data)
        let layers = zip(record.snapshots, curves).map { moment, curve in
            curve?.layers(of: "step \(moment.step)", into: &data) ?? []
        }
        let legend = (layers.first { !$0.isEmpty } ?? []) + [marks].compactMap(\.self)
        return AnimatedPanel(
            title: scoresTitle, legend: legend.map(\.legend),
            axes: axes(
                record.frame, LineScores.axis(for: curves.compactMap(\.self)), quantity: first.quantity),
            plots: layers.map { ($0 + [marks].compactMap(\.self)).map(\.plot) })
    }

    private static func axes(_ frame: Frame, _ axis: ValueAxis, quantity: String)
        -> (PanelPlace, Sheet) -> [String]
    {
        { place, sheet in
            let across = ValueAxis(along: frame.horizontal, of: place.right - place.left, about: 6)
            return place.commands(on: sheet) + axis.commands + across.commands(for: "x")
                + sheet.axisTitles(
                    x: across.scale.title("x (data units)"), y: axis.scale.title(quantity), of: place)
        }
    }
}
