import Foundation
import Records
import Storage
import SystemPackage
import Testing

@testable import Figures

/// No text of any figure lies on another or is cut off, whatever the data are.
@Suite(.enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil))
struct TextRoomTests {
    static let shapes: [String: [FigureSource]] = {
        var shapes: [String: [FigureSource]] = [
            "ring": FigureSource.all(of: SyntheticRuns.ring(rows: 300)),
            "collapsed": FigureSource.all(of: SyntheticRuns.collapsed()),
            "checkerboard": FigureSource.all(of: FigureShapes.checkerboard),
            "long names": FigureSource.all(of: FigureShapes.longNames),
            "tiny values": FigureSource.all(of: FigureShapes.scaled(by: 1e-9)),
            "huge values": FigureSource.all(of: FigureShapes.scaled(by: 1e9)),
            "a line": FigureSource.all(of: FigureShapes.line),
            "a line beside the plane": FigureSource.all(of: FigureShapes.mixture),
            "moving pictures": [FigureSource.training(FigureShapes.moving)].compactMap(\.self),
            "a moving line": [FigureSource.training(FigureShapes.line)].compactMap(\.self),
            "ten runs": FigureSource.all(of: FigureShapes.comparison(10, name: "run")),
            "three runs with long names": FigureSource.all(
                of: FigureShapes.comparison(3, name: "regularizers-consensus-with-a-long-name-0.01-seed")),
            "a game": FigureSource.all(of: FigureShapes.game(panels: 12, title: "Nagarajan–Kolter η=0.5")),
            "a game of one method": FigureSource.all(of: FigureShapes.game(panels: 1, title: "")),
            "a path": [.fieldPath(FigureShapes.path, of: FigureShapes.longTitle)],
        ]
        for (name, record) in AwkwardRuns.all { shapes["awkward: \(name)"] = FigureSource.all(of: record) }
        for (name, scale) in [("spectrum", 1.0), ("tiny spectrum", 1e-9), ("huge spectrum", 1e9)] {
            let spectra = FigureShapes.spectra(moments: 6, scale: scale)
            shapes[name] = [
                .spectrum(spectra, of: FigureShapes.longTitle),
                .playerSpectra(discriminator: spectra[0], generator: spectra[1], of: "t"),
            ]
        }
        return shapes
    }()

    @Test(arguments: shapes.keys.sorted()) func noTextIsHiddenOrCutOff(shape: String) throws {
        let scratch = try Scratch()
        let sources = try #require(Self.shapes[shape])
        #expect(!sources.isEmpty)
        let place = FilePath(scratch.path)
        for source in sources {
            // The PNG has the same texts at the same places and takes most of the time.
            let script = source.script.replacing("ending in 'svg png'", with: "ending in 'svg'")
            try Files.write(script, to: place.appending(source.scriptName))
            try Files.write(source.data, to: place.appending(source.dataName))
        }
        let gnuplot = try #require(Gnuplot(searchPath: FigureWriter().searchPath, timeout: 120))
        try gnuplot.draw(sources.map(\.scriptName), in: place)
        for source in sources {
            let svg = try String(contentsOfFile: "\(scratch.path)/\(source.name).svg", encoding: .utf8)
            let size = try #require(SVGText.size(of: svg))
            let texts = SVGText.all(in: svg)
            #expect(texts.count > 4, "\(source.name)")
            for (index, text) in texts.enumerated() {
                #expect(
                    text.isInside(width: size.width, height: size.height),
                    "\(source.name): \"\(text.text)\" is cut off")
                for other in texts[..<index] where text.meets(other) {
                    Issue.record("\(source.name): \"\(text.text)\" lies on \"\(other.text)\"")
                }
            }
        }
    }

    /// The reader of pictures finds what it is to find.
    @Test func textsAreMeasured() throws {
        let svg = """
            <svg width="100" height="50" viewBox="0 0 100 50">
            <g transform="translate(10.00,20.00)" stroke="none" font-family="Arial" font-size="10.00"  text-anchor="start">
            <text><tspan font-family="Arial" >a&lt;b</tspan></text></g>
            <g transform="translate(16.00,22.00)" font-size="10.00" text-anchor="end"><text>nn</text></g>
            <g transform="translate(95.00,40.00) rotate(-90.00)" font-size="10.00" text-anchor="middle"><text><tspan>up</tspan></text></g>
            <g transform="translate(95.00,49.00)" font-size="10.00" text-anchor="start"><text><tspan>wi</tspan><tspan font-size="5.00">de</tspan></text></g>
            """
        let texts = SVGText.all(in: svg)
        let size = try #require(SVGText.size(of: svg))
        #expect(size.width == 100 && size.height == 50)
        #expect(texts.map(\.text) == ["a<b", "nn", "up", "wide"])
        #expect(texts[0].meets(texts[1]) && !texts[0].meets(texts[2]))
        #expect(texts.map { $0.isInside(width: 100, height: 50) } == [true, true, true, false])
        #expect(abs(texts[3].right - texts[3].left - 10 * (0.86 + 0.34) - 5 * 2 * 0.64) < 1e-9)
        #expect(texts[2].bottom - texts[2].top > 10 && abs(texts[2].right - texts[2].left - 9.5) < 1e-9)
    }
}
