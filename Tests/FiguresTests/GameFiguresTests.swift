import Records
import Testing

@testable import Figures

struct GameFiguresTests {
    private static func portrait(panels: Int = 3) -> GameRecord {
        let panel = GameRecord.Panel(
            title: "R1",
            field: [
                Arrow(start: Point(x: 0, y: 1), direction: Point(x: -1, y: 0)),
                Arrow(start: Point(x: 1, y: 0), direction: Point(x: 0, y: 1)),
            ],
            lines: [
                .init(name: "simultaneous", points: [Point(x: 1, y: 1), Point(x: 0.5, y: 1.2)]),
                .init(name: "alternating", points: [Point(x: 1, y: 1), Point(x: 0.4, y: 1.1)]),
            ])
        return GameRecord(
            title: "a game", frame: Frame(centre: Point(x: 0, y: 0), halfSide: 2),
            equilibria: [Point(x: 0, y: 0)], panels: Array(repeating: panel, count: panels),
            paths: [
                .init(
                    title: "R1", weights: [0, 0, 2, 2],
                    eigenvalues: [
                        Point(x: 0, y: 0.5), Point(x: 0, y: -0.5), Point(x: -1.8, y: 0), Point(x: -0.1, y: 0),
                    ])
            ],
            distances: [.init(name: "JARE", points: [Point(x: 0, y: 1), Point(x: 10, y: 1e-4)])],
            predictions: [.init(name: "JARE", points: [Point(x: 0, y: 1), Point(x: 10, y: 1e-4)])])
    }

    /// Panels stand in two rows, share ranges, and have a line a scheme in one colour everywhere.
    @Test func phasePortraitsShareAWindow() {
        let script = FigureSource.phasePortraits(Self.portrait(panels: 6)).script
        #expect(script.split(separator: "set xrange [-2:2]").count == 7)
        #expect(script.split(separator: "set yrange [-2:2]").count == 7)
        #expect(Set(PanelGrid(count: 6, columns: 3, side: 100).places.map(\.top)).count == 2)
        #expect(script.split(separator: "linecolor rgb '#260072B2'").count == 7)
        #expect(script.split(separator: "linecolor rgb '#26D55E00'").count == 7)
        #expect(script.contains("set label 'equilibrium'"))
    }

    /// A circle must look like one.
    @Test func axesOfEigenvaluesAreEquallyLong() {
        let script = FigureSource.eigenvaluePaths(Self.portrait()).script
        let ranges = script.split(separator: "\n").compactMap { line -> Double? in
            guard line.contains("set xrange [") || line.contains("set yrange [") else { return nil }
            let ends = line.split(separator: "[")[1].dropLast().split(separator: ":").compactMap {
                Double($0)
            }
            return ends[1] - ends[0]
        }
        #expect(ranges.count == 2 && abs(ranges[0] - ranges[1]) < 1e-6)
        #expect(script.contains("set cbrange [0:2]"))
    }

    /// A note that is too long for the row of the heading stands beside the run.
    @Test func headingAndNoteDoNotMeet() {
        let heading = "Eigenvalues as the weight grows"
        let note = "small steps converge left of the dashed line"
        func sheet(_ width: Double, run: String = "a game") -> [String] {
            let sheet = Sheet(
                name: "f", dataName: "f.dat", width: width, height: 300, heading: heading, run: run,
                note: note)
            return sheet.script(setup: [], drawing: []).split(separator: "\n").map(String.init)
        }
        func row(of text: String, _ lines: [String]) -> Substring? {
            lines.first { $0.contains("set label '\(text)") }?.split(separator: " ")
                .first { $0.contains(",0.") }?.split(separator: ",").last
        }
        let (wide, narrow) = (sheet(1000), sheet(560))
        #expect(row(of: note, wide) == row(of: heading, wide))
        #expect(row(of: note, narrow) == row(of: "a game", narrow))
        #expect(row(of: heading, narrow) != row(of: "a game", narrow))
        // Where there is no room beside a text it has a line below the run; a long run has several.
        let below = sheet(560, run: String(repeating: "long ", count: 16))
        #expect(
            row(of: note, below) != row(of: "long", below) && row(of: note, below) != row(of: heading, below))
        let full = sheet(560, run: (1...60).map { "word\($0)" }.joined(separator: " "))
        for word in (1...60).map({ "word\($0)" }) + [note] {
            #expect(full.contains { $0.contains("set label '") && $0.contains(word) })
        }
        #expect(!full.contains { $0.contains("…") })
        #expect(!full.contains { $0.contains("svg size 560,300") })
    }

    /// One path fills the sheet, its colour bar beside it.
    @Test func aSinglePathHasNoEmptySpaceBesideIt() {
        let script = FigureSource.eigenvaluePaths(Self.portrait()).script
        #expect(script.contains("set lmargin at screen 0.1728"))
        #expect(script.contains("set rmargin at screen 0.804"))
    }

    /// Spectra on the way, if the run has any.
    @Test func aRunsSpectraAreDrawn() {
        var portrait = Self.portrait()
        portrait.spectra = [.init(step: 3, eigenvalues: [Point(x: -1, y: 0)])]
        #expect(FigureSource.all(of: portrait).last?.name == "spectrum")
    }

    @Test func whatIsNotThereIsNotDrawn() {
        var portrait = Self.portrait()
        #expect(
            FigureSource.all(of: portrait).map(\.name) == [
                "phase-portraits", "eigenvalue-paths", "distances",
            ])
        portrait.panels = []
        portrait.distances = []
        #expect(FigureSource.all(of: portrait).map(\.name) == ["eigenvalue-paths"])
    }

    /// Numbers that are not finite leave gaps, no errors.
    @Test(.enabled(if: Gnuplot(searchPath: FigureWriter().searchPath, timeout: 1) != nil))
    func drawsAwkwardNumbers() throws {
        let scratch = try Scratch()
        var portrait = Self.portrait()
        portrait.panels[0].lines[0].points = [Point(x: .nan, y: 1), Point(x: 1, y: .infinity)]
        portrait.panels[1].field[0].direction = Point(x: .nan, y: .nan)
        portrait.panels[1].field[1].direction = .zero
        portrait.panels[2].lines = []
        portrait.paths[0].eigenvalues[0] = Point(x: .nan, y: 0)
        portrait.distances[0].points = [Point(x: 0, y: 0), Point(x: 1, y: -1)]
        let figures = try FigureWriter().draw(portrait, into: scratch.path + "/f")
        #expect(figures.count == 3)
        #expect(try scratch.files(in: "f").count == 12)
    }
}
