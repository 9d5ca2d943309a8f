import Distributions
import Records
import Settings

/// Where the points to be learned come from.
enum DataSource {
    case distribution(any PlaneDistribution)
    case file(PointFile)
}

/// The data by their names in a configuration: one line registers one.
func readData(_ section: ConfigurationSection) -> DataSource {
    section.variant(
        default: "ring", about: "The shape of the data.",
        cases: [
            Variant("ring", about: "Gaussians evenly spaced on a circle.") { .distribution(readRing($0)) },
            Variant("grid", about: "Gaussians on a square grid around the origin.") {
                .distribution(readGrid($0))
            },
            Variant("random", about: "Gaussians at random places.") { .distribution(readRandom($0)) },
            Variant("gaussian", about: "One Gaussian.") { .distribution(readGaussian($0)) },
            Variant("segment", about: "A straight line.") { .distribution(readCurve($0, readSegment)) },
            Variant("circle", about: "A circle around the origin.") {
                .distribution(readCurve($0, readCircle))
            },
            Variant("fourSegments", about: "The middle parts of the sides of a square around the origin.") {
                .distribution(readCurve($0, readFourSegments))
            },
            Variant(
                "swissRoll", about: "The spiral of scikit-learn's make_swiss_roll, as in arXiv 1704.00028."
            ) {
                .distribution(readCurve($0, noise: 0.25, scale: 1 / 7.5) { _ in .swissRoll })
            },
            Variant("csv", about: "Points that stand in a file, each drawn as often as the others.") {
                .file(PointFile($0))
            },
        ])
}

private func readRing(_ section: ConfigurationSection) -> GaussianMixture {
    .ring(
        modes: section.integer("modes", default: 8, in: 1...1000, about: "How many Gaussians."),
        radius: section.number(
            "radius", default: 2, in: .above(0), about: "From the origin to each centre."),
        standardDeviation: readStandardDeviation(section, default: 0.02), choice: readChoice(section)
    ).scaled(by: readScale(section))
}

private func readGrid(_ section: ConfigurationSection) -> GaussianMixture {
    .grid(
        side: section.integer("side", default: 5, in: 1...100, about: "Gaussians in a row and in a column."),
        spacing: section.number("spacing", default: 2, in: .above(0), about: "From a centre to the next."),
        standardDeviation: readStandardDeviation(section, default: 0.05), choice: readChoice(section)
    ).scaled(by: readScale(section))
}

private func readRandom(_ section: ConfigurationSection) -> GaussianMixture {
    .random(
        modes: section.integer("modes", default: 8, in: 1...1000, about: "How many Gaussians."),
        extent: section.number(
            "extent", default: 2, in: .above(0), about: "Centres lie between −extent and extent."),
        placement: UInt64(
            section.integer(
                "placement", default: 0, in: 0...9_007_199_254_740_991,
                about: "Determines the centres, whatever the run's seed.")),
        standardDeviation: readStandardDeviation(section, default: 0.05), choice: readChoice(section)
    ).scaled(by: readScale(section))
}

private func readGaussian(_ section: ConfigurationSection) -> GaussianMixture {
    GaussianMixture(
        centres: [readPoint(section, "mean", default: .zero, about: "Its centre, [x, y].")],
        standardDeviation: readStandardDeviation(section, default: 1)
    ).scaled(by: readScale(section))
}

private func readSegment(_ section: ConfigurationSection) -> Curve.Shape {
    .segments([
        Curve.Segment(
            from: readPoint(section, "from", default: Point(-1, 0), about: "One end, [x, y]."),
            to: readPoint(section, "to", default: Point(1, 0), about: "The other end, [x, y]."))
    ])
}

private func readCircle(_ section: ConfigurationSection) -> Curve.Shape {
    .circle(radius: section.number("radius", default: 1, in: .above(0), about: "Of the circle."))
}

private func readFourSegments(_ section: ConfigurationSection) -> Curve.Shape {
    Curve.fourSegments(
        side: section.number("side", default: 2, in: .above(0), about: "Of the square."),
        length: section.number("length", default: 1, in: .above(0), about: "Of each segment."))
}

private func readCurve(
    _ section: ConfigurationSection, noise: Double = 0, scale: Double = 1,
    _ readShape: (ConfigurationSection) -> Curve.Shape
) -> Curve {
    Curve(
        readShape(section), noise: readNoise(section, default: noise),
        scale: readScale(section, default: scale))
}

private func readPoint(
    _ section: ConfigurationSection, _ key: String, default point: Point, about: String
) -> Point {
    let numbers = section.numbers(key, default: [point.x, point.y], each: .any, count: 2...2, about: about)
    return Point(numbers[0], numbers[1])
}

private func readStandardDeviation(_ section: ConfigurationSection, default: Double) -> Double {
    section.number(
        "standardDeviation", default: `default`, in: .above(0), about: "Of each Gaussian, in each direction.")
}

private func readChoice(_ section: ConfigurationSection) -> GaussianMixture.Choice {
    section.choice(
        "choice", default: .drawn,
        about: "Whether each point draws its mode or the modes take turns within a batch.")
}

private func readNoise(_ section: ConfigurationSection, default: Double = 0) -> Double {
    section.number(
        "noise", default: `default`, in: .atLeast(0),
        about: "Standard deviation of normal noise on each coordinate, before scaling.")
}

private func readScale(_ section: ConfigurationSection, default: Double = 1) -> Double {
    section.number(
        "scale", default: `default`, in: .above(0), about: "All points, noise included, are multiplied by it."
    )
}

extension PointFile {
    fileprivate init(_ section: ConfigurationSection) {
        path = section.text(
            "path", default: nil, allowed: .path,
            about:
                "The file: x,y on each line. Looked for from the current folder, then beside the configuration."
        )
        checksum = section.text(
            "checksum", default: "", allowed: .checksum,
            about: "FNV-1a of the file, by which a run notices that it has changed; \"\" before it is read.")
        noise = readNoise(section)
        scale = readScale(section)
    }
}

extension TextRule {
    static let path = TextRule(description: "the path of a file", pattern: "[\\s\\S]{1,4096}")
    static let checksum = TextRule(
        description: "up to 16 hexadecimal digits", pattern: "[0-9a-f]{0,16}")
}

extension Latent {
    static func read(_ section: ConfigurationSection) -> Latent {
        Latent(
            section.choice(
                "kind", default: .normal,
                about: "Normal with standard deviation `scale`, or uniform between −`scale` and `scale`."),
            width: section.integer("width", default: 16, in: 1...4096, about: "Numbers in a latent point."),
            scale: section.number("scale", default: 1, in: .above(0), about: "Spread of each number."))
    }
}
