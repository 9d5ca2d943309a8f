/// The colours of pages as properties of CSS, such as `--samples`.
package enum PageColours {
    /// The names of the properties, what they are on white paper, and what on dark paper.
    private static let all: [(name: String, light: String, dark: String)] =
        [
            ("paper", Palette.paper, "#16181B"), ("ink", Palette.ink, "#E8E6E3"),
            ("quiet", Palette.quiet, "#A8A8A8"),
            ("line", "#D4D4D4", "#44484D"), ("grid", Palette.grid, "#2C3034"),
            ("shade", "#F5F5F3", "#1F2226"),
            ("link", "#005A8F", "#7CC0EF"), ("fails", "#9C4400", "#F0995A"),
            ("data", Palette.data, "#C4C4C4"), ("samples", Palette.samples, "#E0A0FF"),
            ("edge", Palette.paper, "#101214"),
            ("low", Palette.low, "#A8402F"), ("middle", Palette.middle, "#24272B"),
            ("high", Palette.high, "#2F78AD"),
            ("arrow", "#333333", "#D0D0D0"),
        ]
        + zip(0..., ["#4AA3DD", "#EC7D33", "#2FC499", "#DD9DC0", "#F0B93C", "#8FD0F5"]).map { place, dark in
            ("c\(place)", Palette.line(ofRun: place).colour, dark)
        }

    private static let light = declarations(all.map { ($0.name, $0.light) })
    private static let dark = declarations(all.map { ($0.name, $0.dark) })

    /// Both, each where a browser wants it; on printed pages the colours of white paper. `--densities` and `--scores` are
    /// scales of colours from left to right.
    package static let css = """
        :root {
        color-scheme: light dark; \(light)
        --densities: \(gradient(Palette.magma)); --scores: \(gradient(Palette.redToBlue));
        }
        @media screen and (prefers-color-scheme: dark) { :root { \(dark) } }

        """

    private static func gradient(_ colours: [String]) -> String {
        "linear-gradient(90deg, \(colours.joined(separator: ", ")))"
    }

    private static func declarations(_ colours: [(name: String, colour: String)]) -> String {
        colours.map { "--\($0.name): \($0.colour);" }.joined(separator: " ")
    }
}
