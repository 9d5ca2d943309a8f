import Drawing
import Foundation
import Testing

@testable import Figures

/// Colours that mean different things differ for people of every kind of colour vision.
///
/// Simulated by the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
/// Vision Deficiency" (2009), severity 1, on linear RGB. Distances are ΔE*₇₆ in CIELAB under D65; 2.3 is just noticeable.
struct ColourVisionTests {
    private static let visions: [String: [[Double]]] = [
        "all colours": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        "protanopia": [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        "deuteranopia": [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ],
        "tritanopia": [
            [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ]

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2] }
    }

    private static func linear(_ colour: String) -> [Double] {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        return [16, 8, 0].map { shift in
            let value = Double(number >> shift & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    /// CIE 15:2004, from linear sRGB (IEC 61966-2-1).
    private static func lab(_ rgb: [Double]) -> [Double] {
        let xyz = product(
            [
                [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041],
            ], rgb.map { min(max($0, 0), 1) })
        let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
            let t = value / white
            return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    private static func distance(_ a: String, _ b: String, _ vision: [[Double]]) -> Double {
        let (first, second) = (lab(product(vision, linear(a))), lab(product(vision, linear(b))))
        return zip(first, second).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private func expectDistances(of colours: [String], from others: [String], above least: Double) {
        for (name, vision) in Self.visions {
            for colour in colours {
                for other in others where other != colour {
                    let distance = Self.distance(colour, other, vision)
                    #expect(distance > least, "\(colour) and \(other), \(name): \(distance)")
                }
            }
        }
    }

    /// White is 100 from black by definition; red is 176.31 from blue by the same standard in NumPy.
    @Test func distancesAreThoseOfCIELAB() {
        let all = Self.visions["all colours"] ?? []
        #expect(abs(Self.distance("#FFFFFF", "#000000", all) - 100) < 0.01)
        #expect(abs(Self.distance("#FF0000", "#0000FF", all) - 176.31) < 0.05)
        // An orange and a brown that look alike under deuteranopia.
        #expect(Self.distance("#C04F00", "#9A6A00", Self.visions["deuteranopia"] ?? []) < 4)
    }

    private static let lines = (0..<6).map { Palette.line(ofRun: $0).colour }

    @Test func curvesDiffer() {
        #expect(Set(Self.lines).count == 6)
        expectDistances(of: Self.lines, from: Self.lines + [Palette.paper, Palette.ink], above: 15)
    }

    /// Samples lie on every colour of the surface, beside points of the data in ink.
    @Test func pointsShowOnTheSurface() {
        expectDistances(
            of: [Palette.samples], from: Palette.redToBlue + [Palette.ink, Palette.data, Palette.paper],
            above: 15)
    }

    /// The ends of the scale of scores mean opposite things.
    @Test func theEndsOfTheSurfaceDiffer() throws {
        let ends = [try #require(Palette.redToBlue.first), try #require(Palette.redToBlue.last)]
        expectDistances(of: ends, from: ends, above: 40)
    }

    /// The report, the live page and the laboratory have the colours of figures on paper; on dark paper they have lighter ones.
    @Test func pagesHaveTheSamePalette() throws {
        let blocks = PageColours.css.split(separator: "@media")
        let sets = blocks.map { block in
            Dictionary(
                uniqueKeysWithValues: block.matches(of: /--([a-z0-9]+): (#[0-9A-F]{6});/).map {
                    (String($0.1), String($0.2))
                })
        }
        #expect(sets.count == 2 && sets[0].keys == sets[1].keys)
        for set in sets {
            let curves = (0..<6).compactMap { set["c\($0)"] }
            #expect(curves.count == 6)
            expectDistances(of: curves, from: curves, above: 13)
            let (samples, data) = (try #require(set["samples"]), try #require(set["data"]))
            let others = ["paper", "low", "middle", "high"].compactMap { set[$0] }
            #expect(others.count == 4)
            expectDistances(of: [samples], from: others + [data], above: 15)
        }
        #expect((0..<6).map { sets[0]["c\($0)"] } == Self.lines)
        #expect(sets[0]["samples"] == Palette.samples && sets[0]["data"] == Palette.data)
        #expect(sets[0]["ink"] == Palette.ink && sets[0]["low"] == Palette.redToBlue[1])
    }

    /// No page has a second declaration of them.
    @Test(arguments: [
        "Live/Page/live.css", "Live/Page/live.html", "Laboratory/Resources/lab.css",
        "Drawing/Resources/plane.js",
        "Drawing/Resources/chart.js",
    ])
    func noPageHasColoursOfItsOwn(file: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Sources/\(file)"), encoding: .utf8)
        #expect(text.matches(of: /#[0-9a-fA-F]{6}/).isEmpty)
    }
}
