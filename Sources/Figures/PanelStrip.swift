/// Equal square pictures in one row, or in two if they are many, with a scale of colours to the right.
struct PanelStrip {
    var places: [PanelPlace]
    var width: Double
    var height: Double

    private static let margin = 24.0
    private static let gap = 10.0
    /// Below each picture stands its caption.
    private static let caption = 34.0
    private static let scaleWidth = 112.0

    init(count: Int) {
        let rows = count > 6 ? 2 : 1
        let columns = max((count + rows - 1) / rows, 1)
        // Few pictures may be larger; many should still fit a page.
        let side = columns <= 3 ? 260.0 : 196.0
        places = (0..<max(count, 0)).map { index in
            let left = Self.margin + Double(index % columns) * (side + Self.gap)
            let top = Sheet.headingHeight + Double(index / columns) * (side + Self.caption)
            return PanelPlace(left: left, right: left + side, top: top, bottom: top + side)
        }
        let least = 720.0  // Room for the headings.
        let used = Self.margin + Double(columns) * (side + Self.gap) + Self.scaleWidth
        width = max(used, least)
        height = Sheet.headingHeight + Double(rows) * (side + Self.caption)
    }

    /// - Parameter bandwidth: the kernel's standard deviation in data units.
    func sheet(run: String, bandwidth: Double) -> Sheet {
        let name = "densities"
        return Sheet(
            name: name, dataName: "\(name).dat", width: width, height: height,
            heading: "Density through training", run: run,
            note: "Gaussian kernel, σ = \(Numbers.short(bandwidth)); colours: √density, up to the data's peak"
        )
    }

    /// The scale of colours, as tall as all rows of pictures.
    func colourBox(on sheet: Sheet) -> String {
        let right = places.map(\.right).max() ?? 0
        let top = places.map(\.top).min() ?? 0
        let bottom = places.map(\.bottom).max() ?? 0
        return "set colorbox vertical user origin screen \(sheet.across(right + 16)),\(sheet.down(bottom)) "
            + "size screen \(sheet.across(12)),\(Sheet.share((bottom - top) / sheet.height)) "
            + "noborder"
    }

    /// What the colours mean, beside their scale.
    func colourTitle(_ scale: AxisScale, on sheet: Sheet) -> String {
        let top = places.map(\.top).min() ?? 0
        let bottom = places.map(\.bottom).max() ?? 0
        return sheet.upright(
            scale.title("smoothed density (1/unit²)"), x: width - 16, along: top...bottom, size: 11)
    }
}
