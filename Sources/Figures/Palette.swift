import Drawing

package typealias Palette = Drawing.Palette

// What gnuplot makes of the colours.

extension Palette {
    /// The look of each of several runs. The colour says the setting; runs of one setting differ in their dashes.
    ///
    /// - Parameter settings: of each run, counted from 0.
    static func lines(ofSettings settings: [Int]) -> [(colour: String, dash: Int)] {
        settings.enumerated().map { index, setting in
            let line = line(ofRun: setting)
            let before = settings.prefix(index).count { $0 == setting }
            return (line.colour, 1 + (line.dash - 1 + before) % 5)
        }
    }

    /// gnuplot's word for a dash type; none for a solid line.
    static func dashed(_ type: Int) -> String { type > 1 ? " dashtype \(type)" : "" }

    /// A colour of gnuplot with an opacity from 0 to 1: gnuplot writes transparency in front of the colour.
    static func translucent(_ colour: String, opacity: Double) -> String {
        let transparency = Int((255 * (1 - min(max(opacity, 0), 1))).rounded())
        let digits = String(transparency, radix: 16, uppercase: true)
        return "#" + (digits.count == 1 ? "0" : "") + digits + colour.dropFirst()
    }

    /// The gnuplot command for a palette of the colours at even places `t`, put at `place(t)`, both 0 to 1.
    static func command(_ colours: [String], place: (Double) -> Double = { $0 }) -> String {
        let last = Double(max(colours.count - 1, 1))
        let stops = colours.enumerated().map { index, colour in
            "\(Numbers.plain(place(Double(index) / last))) '\(colour)'"
        }
        return "set palette defined (\(stops.joined(separator: ", ")))"
    }
}
