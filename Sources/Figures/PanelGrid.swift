import Records

/// Square panels in rows, all with axes of the same length.
struct PanelGrid {
    let places: [PanelPlace]
    let columns: Int
    private let gap: Double
    let width: Double
    let height: Double

    /// - Parameters:
    ///   - columns: the most panels in a row.
    ///   - gap: between two panels of a row.
    ///   - right: what stands beside the grid.
    ///   - caption: above each panel, for its title.
    ///   - legend: above the grid.
    init(
        count: Int, columns most: Int, side: Double, gap: Double = 26, right: Double = 28,
        caption: Double = 26, legend: Double = 28
    ) {
        let columns = max(1, min(count, most))
        places = (0..<count).map { index in
            let left = Sheet.left + Double(index % columns) * (side + gap)
            let top = Sheet.headingHeight + legend + caption + Double(index / columns) * (side + 18 + caption)
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + side)
        }
        self.columns = columns
        self.gap = gap
        width = max((places.map(\.right).max() ?? 0) + right, 560)
        height = (places.map(\.bottom).max() ?? 0) + 66
    }

    /// Both axes of a square panel, with labels in one unit.
    func axes(_ frame: Frame) -> (x: ValueAxis, y: ValueAxis) {
        let side = places.first.map { $0.right - $0.left } ?? 1
        func axes(_ exponent: Int?) -> (x: ValueAxis, y: ValueAxis) {
            (
                ValueAxis(
                    along: frame.horizontal, of: side, about: 4, size: Self.labelSize, exponent: exponent),
                ValueAxis(
                    from: frame.vertical.lowerBound, to: frame.vertical.upperBound, about: 4,
                    size: Self.labelSize, exponent: exponent)
            )
        }
        let alone = axes(nil)
        let exponents = [alone.x.scale.exponent, alone.y.scale.exponent].filter { $0 != 0 }
        return exponents.max().map(axes) ?? alone
    }

    /// Where panels do not share their axes each has its numbers; otherwise they stand at the left and at the lower edge of
    /// the grid alone.
    func commands(
        _ index: Int, title: String, _ axes: (x: ValueAxis, y: ValueAxis), isBold: Bool = true,
        isShared: Bool = true,
        on sheet: Sheet
    ) -> [String] {
        let place = places[index]
        let name = isBold ? title : TextWidth.fitting(title, size: 11, in: titleRoom)
        let font = " font ',\(Numbers.plain(Self.labelSize))'"
        return place.commands(on: sheet)
            + axes.x.commands(
                for: "x", isLabelled: !isShared || index + columns >= places.count, options: font)
            + axes.y.commands(for: "y", isLabelled: !isShared || index % columns == 0, options: font) + [
                sheet.label(
                    name, x: place.left, y: place.top - 12,
                    options:
                        "font '\(isBold ? "Arial Bold,12" : "Arial,11")' noenhanced textcolor rgb '\(Palette.ink)'"
                )
            ]
    }

    /// A title may reach into the gap behind its panel.
    private var titleRoom: Double { (places.first.map { $0.right - $0.left } ?? 0) + gap - 8 }

    /// Whether all titles have room in bold; otherwise all of them have smaller, thin letters.
    func isBold(_ titles: [String]) -> Bool {
        titles.allSatisfy { TextWidth.of($0, size: 12, isBold: true) <= titleRoom }
    }

    /// The titles of the axes, once for the whole grid.
    func axisTitles(x: String, y: String, on sheet: Sheet) -> [String] {
        sheet.axisTitles(x: x, y: y, of: outline)
    }

    /// From the first panel to the last.
    var outline: PanelPlace {
        PanelPlace(
            left: Sheet.left, right: places.map(\.right).max() ?? 0, top: places.map(\.top).min() ?? 0,
            bottom: places.map(\.bottom).max() ?? 0)
    }

    private static let labelSize = 11.0
}
