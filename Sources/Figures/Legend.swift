extension [Legend.Entry] {
    /// The entries of several panels, each name once.
    static func union(of legends: [[Legend.Entry]]) -> [Legend.Entry] {
        legends.joined().reduce(into: []) { all, entry in
            if !all.contains(where: { $0.name == entry.name }) { all.append(entry) }
        }
    }
}

/// The legend of a panel: one line above its upper left corner, where it covers nothing. It is made of labels
/// and short lines and not by gnuplot's `key`, which breaks into columns as wide as the longest name.
struct Legend: Equatable {
    enum Symbol: Equatable {
        /// Its width, and one of gnuplot's dash types; 1 is solid.
        case line(width: Double, dash: Int = 1)
        /// One of gnuplot's point types, such as 7 for a disc, and its size.
        case point(type: Int, size: Double)
        /// Its length in pixels.
        case arrow(length: Double)
    }

    struct Entry: Equatable {
        var name: String
        var symbol: Symbol
        var colour: String
    }

    var entries: [Entry]

    /// The commands that draw the legend of a panel; they hold until `unset label` and `unset arrow`.
    func commands(above place: PanelPlace, on sheet: Sheet) -> [String] {
        let y = place.top - 13
        var x = place.left
        return entries.flatMap { entry -> [String] in
            let start = x
            let text = Self.text(of: entry)
            x += Self.width(of: entry)
            return [
                symbol(entry, x: start, y: y, on: sheet),
                sheet.label(
                    text, x: start + Self.textStart(entry.symbol), y: y,
                    options: "font ',\(Numbers.plain(Self.size))' noenhanced textcolor rgb '\(Palette.ink)'"),
            ]
        }
    }

    private static func text(of entry: Entry) -> String {
        GnuplotText.shortened(GnuplotText.oneLine(entry.name), to: 40)
    }

    /// The room an entry takes up in pixels, the gap behind it included.
    static func width(of entry: Entry) -> Double {
        textStart(entry.symbol) + TextWidth.of(text(of: entry), size: size) + gap
    }

    private static let size = 12.0
    private static let gap = 22.0
    private static let lineLength = 24.0

    /// How far right of its symbol a name starts.
    private static func textStart(_ symbol: Symbol) -> Double {
        switch symbol {
        case .point: 14
        case .arrow(let length): length + 8
        case .line: lineLength + 6
        }
    }

    private func symbol(_ entry: Entry, x: Double, y: Double, on sheet: Sheet) -> String {
        let colour = "linecolor rgb '\(entry.colour)'"
        func line(_ length: Double) -> String {
            "set arrow from screen \(sheet.across(x)),\(sheet.down(y)) "
                + "to screen \(sheet.across(x + length)),\(sheet.down(y)) "
        }
        return switch entry.symbol {
        case .line(let width, let dash):
            line(Self.lineLength)
                + "nohead linewidth \(Numbers.plain(width))\(Palette.dashed(dash)) \(colour)"
        case .arrow(let length): line(length) + "\(ArrowField.head) \(colour)"
        case .point(let type, let size):
            sheet.label(
                "", x: x + 4, y: y,
                options: "point pointtype \(type) pointsize \(Numbers.plain(size)) \(colour)")
        }
    }
}
