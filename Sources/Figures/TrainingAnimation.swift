import Records

extension FigureSource {
    /// The training as a moving picture: the samples over the target's points and, where it was recorded, the
    /// discriminator beside them, a frame for each moment. The SVG is the last of them.
    ///
    /// Nil for a run that has kept no samples on its way, or whose data lie on a line.
    static func training(_ record: RunRecord) -> FigureSource? {
        guard let last = record.snapshots.last, record.dimensions == 2 else { return nil }
        let surfaces = Dictionary(record.surfaces.map { ($0.step, $0.surface) }) { $1 }.filter(
            \.value.isDrawable)
        let frame = record.frame
        let side = 460.0
        let left = PanelPlace(left: Sheet.left, right: Sheet.left + side, top: 112, bottom: 112 + side)
        let right = PanelPlace(
            left: left.right + 28 + Sheet.left, right: left.right + 28 + Sheet.left + side, top: 112,
            bottom: 112 + side)
        let sheet = Sheet(
            name: "training", dataName: "training.dat", width: (surfaces.isEmpty ? left : right).right + 28,
            height: left.bottom + 66, heading: "Training", run: record.title)

        var data = DataBlocks()
        let moments = record.snapshots.map { samples in
            AnimatedMoment(
                samples: data.add(
                    "samples of the generator at step \(samples.step)", points: samples.points, most: 2500),
                surface: surfaces[samples.step].flatMap {
                    data.add("score of the discriminator at step \(samples.step): x y score", rows: $0.rows())
                },
                caption: "step \(Numbers.label(samples.step)) of \(Numbers.label(last.step))")
        }
        let target = data.add("samples of the target", points: record.target, most: 2500)
        let centres = data.add("centres of the modes", points: record.modes?.centres ?? [], most: 2000)
        let scale = ScoreScale(surfaces.values.flatMap(\.shownScores))
        let stage = AnimationCanvas(
            sheet: sheet,
            samples: PlanePanel(place: left, horizontal: frame.horizontal, vertical: frame.vertical),
            surface: surfaces.isEmpty
                ? nil : PlanePanel(place: right, horizontal: frame.horizontal, vertical: frame.vertical),
            target: target, centres: centres, meaning: surfaces.values.first?.meaning ?? .logit)
        var source = FigureSource(
            sheet: sheet, setup: [], drawing: [], data: data.text)
        source.frames = moments.indices.map { "\(sheet.name)-\($0 + 1).png" }
        source.script = stage.script(moments, frames: source.frames, limit: scale.limit)
        return source
    }
}

/// One frame: where its data are, if there are any, and what is said of it.
private struct AnimatedMoment {
    var samples: Int?
    var surface: Int?
    var caption: String
}

/// What all frames have in common.
private struct AnimationCanvas {
    let sheet: Sheet
    let samples: PlanePanel
    /// Nil if no surface was recorded.
    let surface: PlanePanel?
    let target: Int?
    let centres: Int?
    let meaning: Surface.Meaning

    /// Frames are as large as the SVG: a moving picture weighs enough.
    func script(_ moments: [AnimatedMoment], frames: [String], limit: Double) -> String {
        let (width, height) = (Int(sheet.width.rounded()), Int(sheet.height.rounded()))
        let font = "font 'Arial,\(Numbers.plain(Sheet.fontSize))'"
        let paper = "background '\(Palette.paper)'"
        let pictures = zip(moments, frames).flatMap { moment, file in
            ["set terminal pngcairo size \(width),\(height) \(font) \(paper)"] + draw(moment, into: file)
        }
        let still = moments.last.map { moment in
            [
                "set terminal svg size \(width),\(height) \(font) fontscale "
                    + "\(Numbers.plain(Sheet.pixelsPerPoint.rounded(toSignificantDigits: 4))) \(paper)"
            ] + draw(moment, into: "\(sheet.name).svg")
        }
        return
            ([
                "# The figure `\(sheet.name)`, drawn from \(sheet.dataName). To draw its frames again:",
                "#     gnuplot \(sheet.name).gp", "reset session", "set encoding utf8",
                "DATA = '\(sheet.dataName)'",
            ] + PlanePanel.setup + [
                Palette.command(Palette.redToBlue), "set cbrange \(GnuplotText.range(-limit...limit))",
                "unset colorbox",
            ] + pictures + (still ?? []) + [""]).joined(separator: "\n")
    }

    private func draw(_ moment: AnimatedMoment, into file: String) -> [String] {
        let contour = moment.surface.map { block in
            [
                "set contour base", "unset surface", "set cntrparam levels discrete 0", "set table $zero",
                "splot DATA index \(block) using 1:2:3", "unset table", "unset contour", "set surface",
            ]
        }
        return (contour ?? []) + ["set output '\(file)'", "set multiplot"] + sheet.headings
            + [
                sheet.label(
                    moment.caption, x: samples.place.left, y: samples.place.top - 16,
                    options: "font 'Arial Bold,13' noenhanced textcolor rgb '\(Palette.ink)'")
            ] + points(moment) + scores(moment) + ["unset multiplot", "unset output"]
    }

    private func points(_ moment: AnimatedMoment) -> [String] {
        let plots = [
            target.map { dots($0, colour: "#8C8C8C", size: 0.3) },
            moment.samples.map { dots($0, colour: Palette.generator, size: 0.34) },
        ].compactMap(\.self)
        // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
        return samples.commands(on: sheet)
            + ["plot " + (plots.isEmpty ? "NaN" : plots.joined(separator: ", ")), "unset label"]
    }

    private func dots(_ block: Int, colour: String, size: Double) -> String {
        "DATA index \(block) using 1:2 with points pointtype 7 pointsize \(Numbers.plain(size)) "
            + "linecolor rgb '\(Palette.translucent(colour, opacity: 0.5))'"
    }

    /// A moment without a surface, as in a run that an earlier version began, leaves the panel empty.
    private func scores(_ moment: AnimatedMoment) -> [String] {
        guard let surface else { return [] }
        let title = sheet.label(
            meaning == .logit ? "score of the discriminator; line: D = 0" : "critic; line: its median",
            x: surface.place.left, y: surface.place.top - 16,
            options: "font 'Arial,12' noenhanced textcolor rgb '\(Palette.ink)'")
        let plots = [
            moment.surface.map { "DATA index \($0) using 1:2:3 with image" },
            moment.surface.map { _ in "$zero using 1:2 with lines linewidth 2 linecolor rgb '\(Palette.ink)'"
            },
            centres.map {
                "DATA index \($0) using 1:2 with points pointtype 7 pointsize 0.5 linecolor rgb '#000000'"
            },
        ].compactMap(\.self)
        return surface.commands(on: sheet)
            + [title, "plot " + (plots.isEmpty ? "NaN" : plots.joined(separator: ", ")), "unset label"]
    }
}
