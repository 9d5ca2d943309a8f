/// The colours of all figures.
package enum Palette {
    // Okabe & Ito, "Color Universal Design" (2008): told apart by people of every kind of colour vision. The
    // discriminator's side, and what is real, is blue; the generator's, and what is generated, vermilion.
    package static let discriminator = "#0072B2"
    package static let generator = "#D55E00"
    package static let others = ["#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

    /// The look of a run's curve among the curves of other runs: six colours, then the same with dashes. Yellow would
    /// not be seen, black is for text.
    package static func line(ofRun index: Int) -> (colour: String, dash: Int) {
        let colours = [discriminator, generator] + others
        return (colours[index % colours.count], 1 + index / colours.count % 5)
    }

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

    /// Samples on the surface of the discriminator: dark violet, which no kind of colour vision takes for a red, a blue or ink.
    package static let onSurface = "#4A148C"

    package static let ink = "#222222"
    package static let quiet = "#666666"
    package static let grid = "#E4E4E4"
    package static let paper = "#FFFFFF"

    /// A colour of gnuplot with an opacity from 0 to 1: gnuplot writes transparency in front of the colour.
    static func translucent(_ colour: String, opacity: Double) -> String {
        let transparency = Int((255 * (1 - min(max(opacity, 0), 1))).rounded())
        let digits = String(transparency, radix: 16, uppercase: true)
        return "#" + (digits.count == 1 ? "0" : "") + digits + colour.dropFirst()
    }

    /// Magma, by S. van der Walt and N. Smith (matplotlib, 2015), at ten even places: equal steps look equal.
    package static let magma = [
        "#000004", "#180F3E", "#451077", "#721F81", "#9F2F7F", "#CD4071", "#F1605D", "#FD9567", "#FEC98D",
        "#FCFDBF",
    ]

    /// Red to blue through white, by C. Brewer (ColorBrewer 2.0, `RdBu`), without its darkest ends, on
    /// which arrows would not be seen: a diverging scale that is safe for red-green blindness. Red is what is
    /// taken for generated, blue for real.
    package static let redToBlue = [
        "#B2182B", "#D6604D", "#F4A582", "#FDDBC7", "#F7F7F7", "#D1E5F0", "#92C5DE", "#4393C3", "#2166AC",
    ]

    /// The gnuplot command for a palette of the colours at even places `t`, put at `place(t)`, both 0 to 1.
    static func command(_ colours: [String], place: (Double) -> Double = { $0 }) -> String {
        let last = Double(max(colours.count - 1, 1))
        let stops = colours.enumerated().map { index, colour in
            "\(Numbers.plain(place(Double(index) / last))) '\(colour)'"
        }
        return "set palette defined (\(stops.joined(separator: ", ")))"
    }
}
