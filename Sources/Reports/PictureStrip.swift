import Figures
import Foundation
import Records

/// What a run looked like at moments of its training: the density of its samples and the surface of its discriminator.
struct PictureStrip {
    /// At one step.
    struct Moment {
        var step: Int
        var density: PaletteImage
        /// Nil if the run has not recorded it, or if it cannot be drawn.
        var surface: PaletteImage?
        var contour: ZeroContour?
        /// Share of the samples that the window does not show.
        var outside: Double
    }

    let moments: [Moment]
    let target: PaletteImage
    /// The score of the bluest colour; nil without surfaces.
    let limit: Double?
    let meaning: Surface.Meaning?
    /// Centres of modes as shares of the width and the height; empty if they are too many to be seen.
    let centres: [Point]
    /// The density of the brightest colour, in 1/unit².
    let peak: Double

    /// No more moments than these are kept in a page.
    static let most = 8

    /// Nil for a run that has no samples, or whose data lie on a line.
    init?(_ record: RunRecord) {
        let frame = record.frame
        let shown = record.snapshots.spread(over: Self.most)
        guard !shown.isEmpty, !record.target.isEmpty, record.dimensions == 2 else { return nil }
        var surfaces = Dictionary(record.surfaces.map { ($0.step, $0.surface) }) { $1 }
        if let last = record.surface, surfaces[record.step] == nil { surfaces[record.step] = last }
        let drawn = shown.compactMap { surfaces[$0.step] }.filter(\.isDrawable)
        let scale = drawn.isEmpty ? nil : ScoreScale(drawn.flatMap(\.shownScores))
        let grid = DensityGrid(ofPicture: record.target, in: frame)
        let peak = grid.peak > 0 && grid.peak.isFinite ? grid.peak : 1
        limit = scale?.limit
        meaning = drawn.first?.meaning
        self.peak = peak
        target = PaletteImage(density: record.target, in: frame, peak: peak)
        moments = shown.map { samples in
            let surface = surfaces[samples.step].flatMap { $0.isDrawable ? $0 : nil }
            let outside = samples.points.count { !frame.contains($0) }
            return Moment(
                step: samples.step, density: PaletteImage(density: samples.points, in: frame, peak: peak),
                surface: surface.flatMap { surface in scale.flatMap { PaletteImage(surface, limit: $0.limit) }
                },
                contour: surface.map { ZeroContour(of: $0) },
                outside: Double(outside) / Double(max(samples.points.count, 1)))
        }
        let modes = record.modes?.centres ?? []
        centres =
            modes.count > 120
            ? []
            : modes.map { Point(($0.x - frame.left) / frame.side, (frame.top - $0.y) / frame.side) }
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
                HTML("h4", [:], "samples"),
                list { moment in
                    (
                        picture(
                            moment.density, "Density of the samples of \(owner) at \(Self.word(moment.step))"),
                        Self.remark(outside: moment.outside)
                    )
                },
            ])
        return HTML(
            "div", ["class": "pair"],
            [samples, HTML("div", [:], [HTML("h4", [:], "discriminator"), scores(owner)])])
    }

    private func scores(_ owner: String) -> HTML {
        guard limit != nil else {
            return HTML(
                "p", ["class": "none"],
                "This run has not recorded the discriminator through training; runs of this version do.")
        }
        return list { moment in
            guard let surface = moment.surface else {
                return (HTML("p", ["class": "none"], "not recorded"), "")
            }
            let words = "Scores of the discriminator of \(owner) at \(Self.word(moment.step))"
            return (picture(surface, words, over: overlay(moment.contour)), "")
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

    /// The picture of the target, with its words.
    var targetPicture: HTML {
        HTML(
            "div", ["class": "target"], [HTML("h4", [:], "target"), picture(target, "Density of the target")])
    }

    private func picture(_ image: PaletteImage, _ words: String, over: HTML = .empty) -> HTML {
        let data = Data(image.png).base64EncodedString()
        let element = HTML(
            void: "img",
            [
                "src": "data:image/png;base64,\(data)", "alt": words, "width": "\(image.width)",
                "height": "\(image.height)", "loading": "lazy",
            ])
        return HTML("div", ["class": "picture"], [element, over])
    }

    /// The boundary, and the centres of the modes.
    private func overlay(_ contour: ZeroContour?) -> HTML {
        func text(_ place: Point) -> String {
            "\(Int((1000 * place.x).rounded())) \(Int((1000 * place.y).rounded()))"
        }
        let path = (contour?.lines ?? []).map { "M" + $0.map(text).joined(separator: "L") }.joined()
        return HTML(
            "svg", ["viewBox": "0 0 1000 1000", "aria-hidden": "true"],
            [path.isEmpty ? .empty : HTML("path", ["class": "zero", "d": path], [])]
                + centres.map { centre in
                    HTML(
                        "circle",
                        [
                            "class": "mode", "r": "11", "cx": "\(Int((1000 * centre.x).rounded()))",
                            "cy": "\(Int((1000 * centre.y).rounded()))",
                        ], [])
                })
    }

    /// What the colours mean, beside the target.
    ///
    /// - Parameter isOfAll: whether all strips of the page have this target; else it is left out.
    func legend(isOfAll: Bool = true) -> HTML {
        let isLogit = meaning == .logit
        let density = scale(
            "density", "density", from: "0",
            to: isOfAll ? "\(Numbers.short(peak)) per unit²" : "the target's peak")
        let scores = scale(
            "score", "scores", from: isLogit ? "generated" : "lower", to: isLogit ? "real" : "higher")
        let notes =
            ["The brightest is the target's peak or above; colours follow the root of the density."]
            + (limit == nil
                ? []
                : [
                    "The line is \(isLogit ? "D = 0" : "the critic's median")"
                        + (centres.isEmpty ? "." : ", dots are centres of modes.")
                        + " How far scores reach stands below each pair."
                ])
        return HTML(
            "div", ["class": "legend"],
            [
                isOfAll ? targetPicture : .empty,
                HTML(
                    "div", [:],
                    [
                        density, limit == nil ? .empty : scores,
                        HTML("p", ["class": "quiet"], notes.joined(separator: " ")),
                    ]
                ),
            ])
    }

    private func scale(_ name: String, _ colours: String, from low: String, to high: String) -> HTML {
        HTML(
            "div", ["class": "scale"],
            [HTML("b", [:], name), HTML(low), HTML("i", ["class": colours], []), HTML(high)])
    }

    /// How far the colours of the scores reach; nothing without surfaces.
    var scoreRange: String? {
        limit.map { "scores from \(Numbers.short(-$0)) to \(Numbers.short($0))" }
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
