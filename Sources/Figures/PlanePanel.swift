import Records

/// A coordinate system of the data's plane.
struct PlanePanel {
    var place: PanelPlace
    var horizontal: ClosedRange<Double>
    var vertical: ClosedRange<Double>

    /// The place, the ranges and the labels of the axes.
    func commands(on sheet: Sheet) -> [String] {
        let x = ValueAxis(along: horizontal, of: place.right - place.left, about: 6)
        let y = ValueAxis(from: vertical.lowerBound, to: vertical.upperBound, about: 6)
        return place.commands(on: sheet) + x.commands(for: "x") + y.commands(for: "y")
            + sheet.axisTitles(
                x: x.scale.title("x (data units)"), y: y.scale.title("y (data units)"), of: place)
    }

    /// What all panels of the plane have in common, once a script.
    static let setup = [
        "set border 15 linecolor rgb '#888888'",
        "set tics nomirror out scale 0.6 textcolor rgb '\(Palette.ink)'",
        "unset key",
    ]
}

extension Frame {
    /// What a reader must know of points that the window does not show, or `nil` if it shows all.
    func note(on points: [Point], called noun: String) -> String? {
        let drawable = points.filter(\.isDrawable)
        let outside = drawable.count { !contains($0) }
        let lost = points.count - drawable.count
        let notes = [
            outside > 0 ? "\(Numbers.count(outside, noun)) outside the frame" : nil,
            lost > 0 ? "\(Numbers.count(lost, noun)) NaN or infinite" : nil,
        ]
        let text = notes.compactMap { $0 }.joined(separator: ", ")
        return text.isEmpty ? nil : text
    }
}
