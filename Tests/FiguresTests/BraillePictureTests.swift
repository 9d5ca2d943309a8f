import Records
import Testing

@testable import Figures

struct BraillePictureTests {
    private let frame = Frame(centre: Point(x: 0, y: 0), halfSide: 1)
    private let corners = [Point(x: -1, y: 1), Point(x: 1, y: -1), Point(x: 0, y: 0)]

    @Test func drawsAFramedPicture() {
        let picture = BraillePicture(of: corners, title: "ring", in: frame, columns: 8)
        #expect(
            picture.lines == [
                "┌─ ring ─┐",
                "│⠁       │",
                "│        │",
                "│    ⠁   │",
                "│       ⢀│",
                "└────────┘",
            ])
    }

    @Test func putsTwoPicturesSideBySide() {
        let text = BraillePicture.sideBySide(
            left: corners + [Point(x: 3, y: 0)], leftTitle: "samples of the generator at the end", right: [],
            rightTitle: "t", width: 60, frame: frame)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "┌─ samples of the generat… ┐  ┌─ t ──────────────────────┐")
        #expect(
            lines.suffix(2) == [
                "1 sample outside the frame    no samples", "x from −1 to 1, y from −1 to 1",
            ])
        #expect(lines.dropLast(2).allSatisfy { $0.count == 58 })
    }

    /// Of eight cells the first has two of four points, the fifth and the last one each: bars of 12, 6 and 6 dots of 12.
    @Test func drawsALineAsAHistogram() {
        let points = [-0.9, -0.9, 0.1, 1].map { Point(x: $0, y: 0) }
        let picture = BraillePicture(ofLine: points, title: "line", in: frame, peak: 2, columns: 8)
        #expect(
            picture.lines == [
                "┌─ line ─┐",
                "│⣿       │",
                "│⣿   ⣤  ⣤│",
                "│⣿   ⣿  ⣿│",
                "└────────┘",
            ])
    }

    @Test func linesAreBesideEachOtherOnOneScale() {
        let (sharp, broad) = ([Point.zero], (0..<20).map { Point(x: Double($0) / 10 - 0.95, y: 0) })
        let text = BraillePicture.sideBySide(
            left: sharp, leftTitle: "samples", right: broad, rightTitle: "data", width: 44, frame: frame,
            dimensions: 1)
        let lines = text.split(separator: "\n")
        // One of 42 cells holds all samples.
        #expect(lines.last == "x from −1 to 1, density up to 21 per unit")
        #expect(lines.count { $0.hasPrefix("┌") } == 2)
    }

    @Test func stacksThemWhereItIsNarrow() {
        let text = BraillePicture.sideBySide(
            left: corners, leftTitle: "a", right: corners, rightTitle: "b", width: 40)
        let lines = text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("┌") } == 2)
        #expect(lines.allSatisfy { $0.count <= 40 })
    }

    @Test(arguments: [-5, 0, 1, 10, 1000])
    func survivesAnyWidthAndData(width: Int) {
        let odd = [Point(x: .nan, y: 0), Point(x: .infinity, y: -.infinity), Point(x: 1e308, y: -1e308)]
        for points in [[], odd, odd + corners] {
            let text = BraillePicture.sideBySide(
                left: points, leftTitle: "", right: points, rightTitle: "line\nbreak", width: width)
            #expect(text.contains("line break") || text.contains("l"))
            #expect(!text.contains(" \n"))
        }
    }

    @Test func fillsACellDotByDot() {
        var canvas = BrailleCanvas(columns: 1, rows: 1)
        for y in 0..<4 { for x in 0..<2 { canvas.mark(x: x, y: y) } }
        canvas.mark(x: 2, y: 0)
        #expect(canvas.lines == ["⣿"])
    }
}
