import Foundation
import Records
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
        #expect(source.script.contains("set yrange [-0.22:0.22]"))
        // None of the three lies in the second window.
        #expect(source.script.contains("'ten times closer: none'"))
        #expect(!source.script.contains("'all eigenvalues'"))
    }

    /// A legend of many moments has a line of its own above both panels' captions.
    @Test func legendAndCaptionsDoNotMeet() {
        let near = pair + [Point(x: -0.01, y: 0)]
        let moments = (0..<6).map { SpectrumRecord(step: 10_000 * $0, eigenvalues: near) }
        let script = FigureSource.spectrum(moments, of: "t").script
        func heights(_ text: String) -> Set<String> {
            Set(
                script.matches(of: /set label '([^']*)' at screen [^,]+,([^ ]+)/).compactMap {
                    $0.1.hasPrefix(text) ? String($0.2) : nil
                })
        }
        #expect(heights("step ").count == 1)
        #expect(heights("ten times closer") == heights("all eigenvalues"))
        #expect(heights("step ").isDisjoint(with: heights("ten times closer")))
        #expect(!script.contains("closer: none"))
    }

    @Test func eachMomentHasAColourOfItsOwn() {
        let moments = (0..<9).map { SpectrumRecord(step: $0, eigenvalues: pair) }
        let script = FigureSource.spectrum(moments, of: "t").script
        let colours = script.matches(of: /pointtype 7 pointsize 0.9 linecolor rgb '([^']+)'/).map(\.1)
        // Six of the nine, in two panels.
        #expect(colours.count == 12)
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
