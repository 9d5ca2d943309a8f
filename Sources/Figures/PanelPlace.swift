/// The place of one coordinate system on a sheet, in pixels from its upper left corner.
struct PanelPlace {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func lowered(by height: Double) -> PanelPlace {
        PanelPlace(left: left, right: right, top: top + height, bottom: bottom + height)
    }

    /// The commands that make the next plot fill exactly this place.
    func commands(on sheet: Sheet) -> [String] {
        [
            "set lmargin at screen \(sheet.across(left))",
            "set rmargin at screen \(sheet.across(right))",
            "set tmargin at screen \(sheet.down(top))",
            "set bmargin at screen \(sheet.down(bottom))",
        ]
    }
}
