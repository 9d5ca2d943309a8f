import Foundation
import Records
import Testing

@testable import Figures

struct ComparisonFigureTests {
    private func portrait(_ runs: RunRecord...) -> ComparisonRecord {
        ComparisonRecord(
            title: "differ in penalties",
            runs: runs.enumerated().map { .init(name: "run '\($0)', x", record: $1, result: "8 of 8") })
    }

    @Test func joinsTheRunsTablesStepByStep() {
        let modes = Column("modes", .outcome)
        let share = Column("highQuality", .outcome, format: .share)
        let table = { (rows: [[Double?]]) in
            Table(columns: [.step, modes, Column("r1", .penalty)], rows: rows)
        }
        var one = SyntheticRuns.ring(rows: 1)
        var two = one
        one.table = table([[0, 1, 9], [200, 3, 9]])
        two.table = table([[100, 5, 9], [200, 7, 9], [nil, 8, 9]])
        let joined = portrait(one, two).table(of: [modes, share])
        #expect(
            joined.columns.map(\.name) == ["step", "modes 1", "highQuality 1", "modes 2", "highQuality 2"])
        #expect(
            joined.rows == [[0, 1, nil, nil, nil], [100, nil, nil, 5, nil], [200, 3, nil, 7, nil]])
    }

    @Test func namesEachRunOnce() throws {
        let source = try #require(
            FigureSource.gradientNorms(
                portrait(SyntheticRuns.ring(rows: 50), SyntheticRuns.collapsed(rows: 60))))
        #expect(source.script.split(separator: "'run ''0'', x'").count == 2)
        #expect(source.script.contains("'differ in penalties'"))
        #expect(source.script.contains(Palette.line(ofRun: 0).colour))
        #expect(source.script.contains(Palette.line(ofRun: 1).colour))
        // Two panels of two curves.
        #expect(source.script.split(separator: "linewidth 1.6").count == 5)
    }

    @Test func tellsManyRunsApart() throws {
        let looks = (0..<30).map { "\(Palette.line(ofRun: $0))" }
        #expect(Set(looks).count == 30)
        let runs = Array(repeating: SyntheticRuns.ring(rows: 3), count: 8).enumerated()
        let record = ComparisonRecord(title: "", runs: runs.map { .init(name: "\($0)", record: $1) })
        let script = try #require(FigureSource.losses(record)).script
        // Two of the runs, each in two panels and the legend.
        #expect(script.split(separator: " dashtype 2 ").count == 7)
    }

    /// Two seeds of one setting have its colour and differ in dashes.
    @Test func theColourSaysTheSetting() throws {
        let looks = Palette.lines(ofSettings: [0, 1, 0, 1, 2])
        let colours = looks.map(\.colour)
        #expect(colours[0] == colours[2] && colours[1] == colours[3])
        #expect(Set(colours).count == 3)
        #expect(looks.map(\.dash) == [1, 1, 2, 2, 1])
        var record = portrait(SyntheticRuns.ring(rows: 50), SyntheticRuns.collapsed(rows: 60))
        record.runs[0].setting = 0
        record.runs[1].setting = 0
        let script = try #require(FigureSource.gradientNorms(record)).script
        #expect(script.contains(Palette.line(ofRun: 0).colour))
        #expect(!script.contains(Palette.line(ofRun: 1).colour))
    }

    /// An equilibrium that all runs share is a dashed line on the axis, named below the legend of the runs.
    @Test func lossesHaveTheSharedEquilibrium() throws {
        func run(_ landmarks: [Column.Landmark]) -> RunRecord {
            let column = Column.loss(of: .discriminator, landmarks: landmarks)
            return RunRecord(
                title: "", table: Table(columns: [.step, column], rows: [[0, 0.9], [1, 1.2]]))
        }
        let known = Column.Landmark(1.386, "2 ln 2")
        let script = try #require(FigureSource.losses(portrait(run([known]), run([known])))).script
        #expect(script.contains("set arrow from graph 0, first 1.386 to graph 1, first 1.386 nohead"))
        let top = try #require(script.firstMatch(of: /set yrange \[.*:(.+)\]/)).1
        #expect(try #require(Double(top)) > 1.386)
        let heights = ["run ''0'', x", "2 ln 2"].map { name in
            script.matches(of: /set label '(.+)' at screen [^,]+,([^ ]+)/).first { $0.1 == name }?.2
        }
        #expect(heights[1] != nil && heights[0] != heights[1])
        let mixed = try #require(FigureSource.losses(portrait(run([known]), run([])))).script
        #expect(!mixed.contains("2 ln 2"))
    }

    @Test func curvesHaveNoBands() throws {
        let source = try #require(
            FigureSource.losses(
                portrait(SyntheticRuns.ring(rows: 2000), SyntheticRuns.ring(rows: 2000))))
        #expect(!source.script.contains("filledcurves"))
        #expect(source.script.contains("medians of neighbouring steps"))
    }

    @Test func breaksALegendThatIsTooWide() {
        let entries = (0..<9).map {
            Legend.Entry(name: "a-rather-long-name-\($0)", symbol: .line(width: 1), colour: "#000000")
        }
        let lines = LegendLines(entries: entries, width: 500).lines
        #expect(lines.count > 2)
        #expect(lines.flatMap(\.entries) == entries)
        #expect(
            lines.allSatisfy { line in
                line.entries.count == 1 || line.entries.map { Legend.width(of: $0) }.reduce(0, +) <= 500
            })
    }

    @Test(arguments: [(1, 1), (3, 3), (5, 5), (7, 5)])
    func putsFiveTilesInARow(count: Int, columns: Int) {
        let places = TileGrid(count: count, legend: []).places
        #expect(places.count == count)
        #expect(Set(places.map(\.left)).count == columns)
    }

    @Test func cutsTextThatDoesNotFit() {
        #expect(TextWidth.fitting("short", size: 11, in: 100) == "short")
        let cut = TextWidth.fitting(String(repeating: "m", count: 50), size: 11, in: 100)
        #expect(cut.hasSuffix("m…"))
        #expect(TextWidth.of(cut, size: 11) <= 100)
    }

    /// Widths of DejaVu Sans in shares of the size, summed from the advances in its file.
    @Test(arguments: [
        ("8 of 8, 87.7\u{A0}% high quality", false, 13.24), ("taken for generated", false, 10.01),
        ("colours end at ±0.018", false, 11.16), ("mog8-wgangp-seed0", true, 11.79),
        ("Scores of the discriminators", true, 15.91),
    ])
    func textsAreNotWiderThanThought(text: String, isBold: Bool, width: Double) {
        let thought = TextWidth.of(text, size: 1, isBold: isBold) / Sheet.pixelsPerPoint
        #expect(thought >= width && thought < 1.2 * width, "\(thought)")
    }

    /// Five tiles a row are small, and their captions stand next to each other.
    @Test func captionsStayBelowTheirTiles() {
        let runs = Array(repeating: SyntheticRuns.ring(rows: 2), count: 5).map {
            ComparisonRecord.Run(
                name: "mog8-wgangp-seed0", record: $0, result: "8 of 8, 88.8 % high quality")
        }
        let script = FigureSource.discriminators(ComparisonRecord(title: "", runs: runs))?.script ?? ""
        #expect(script.split(separator: "'8 of 8, 88.8 % high quality'").count == 6)
        #expect(script.split(separator: "'colours end at ±").count == 6)
        let side = TileGrid(count: 5, legend: []).places[0]
        #expect(TextWidth.of("8 of 8, 88.8 % high quality", size: 11) < side.right - side.left)
    }

    /// Colours end where the median of the surfaces has them end, or each where its own do.
    @Test(arguments: [(false, ["[-3:3]", "[-3:3]", "[-3:3]"]), (true, ["[-1:1]", "[-3:3]", "[-50:50]"])])
    func surfacesShareAScaleUnlessToldOtherwise(separate: Bool, ranges: [String]) throws {
        let runs = [1.0, 3, 50].map { limit in
            RunRecord(
                title: "",
                surface: Surface(
                    xs: [0, 1], ys: [0, 1], scores: [-limit, 0, limit, 0], gradients: [], meaning: .logit))
        }
        let record = portrait(runs[0], runs[1], runs[2])
        let script = try #require(FigureSource.discriminators(record, separateScales: separate)).script
        #expect(script.matches(of: /set cbrange (\[.+\])/).map { String($0.1) } == ranges)
    }

    @Test func saysHowManySamplesAreOutsideTheFrame() {
        var one = SyntheticRuns.ring(rows: 2)
        one.samples = [Point(x: 0, y: 0)]
        var two = one
        two.samples += [Point(x: 90, y: 0), Point(x: .nan, y: 0)]
        let script = FigureSource.samples(portrait(one, two))?.script ?? ""
        #expect(script.split(separator: "'2 outside'").count == 2)
    }

    /// A run still without a checkpoint has neither points nor a surface.
    @Test func leavesOutWhatIsNotThere() throws {
        var bare = SyntheticRuns.ring(rows: 3)
        bare.surface = nil
        let sources = FigureSource.all(of: portrait(bare, bare))
        #expect(sources.map(\.name) == ["samples", "coverage", "losses", "gradient-norms"])
        let modes = SyntheticRuns.columns(penalties: [], modes: 8)[5]
        bare.table = Table(columns: [.step, .loss(of: .generator), modes], rows: [[1, 2, nil]])
        #expect(FigureSource.all(of: portrait(bare, bare)).map(\.name) == ["samples", "losses"])
        bare.samples = []
        #expect(FigureSource.all(of: portrait(bare, bare)).map(\.name) == ["losses"])
        bare.table = Table(columns: [])
        #expect(FigureSource.all(of: portrait(bare, bare)).isEmpty)
    }

    /// A measure that one run has and another has not.
    @Test func measuresAreDrawnAsTheirColumnsSay() throws {
        let distance = Column(
            "distance", .outcome, better: .lower, scale: .logarithmic,
            figure: Column.Figure("distances", heading: "Distance from the equilibrium"))
        let game = RunRecord(title: "", table: Table(columns: [.step, distance], rows: [[1, 2], [2, 0]]))
        let measures = FigureSource.measures(portrait(game, SyntheticRuns.ring(rows: 3)))
        #expect(measures.map(\.name) == ["distances", "coverage"])
        #expect(measures[0].script.contains("'distance (log scale)'"))
        #expect(
            measures[1].script.contains("'high quality (%)'") && measures[1].script.contains("'all 8 modes'"))
        // Landmarks that do not hold for all are left out.
        let mixed = FigureSource.measures(portrait(SyntheticRuns.ring(rows: 3), SyntheticRuns.grid(rows: 3)))
        #expect(!mixed[0].script.contains("'all 8 modes'") && !mixed[0].script.contains("'all 25 modes'"))
    }

    @Test(.enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil))
    func drawsAwkwardRuns() throws {
        let scratch = try Scratch()
        let awkward = AwkwardRuns.all.sorted { $0.key < $1.key }
        let portrait = ComparisonRecord(
            title: "", runs: awkward.map { .init(name: $0.key + " {_^\\", record: $0.value) })
        let figures = try FigureWriter().draw(portrait, into: scratch.path + "/f", remedy: "")
        #expect(
            figures.map(\.name) == ["samples", "coverage", "losses", "gradient-norms", "discriminators"])
        for figure in figures {
            let svg = try #require(FileManager.default.contents(atPath: figure.svg))
            #expect(String(decoding: svg.suffix(20), as: UTF8.self).contains("</svg>"))
            #expect(try #require(FileManager.default.contents(atPath: figure.png)).count > 1000)
        }
    }

    @Test func saysHowToDrawAgain() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/f"
        #expect(throws: FigureError.gnuplotMissing(folder: folder, remedy: "again")) {
            try FigureWriter(searchPath: "/nowhere").draw(
                portrait(SyntheticRuns.ring(rows: 2)), into: folder, remedy: "again")
        }
        #expect(try scratch.files(in: "f").count == 10)
    }
}
