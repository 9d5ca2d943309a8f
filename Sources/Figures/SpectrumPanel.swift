/// A window onto the complex plane with eigenvalues.
struct SpectrumPanel {
    var axes: ComplexAxes
    var place: PanelPlace
    var caption: String
    var layers: [SpectrumLayer]

    /// The width of one of two panels, and of a panel that is alone.
    static let side = 430.0
    static let single = 560.0

    /// - Parameter count: one or two, beside each other.
    static func places(_ count: Int, top: Double) -> [PanelPlace] {
        let side = count > 1 ? side : single
        return (0..<count).map { index in
            let left = Sheet.left + Double(index) * (side + Sheet.left + 12)
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + 0.9 * side)
        }
    }

    static func sheet(
        _ name: String, _ places: [PanelPlace], heading: String, run: String, note: String
    ) -> Sheet {
        Sheet(
            name: name, dataName: "\(name).dat", width: (places.last?.right ?? 0) + 40,
            height: (places.last?.bottom ?? 0) + 66, heading: heading, run: run, note: note)
    }

    /// What all panels have in common, once a script.
    static func setup(_ dataName: String) -> [String] {
        PlanePanel.setup + [
            "DATA = '\(dataName)'",
            "set grid linetype 1 linewidth 0.7 linecolor rgb '\(Palette.grid)'",
        ]
    }

    func commands(on sheet: Sheet) -> [String] {
        let x = axes.x(along: place.right - place.left)
        let y = axes.y(along: place.bottom - place.top)
        let words = sheet.label(
            caption, x: place.left, y: place.top - 13,
            options: "font ',12' noenhanced textcolor rgb '\(Palette.ink)'")
        // "−10⁻¹³" has room.
        let small = " font ',12'"
        // gnuplot refuses to plot nothing: an undefined function draws the axes alone.
        let plots = layers.isEmpty ? ["NaN"] : layers.map { $0.plot(on: axes) }
        return place.commands(on: sheet) + x.axis.commands(for: "x", options: small)
            + y.axis.commands(for: "y", options: small)
            + sheet.axisTitles(x: x.title, y: y.title, of: place) + (caption.isEmpty ? [] : [words]) + [
                "set object 1 rectangle from first 0, graph 0 to graph 1, graph 1 behind "
                    + "fillcolor rgb '#FBE9DF' fillstyle solid noborder",
                "set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead front linewidth 1.2 dashtype 2 "
                    + "linecolor rgb '\(Palette.generator)'",
                "plot " + plots.joined(separator: ", \\\n         "), "unset label",
            ]
    }
}
