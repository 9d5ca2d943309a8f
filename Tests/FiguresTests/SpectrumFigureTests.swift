import Foundation
import Records
import SystemPackage
import Testing

@testable import Figures

struct SpectrumFigureTests {
    private let pair = [Point(x: -1, y: 2), Point(x: -1, y: -2), Point(x: 0.5, y: 0)]

    @Test func oneMomentHasOneBlockAndItsStepInTheLegend() {
        let source = FigureSource.spectrum(
            [.init(step: 12000, eigenvalues: pair)], of: "it's a run")
        #expect(source.name == "spectrum")
        #expect(
            source.data == """
                # step 12000: real part, imaginary part: x y
                -1 2
                -1 -2
                0.5 0

                """)
        #expect(source.script.contains("'step 12,000'"))
        #expect(source.script.contains("'it''s a run'"))
        #expect(source.script.contains("set label 'real part'"))
        #expect(source.script.contains("set label 'imaginary part'"))
        // The dashed line where the real part is 0.
        #expect(source.script.contains("set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead"))
        #expect(source.script.contains("set yrange [-2.2:2.2]"))
        // All moduli but one are √5: linear axes alone.
        #expect(source.script.contains("using 1:2 with"))
        #expect(!source.script.contains("log"))
    }

    /// Signs are kept, 0 stays 0, c is log₁₀ 2, and far away a decade is 1.
    @Test func theLogarithmHasBothSigns() throws {
        let scale = try #require(SignedLogarithm(for: [0.001, 0.02, 3, -50, 400]))
        #expect(scale.least == -2)
        #expect(scale(0) == 0 && scale(-5) == -scale(5))
        #expect(abs(scale(0.01) - 0.3010299956639812) < 1e-15)
        #expect(abs(scale(1e6) - scale(1e5) - 1) < 1e-7)
        #expect(scale.title("real part") == "real part (log scale beyond ±0.01)")
        let ticks = scale.ticks(in: -5...1, gap: 0.1)
        #expect(ticks.map(\.label) == ["−100", "−10", "−1", "−0.1", "0"])
        // −log₁₀(1 + 100/0.01)
        #expect(abs((ticks.first?.value ?? 0) + 4.000043427276863) < 1e-12)
        let all = scale.ticks(in: -5...5, gap: 0.02)
        #expect(all.map(\.label).prefix(6) == ["−100", "−10", "−1", "−0.1", "−0.01", "0"])
        #expect(all.map(\.value) == all.map(\.value).sorted() && all.count == 11)
        // Labels of four decades on one side, none nearer than a fifth of the axis.
        let few = scale.ticks(in: 0...5, gap: 0.3)
        #expect(zip(few, few.dropFirst()).allSatisfy { $1.value - $0.value >= 1.5 } && few.count >= 2)
    }

    @Test(arguments: [
        ([], false), ([0, 0], false), ([.nan, 1], false), ([1, 50], false), ([-1, 200], true),
    ])
    func onlyDecadesNeedALogarithm(values: [Double], isNeeded: Bool) {
        #expect((SignedLogarithm(for: values) != nil) == isNeeded)
    }

    /// gnuplot's formula and the ticks agree: an eigenvalue lies on its tick.
    @Test(.enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil))
    func pointsLieAtTheirTicks() throws {
        let scale = try #require(SignedLogarithm(for: [0.001, 0.02, 3, -50, 400]))
        let scratch = try Scratch()
        let script = """
            set print '\(scratch.path)/out'
            f(value) = \(scale.formula(ofColumn: 1).replacing("$1", with: "value"))
            print sprintf('%.12f %.12f', f(-100), f(0.01))
            """
        try script.write(toFile: scratch.path + "/f.gp", atomically: true, encoding: .utf8)
        try #require(Gnuplot(searchPath: FigureWriter().searchPath, timeout: 60)).draw(
            ["f.gp"], in: FilePath(scratch.path))
        let printed = try String(contentsOfFile: scratch.path + "/out", encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        #expect(printed.count == 2)
        for (value, place) in zip(printed, [scale(-100), scale(0.01)]) { #expect(abs(value - place) < 1e-9) }
    }

    /// Each axis has the scale that its numbers need.
    @Test func onlyTheAxisThatNeedsItIsLogarithmic() {
        let points = [Point(-1, 1), Point(-1e-3, 2), Point(-1e-4, -1)]
        let script = FigureSource.spectrum([.init(step: 0, eigenvalues: points)], of: "t").script
        #expect(script.contains("'real part (log scale beyond ±10⁻⁴)'"))
        #expect(!script.contains("'imaginary part ("))
        #expect(script.contains("using (sgn($1)*log10(1+abs($1)/1e-4)):2"))
        #expect(script.contains("'all eigenvalues'") && script.contains("'the same on logarithmic axes'"))
    }

    /// A legend of many moments has a line of its own above both panels' captions.
    @Test func legendAndCaptionsDoNotMeet() {
        let near = pair + [Point(x: -0.001, y: 0)]
        let moments = (0..<6).map { SpectrumRecord(step: 10_000 * $0, eigenvalues: near) }
        let script = FigureSource.spectrum(moments, of: "t").script
        func heights(_ text: String) -> Set<String> {
            Set(
                script.matches(of: /set label '([^']*)' at screen [^,]+,([^ ]+)/).compactMap {
                    $0.1.hasPrefix(text) ? String($0.2) : nil
                })
        }
        #expect(heights("step ").count == 1)
        #expect(heights("the same on") == heights("all eigenvalues"))
        #expect(heights("step ").isDisjoint(with: heights("the same on")))
    }

    @Test func eachMomentHasAColourOfItsOwn() {
        let moments = (0..<9).map { SpectrumRecord(step: $0, eigenvalues: pair) }
        let script = FigureSource.spectrum(moments, of: "t").script
        let colours = script.matches(of: /pointtype 7 pointsize 0.9 linecolor rgb '([^']+)'/).map(\.1)
        // Six of the nine.
        #expect(colours.count == 6)
        #expect(Set(colours).count == 6)
        #expect(script.contains("'step 0'"))
        #expect(script.contains("'step 8'"))
    }

    @Test(
        .enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil),
        arguments: [
            [], [Point(x: 0, y: 0)], [Point(x: .nan, y: 0)], [Point(x: -3, y: 0), Point(x: -1e-9, y: 0)],
            [Point(x: -1e25, y: 1e-25), Point(x: 2, y: .infinity)], [Point(x: 5, y: 0)],
        ])
    func drawsAwkwardSpectra(points: [Point]) throws {
        let scratch = try Scratch()
        let figures = try FigureWriter().draw(
            [.init(step: 0, eigenvalues: points)], of: "t",
            into: scratch.path + "/f", remedy: "again")
        #expect(figures.map(\.name) == ["spectrum"])
        #expect(try #require(FileManager.default.contents(atPath: figures[0].png)).count > 1000)
        #expect(try String(contentsOfFile: figures[0].svg, encoding: .utf8).contains("</svg>"))
    }

    @Test func aRunWithSpectraHasTheFigure() {
        var portrait = SyntheticRuns.collapsed(rows: 3)
        #expect(!FigureSource.all(of: portrait).map(\.name).contains("spectrum"))
        portrait.spectra = [.init(step: 1, eigenvalues: pair)]
        #expect(FigureSource.all(of: portrait).last?.name == "spectrum")
    }
}
