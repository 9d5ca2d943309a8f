import Drawing
import Figures
import Records

/// What a run looked like at moments of its training: the density of its samples and the surface of its discriminator.
struct PictureStrip {
    /// At one step.
    struct Moment {
        var step: Int
        var density: StripPicture
        /// Nil if the run has not recorded it, or if it cannot be drawn.
        var surface: StripPicture?
        /// Share of the samples that the window does not show.
        var outside: Double
    }

    let moments: [Moment]
    let target: StripPicture
    /// How far the pictures of scores reach; nil without surfaces.
    let scores: ClosedRange<Double>?
    let meaning: Surface.Meaning?
    let hasCentres: Bool
    /// The density of the brightest colour, in 1/unit², or of the top of the pictures, in 1/unit.
    let peak: Double
    let isLine: Bool

    /// No more moments than these are kept in a page.
    static let most = 8

    /// Nil for a run that has no samples.
    init?(_ record: RunRecord) {
        let shown = record.snapshots.spread(over: Self.most)
        guard !shown.isEmpty, !record.target.isEmpty else { return nil }
        var surfaces = Dictionary(record.surfaces.map { ($0.step, $0.surface) }) { $1 }
        if let last = record.surface, surfaces[record.step] == nil { surfaces[record.step] = last }
        if record.dimensions == 1 {
            self.init(line: record, shown, surfaces)
        } else {
            self.init(plane: record, shown, surfaces)
        }
    }

    private init(plane record: RunRecord, _ shown: [Samples], _ surfaces: [Int: Surface]) {
        let frame = record.frame
        let drawn = shown.compactMap { surfaces[$0.step] }.filter(\.isDrawable)
        let limit = drawn.isEmpty ? nil : ScoreScale(drawn.flatMap(\.shownScores)).limit
        let grid = DensityGrid(ofPicture: record.target, in: frame)
        let peak = grid.peak > 0 && grid.peak.isFinite ? grid.peak : 1
        let modes = record.modes?.centres ?? []
        // More would not be seen.
        let centres =
            modes.count > 120
            ? []
            : modes.map { Point(($0.x - frame.left) / frame.side, (frame.top - $0.y) / frame.side) }
        self.init(
            moments: shown.map { samples in
                let surface = surfaces[samples.step].flatMap { $0.isDrawable ? $0 : nil }
                let image = surface.flatMap { surface in limit.flatMap { PaletteImage(surface, limit: $0) } }
                return Moment(
                    step: samples.step,
                    density: StripPicture(PaletteImage(density: samples.points, in: frame, peak: peak)),
                    surface: image.map {
                        StripPicture($0, contour: surface.map { ZeroContour(of: $0) }, centres: centres)
                    },
                    outside: Self.outside(samples.points, frame))
            },
            target: StripPicture(PaletteImage(density: record.target, in: frame, peak: peak)),
            scores: limit.map { -$0...$0 }, meaning: drawn.first?.meaning, hasCentres: !centres.isEmpty,
            peak: peak, isLine: false)
    }

    private init(line record: RunRecord, _ shown: [Samples], _ surfaces: [Int: Surface]) {
        let frame = record.frame
        let densities = shown.map { LineDensities(record, samples: $0.points, cells: 60) }
        let curves = shown.map { surfaces[$0.step].flatMap { LineScores($0) } }
        let drawn = curves.compactMap(\.self)
        let top = LineDensities.top(ofAll: densities)
        let scores = drawn.isEmpty ? nil : LineScores.range(of: drawn)
        self.init(
            moments: zip(shown, zip(densities, curves)).map { samples, pictures in
                Moment(
                    step: samples.step,
                    density: StripPicture(pictures.0, in: frame, top: top),
                    surface: pictures.1.flatMap { curve in
                        scores.map { StripPicture(curve, in: frame, $0, record.modes?.centres ?? []) }
                    }, outside: Self.outside(samples.points, frame))
            },
            target: StripPicture(LineDensities(record, samples: [], cells: 60), in: frame, top: top),
            scores: scores, meaning: drawn.first?.meaning,
            hasCentres: record.modes?.centres.isEmpty == false, peak: top, isLine: true)
    }

    private init(
        moments: [Moment], target: StripPicture, scores: ClosedRange<Double>?, meaning: Surface.Meaning?,
        hasCentres: Bool, peak: Double, isLine: Bool
    ) {
        self.moments = moments
        self.target = target
        self.scores = scores
        self.meaning = meaning
        self.hasCentres = hasCentres
        self.peak = peak
        self.isLine = isLine
    }

    private static func outside(_ points: [Point], _ frame: Frame) -> Double {
        Double(points.count { !frame.contains($0) }) / Double(max(points.count, 1))
    }
}

extension PictureStrip {
    /// Both strips side by side.
    ///
    /// - Parameter of: whose pictures these are, for those who hear the page.
    func pair(of owner: String) -> HTML {
        let samples = HTML(
            "div", [:],
            [
                HTML("h4", [:], PictureWords.samples),
                list { moment in
                    (
                        moment.density.html(
                            "Density of the samples of \(owner) at \(Self.word(moment.step))"),
                        Self.remark(outside: moment.outside)
                    )
                },
            ])
        return HTML(
            "div", ["class": "pair"],
            [samples, HTML("div", [:], [HTML("h4", [:], "discriminator"), scores(owner)])])
    }

    private func scores(_ owner: String) -> HTML {
        guard scores != nil else {
            return HTML(
                "p", ["class": "none"],
                "This run has not recorded the discriminator through training; runs of this version do.")
        }
        return list { moment in
            guard let surface = moment.surface else {
                return (HTML("p", ["class": "none"], "not recorded"), "")
            }
            let words = "Scores of the discriminator of \(owner) at \(Self.word(moment.step))"
            return (surface.html(words), "")
        }
    }

    private func list(_ content: (Moment) -> (picture: HTML, remark: String)) -> HTML {
        HTML(
            "ol", ["class": "moments"],
            moments.map { moment in
                let (picture, remark) = content(moment)
                return HTML(
                    "li", ["data-step": "\(moment.step)"],
                    [picture, HTML("span", [:], Self.word(moment.step) + remark)])
            })
    }

    private static func word(_ step: Int) -> String { "step \(Numbers.label(step))" }

    private static func remark(outside share: Double) -> String {
        guard share > 0 else { return "" }
        return share < 0.01 ? ", < 1 % outside" : ", \(Int((100 * share).rounded())) % outside"
    }

    /// The picture of the data, with its words.
    var targetPicture: HTML {
        HTML(
            "div", ["class": "target"],
            [HTML("h4", [:], PictureWords.data), target.html("Density of the data")])
    }

    /// What the pictures mean, beside the data.
    ///
    /// - Parameter isOfAll: whether all strips of the page have these data; else their picture is left out.
    func legend(isOfAll: Bool = true) -> HTML {
        HTML(
            "div", ["class": "legend"],
            [
                isOfAll ? targetPicture : .empty,
                HTML("div", [:], isLine ? lineLegend : planeLegend(isOfAll: isOfAll)),
            ])
    }

    private func planeLegend(isOfAll: Bool) -> [HTML] {
        let isLogit = meaning == .logit
        let density = scale(
            "density", "density", from: "0",
            to: isOfAll ? "\(Numbers.short(peak)) per unit²" : "the data's peak")
        let colours = scale(
            "score", "scores", from: isLogit ? PictureWords.generated : "lower",
            to: isLogit ? PictureWords.real : "higher")
        let notes =
            ["The brightest is the data's peak or above; colours follow the root of the density."]
            + (scores == nil ? [] : ["The line is \(zero)\(marks) \(Self.reach)"])
        return [
            density, scores == nil ? .empty : colours,
            HTML("p", ["class": "quiet"], notes.joined(separator: " ")),
        ]
    }

    private var lineLegend: [HTML] {
        let entries =
            [("data", PictureWords.data), ("samples", PictureWords.samples)]
            + (scores == nil ? [] : [("score", "score")])
        let notes =
            ["Histograms of data and samples; the top of the pictures is \(Numbers.short(peak)) per unit."]
            + (scores == nil
                ? [] : ["The dashed line is \(zero)\(marks) \(Self.reach)"])
        return [
            HTML(
                "div", ["class": "key"],
                [
                    HTML(
                        "ul", [:],
                        entries.map {
                            HTML("li", [:], [HTML("i", ["class": "line-\($0.0)"], []), HTML($0.1)])
                        })
                ]),
            HTML("p", ["class": "quiet"], notes.joined(separator: " ")),
        ]
    }

    private var zero: String { meaning == .logit ? "D = 0" : "the critic's median" }

    private var marks: String { hasCentres ? ", dots are centres of modes." : "." }

    private static let reach = "How far scores reach stands below each pair."

    private func scale(_ name: String, _ colours: String, from low: String, to high: String) -> HTML {
        HTML(
            "div", ["class": "scale"],
            [HTML("b", [:], name), HTML(low), HTML("i", ["class": colours], []), HTML(high)])
    }

    /// How far the pictures of scores reach; nothing without surfaces.
    var scoreRange: String? {
        scores.map { "scores from \(Numbers.short($0.lowerBound)) to \(Numbers.short($0.upperBound))" }
    }

    /// The slider that moves all strips of a page.
    static func slider(_ strips: [PictureStrip]) -> HTML {
        let steps = Set(strips.flatMap { $0.moments.map(\.step) }).sorted()
        guard steps.count > 1 else { return .empty }
        return HTML(
            "div", ["class": "slider"],
            [
                HTML("label", ["for": "moment"], "Moment of the training"),
                HTML(
                    void: "input",
                    [
                        "type": "range", "id": "moment", "min": "0", "max": "\(steps.count - 1)", "step": "1",
                        "value": "\(steps.count - 1)",
                        "data-steps": steps.map(String.init).joined(separator: " "),
                    ]),
                HTML(
                    "output", ["id": "moment-step", "for": "moment", "aria-live": "off"],
                    word(steps[steps.count - 1])),
            ])
    }
}
