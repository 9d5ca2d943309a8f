import Records
import Testing

@testable import Figures

struct ScriptTests {
    /// One figure whole, so that a change to what all of them share is seen as text.
    @Test func writesTheScriptOfTheGradientNorms() {
        let table = Table(
            columns: [.step, .norm(of: .discriminator), .norm(of: .generator)],
            rows: [[0, 1, 0.5], [1000, 0.1, 0]])
        let source = FigureSource.gradientNorms(
            RunRecord(title: "it's a run", table: table))
        #expect(source.data == "step,discriminatorGradientNorm,generatorGradientNorm\n0,1,0.5\n1000,0.1,\n")
        #expect(
            source.script == """
                # The figure `gradient-norms`, drawn from gradient-norms.csv. To draw \
                gradient-norms.svg and gradient-norms.png again:
                #     gnuplot gradient-norms.gp
                reset session
                set encoding utf8
                set datafile separator comma
                set border 3 linecolor rgb '#888888'
                set tics nomirror out scale 0.6 textcolor rgb '#222222'
                set grid xtics ytics linetype 1 linewidth 0.7 linecolor rgb '#E4E4E4'
                unset key
                DATA = 'gradient-norms.csv'
                do for [ending in 'svg png'] {
                    if (ending eq 'svg') {
                        set terminal svg size 960,550 font 'Arial,13' fontscale 1.333 background \
                '#FFFFFF'
                    } else {
                        set terminal pngcairo size 1920,1100 font 'Arial,13' fontscale 2 linewidth 2 \
                pointscale 2 background '#FFFFFF'
                    }
                    set output 'gradient-norms.' . ending
                    set multiplot
                    set label 'Gradient norms of both players' at screen 0.025,0.96 font 'Arial \
                Bold,16' textcolor rgb '#222222'
                    set label 'it''s a run' at screen 0.025,0.9164 font ',11' noenhanced front \
                textcolor rgb '#5C5C5C'
                    set lmargin at screen 0.1083
                    set rmargin at screen 0.95
                    set tmargin at screen 0.8473
                    set bmargin at screen 0.12
                    set logscale y
                    set yrange [0.076923077:1.3]
                    set ytics ('0.1' 0.1, '0.2' 0.2, '0.5' 0.5, '1' 1)
                    set xrange [0:1000]
                    set xtics ('0' 0, '200' 200, '400' 400, '600' 600, '800' 800, '1,000' 1000)
                    set label 'L² norm of the gradient (log scale)' at screen 0.0208,0.4836 rotate by \
                90 center noenhanced textcolor rgb '#222222'
                    set label 'training step' at screen 0.5292,0.0309 center noenhanced textcolor rgb \
                '#222222'
                    set arrow from screen 0.1083,0.8709 to screen 0.1333,0.8709 nohead linewidth 2.2 \
                linecolor rgb '#0072B2'
                    set label 'discriminator' at screen 0.1396,0.8709 font ',12' noenhanced textcolor \
                rgb '#222222'
                    set arrow from screen 0.2807,0.8709 to screen 0.3057,0.8709 nohead linewidth 2.2 \
                linecolor rgb '#D55E00'
                    set label 'generator' at screen 0.3119,0.8709 font ',12' noenhanced textcolor rgb \
                '#222222'
                    plot DATA skip 1 using 1:2 with linespoints pointtype 7 pointsize 0.45 linewidth \
                1.6 linecolor rgb '#0072B2', \\
                         DATA skip 1 using 1:3 with linespoints pointtype 7 pointsize 0.45 linewidth \
                1.6 linecolor rgb '#D55E00'
                    unset label
                    unset arrow
                    unset multiplot
                    unset output
                }

                """)
    }

    @Test func drawsBandsOnlyOfThinnedCurves() {
        #expect(FigureSource.losses(SyntheticRuns.ring(rows: 1000)).script.contains("with filledcurves"))
        #expect(!FigureSource.losses(SyntheticRuns.ring(rows: 100)).script.contains("with filledcurves"))
    }

    @Test func givesPenaltiesAPanelOnlyIfThereAreAny() {
        #expect(FigureSource.losses(SyntheticRuns.ring(rows: 100)).script.contains("'r1 penalty'"))
        #expect(!FigureSource.losses(SyntheticRuns.grid(rows: 100)).script.contains("penalty'"))
    }

    @Test(arguments: [(0, 1), (1, 2), (5, 6), (6, 6), (7, 8), (8, 8), (9, 10), (40, 10)])
    func showsSnapshotsInFullRows(snapshots: Int, panels: Int) {
        var portrait = SyntheticRuns.ring(rows: 2)
        portrait.snapshots = (0..<snapshots).map { .init(step: $0, points: []) }
        let plots = FigureSource.densities(portrait).script.split(separator: "plot DATA index").count - 1
        #expect(plots == panels)
    }

    @Test func marksCentresByCrossesWithoutADeviation() {
        var portrait = SyntheticRuns.ring(rows: 2)
        #expect(FigureSource.samples(portrait).script.contains("with circles"))
        portrait.modes = Modes(centres: portrait.modes?.centres ?? [], standardDeviation: 0)
        #expect(!FigureSource.samples(portrait).script.contains("with circles"))
    }

    @Test func leavesOutTheDiscriminatorWithoutASurface() {
        var portrait = SyntheticRuns.ring(rows: 2)
        portrait.surface = nil
        #expect(FigureSource.all(of: portrait).map(\.name).last == "densities")
    }

    /// A measure that nobody has foreseen is drawn as its column says.
    @Test func aNewMeasureHasItsFigure() throws {
        let column = Column(
            "dwell", title: "dwelling", .outcome, unit: "m", better: .lower, scale: .logarithmic,
            landmarks: [.init(0.5, "a house")], figure: Column.Figure("dwellings", heading: "How they dwell"))
        var record = RunRecord(
            title: "t", table: Table(columns: [.step, column], rows: [[0, 0.1], [9, 1], [10, 0]]))
        let source = try #require(FigureSource.all(of: record).first { $0.name == "dwellings" })
        #expect(source.data == "step,dwell\n0,0.1\n9,1\n")
        for word in ["'How they dwell'", "'dwelling (m, log scale)'", "'a house'", "set logscale y"] {
            #expect(source.script.contains(word), "\(word)")
        }
        #expect(!FigureSource.losses(record).script.contains("dwell"))
        record.table.rows = [[0, nil]]
        #expect(!FigureSource.all(of: record).map(\.name).contains("dwellings"))
    }

    /// Roles decide what is a loss, not names.
    @Test func aTermMayHaveAnyName() {
        let columns: [Column] = [
            .step, .loss(of: .discriminator), Column("modes", .penalty), Column("seconds", .fieldTerm),
        ]
        let script = FigureSource.losses(
            RunRecord(title: "t", table: Table(columns: columns, rows: [[0, 1, 2, 3]]))
        ).script
        #expect(script.contains("'modes penalty'") && script.contains("'seconds term'"))
    }

    /// The step that was not finite is marked, and the axis reaches it.
    @Test func theStepThatBrokeIsMarked() {
        let columns: [Column] = [.step, .loss(of: .discriminator), .norm(of: .discriminator)]
        let record = RunRecord(
            title: "t", table: Table(columns: columns, rows: [[3, 2, .nan], [4, .infinity, 1e30]]),
            brokenStep: 4)
        for source in [FigureSource.losses(record), FigureSource.gradientNorms(record)] {
            #expect(source.script.contains("set arrow from first 4, graph 0 to first 4, graph 1"))
            #expect(source.script.contains("'step 4 was not finite'"))
        }
        #expect(FigureSource.losses(record).data.contains("3,2"))
        #expect(
            FigureSource.gradientNorms(record).data.contains("4,1e+30"),
            "\(FigureSource.gradientNorms(record).data)")
    }
}
