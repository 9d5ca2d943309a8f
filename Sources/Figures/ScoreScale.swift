/// The scale of colours for scores: from `-limit` to `limit`, so that its middle is the score 0.
package struct ScoreScale {
    /// One kind of contour lines.
    struct Contour {
        /// gnuplot's name for the table of the lines.
        var table: String
        var levels: [Double]
        var width: Double
        var name: String
    }

    package var limit: Double
    /// The labels of the scale, which are also the levels of the contours.
    var ticks: [Tick]
    /// What the labels leave to the title of the scale.
    var axisScale: AxisScale
    var contours: [Contour]
    /// How far the scores reach, if that is beyond the scale.
    package var note: String?

    /// Fits the scale to the scores. A few extreme ones, as an unpenalised discriminator has far from the
    /// data, do not stretch it: they get the colour of its end.
    ///
    /// - Parameter zero: what the score 0 is called.
    package init(_ scores: [Double], zero: String = "D = 0") {
        let finite = scores.filter { $0.isFinite && abs($0) < 1e30 }
        let greatest = finite.map(abs).max() ?? 0
        let usual = finite.map(abs).quantile(0.97) ?? 0
        let isCut = usual > 0 && greatest > 1.5 * usual
        limit = isCut ? usual : greatest > 0 ? greatest : 1
        (ticks, axisScale) = Ticks.scaled(-limit...limit, about: 9, room: 52)

        let low = finite.min() ?? 0
        let high = finite.max() ?? 0
        let levels = ticks.map(\.value).filter { $0 > low && $0 < high }
        contours = [
            Contour(
                table: "$contours", levels: levels.filter { $0 != 0 }, width: 0.5,
                name: "equal scores"),
            Contour(table: "$zero", levels: levels.filter { $0 == 0 }, width: 2, name: zero),
        ].filter { !$0.levels.isEmpty }
        if isCut {
            note = "scores from \(Self.short(low)) to \(Self.short(high))"
        }
    }

    private static func short(_ score: Double) -> String {
        Numbers.label(score.rounded(toSignificantDigits: 3))
    }
}
