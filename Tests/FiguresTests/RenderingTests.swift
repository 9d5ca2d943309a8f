import Foundation
import FoundationXML
import SystemPackage
import Records
import Testing

@testable import Figures

/// These draw with the real gnuplot.
@Suite(.enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil))
struct RenderingTests {
    private let names = ["losses", "gradient-norms", "coverage", "samples", "densities", "discriminator"]

    @Test func drawsAllFiguresOfARun() throws {
        let scratch = try Scratch()
        let figures = try FigureWriter().draw(SyntheticRuns.ring(rows: 600), into: scratch.path + "/f")
        #expect(figures.map(\.name) == names)
        for figure in figures {
            try expectGood(figure)
        }
        #expect(try scratch.files(in: "f").count == 24)
        let words = [
            "losses": ["discriminator", "generator", "r1", "training step", "10,000"],
            "gradient-norms": ["L² norm of the gradient (log scale)"],
            "coverage": ["modes covered", "high quality (%)", "reverse KL (nats)", "all 8 modes"],
            "samples": ["data", "samples", "x (data units)"],
            "densities": ["step 0", "step 25,000", "data", "smoothed density (1/unit²)"],
            "discriminator": [
                "score D(x) (logit)", "D = 0", "∇D of norm", "real", "generated", "data", "samples",
            ],
        ]
        for figure in figures {
            let svg = try String(contentsOfFile: figure.svg, encoding: .utf8)
            for word in words[figure.name] ?? [] { #expect(svg.contains(word), "\(word) in \(figure.name)") }
        }
    }

    @Test func canBeDrawnAgainInItsFolder() throws {
        let scratch = try Scratch()
        let figures = try FigureWriter().draw(SyntheticRuns.collapsed(rows: 50), into: scratch.path + "/f")
        for figure in figures {
            let script = try String(contentsOfFile: figure.script, encoding: .utf8)
            #expect(!script.contains(scratch.path))
            try FileManager.default.removeItem(atPath: figure.svg)
            try FileManager.default.removeItem(atPath: figure.png)
        }
        let gnuplot = try #require(Gnuplot(searchPath: FigureWriter().searchPath, timeout: 60))
        try gnuplot.draw(figures.map { "\($0.name).gp" }, in: FilePath(scratch.path + "/f"))
        for figure in figures { try expectGood(figure) }
    }

    /// The text of a title, and the title of a curve.
    @Test(arguments: ["'", "'quoted' folder", "''twice", "it's"])
    func drawsApostrophes(name: String) throws {
        let scratch = try Scratch()
        var portrait = SyntheticRuns.ring(rows: 50)
        portrait.title = name
        portrait.table.columns[3] = Column(name, .penalty)
        for figure in try FigureWriter().draw(portrait, into: scratch.path + "/f") {
            try expectGood(figure)
            let svg = try String(contentsOfFile: figure.svg, encoding: .utf8)
            #expect(
                svg.contains(name) || svg.contains(name.replacing("'", with: "&#39;")), "in \(figure.name)")
        }
    }

    @Test(arguments: AwkwardRuns.all.keys.sorted())
    func drawsAwkwardData(name: String) throws {
        let scratch = try Scratch()
        let portrait = try #require(AwkwardRuns.all[name])
        for figure in try FigureWriter().draw(portrait, into: scratch.path + "/f") {
            try expectGood(figure)
        }
    }

    /// Both pictures are there, whole, and of one shape.
    private func expectGood(_ figure: Figure) throws {
        let png = try #require(FileManager.default.contents(atPath: figure.png))
        #expect(png.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(png.suffix(8).prefix(4) == Data("IEND".utf8))
        let width = png[16..<20].reduce(0) { $0 * 256 + Int($1) }
        let height = png[20..<24].reduce(0) { $0 * 256 + Int($1) }
        let svg = try #require(FileManager.default.contents(atPath: figure.svg))
        #expect(XMLParser(data: svg).parse(), "\(figure.name).svg is not well-formed")
        let text = String(decoding: svg, as: UTF8.self)
        #expect(text.contains("width=\"\(width / 2)\" height=\"\(height / 2)\""))
        #expect(width >= 1200)
    }
}
