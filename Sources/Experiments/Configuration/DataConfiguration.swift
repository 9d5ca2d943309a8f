import Distributions
import Records
import Settings

/// What is learned, and which of its points training sees.
struct DataConfiguration {
    /// Where the points come from, before they are moved, scaled or standardized.
    enum Source {
        case distribution(any MappableDistribution)
        case file(PointFile)
    }

    let source: Source
    private let placement: Placement
    /// How many points are drawn once and for all; nil if every batch is new.
    private let points: Int?
    private let pointsSeed: UInt64
    private let order: PointSet.Order

    init(_ section: ConfigurationSection) {
        let (source, scale) = readSource(section)
        self.source = source
        placement = Placement(section, scale: scale)
        points = section.optionalInteger(
            "points", in: 1...1_000_000,
            about:
                "This many points are drawn once, and training sees no others; null draws new points for every batch."
        )
        pointsSeed = UInt64(
            section.integer(
                "pointsSeed", default: 0, in: 0...9_007_199_254_740_991,
                about: "A seed for these points; the run's seed does not change them."))
        order = section.choice(
            "batches", default: .drawn,
            about:
                "How batches are taken from finitely many points or from a file. \"drawn\": with replacement. "
                + "\"shuffled\": all in a random order, then in another. \"inTurn\": all in their order, repeatedly."
        )
        report(to: section)
    }

    private func report(to section: ConfigurationSection) {
        switch source {
        case .file:
            if points != nil {
                section.report("a file has its own points", at: "points", involving: ["kind"])
            }
        case .distribution(let distribution):
            if points == nil, order != .drawn {
                section.report(
                    "\"\(order.rawValue)\" needs finitely many points: say how many with \"points\"",
                    at: "batches",
                    involving: ["points"])
            }
            placement.report(width: distribution.width, to: section)
        }
    }

    /// The file that the points are in; nil if they are in none.
    var file: PointFile? { if case .file(let file) = source { file } else { nil } }

    /// What is learned.
    ///
    /// - Parameter file: the points of the file that ``file`` names; nil for data without, or before it is read.
    func distribution(readFrom file: PointSet? = nil) -> any MappableDistribution {
        switch source {
        case .distribution(let distribution): placement.applied(to: distribution)
        // The origin stands for the points until the file is read.
        case .file(let placeholder):
            placement.applied(to: file ?? PointSet([.zero], width: placeholder.expectedWidth))
        }
    }

    /// What batches of training are drawn from.
    ///
    /// - Parameter distribution: what is learned.
    func batches(of distribution: any MappableDistribution) -> any PlaneDistribution {
        if let file = distribution as? PointSet { return file.taken(order) }
        return points.map { PointSet($0, of: distribution, seed: pointsSeed, order: order) } ?? distribution
    }
}

/// How points are scaled and moved, or standardized.
private struct Placement {
    private let scale: [Double]
    private let shift: [Double]
    private let standardize: Bool

    init(_ section: ConfigurationSection, scale: ReadScale) {
        self.scale = scale.numbers
        shift = section.numberOrNumbers(
            "shift", default: 0, each: .any, count: 1...2,
            about: "Is added to all points after scaling: one number, or a list with one for each coordinate."
        )
        standardize = section.boolean(
            "standardize", default: false,
            about:
                "Brings each coordinate to mean 0 and standard deviation 1, by the moments of the distribution or of the "
                + "file. It replaces scale and shift.")
        if standardize, !scale.isDefault || shift.contains(where: { $0 != 0 }) {
            section.report(
                "stands in place of scale and shift; leave these out", at: "standardize",
                involving: ["scale", "shift"])
        }
    }

    func applied(to distribution: any MappableDistribution) -> any MappableDistribution {
        let map =
            standardize
            ? AxisMap(standardizing: distribution.moments)
            : AxisMap(
                scale: Self.point(scale), shift: Self.point(shift) * Point(1, distribution.width == 1 ? 0 : 1)
            )
        return distribution.mapped(by: map)
    }

    func report(width: Int, to section: ConfigurationSection) {
        for (key, numbers) in [("scale", scale), ("shift", shift)] where numbers.count > width {
            section.report(
                "has \(numbers.count) numbers, but the points have one coordinate", at: key,
                involving: ["kind"])
        }
    }

    private static func point(_ numbers: [Double]) -> Point { Point(numbers[0], numbers[numbers.count - 1]) }
}

/// A factor, or one for each coordinate, and whether it is what it is without being given.
private struct ReadScale {
    let numbers: [Double]
    let isDefault: Bool

    init(_ section: ConfigurationSection, default standard: Double = 1) {
        numbers = section.numberOrNumbers(
            "scale", default: standard, each: .above(0), count: 1...2,
            about:
                "All points, noise included, are multiplied by it: one number, or a list with one for each coordinate."
        )
        isDefault = numbers == [standard]
    }
}

/// The data by their names in a configuration: one line registers one.
private func readSource(_ section: ConfigurationSection) -> (DataConfiguration.Source, ReadScale) {
    section.variant(
        default: "ring", about: "The shape of the data.",
        cases: [
            mixture("ring", about: "Gaussians evenly spaced on a circle.", readRing),
            mixture("grid", about: "Gaussians on a square grid around the origin.", readGrid),
            mixture("random", about: "Gaussians at random places.", readRandom),
            mixture("gaussian", about: "One Gaussian.", readGaussian),
            mixture("mixture", about: "Gaussians at given places, in the plane or on a line.", readMixture),
            curve("segment", about: "A straight line.", readSegment),
            curve("circle", about: "A circle around the origin.", readCircle),
            curve(
                "fourSegments", about: "The middle parts of the sides of a square around the origin.",
                readFourSegments),
            curve(
                "swissRoll", about: "The spiral of scikit-learn's make_swiss_roll, as in arXiv 1704.00028.",
                noise: 0.25, scale: 1 / 7.5
            ) { _ in .swissRoll },
            curve(
                "twoMoons",
                about: "Two half circles that reach into each other, as make_moons of scikit-learn."
            ) {
                _ in .twoMoons
            },
            curve("twoCircles", about: "Two circles around the origin, as make_circles of scikit-learn.") {
                .twoCircles(
                    factor: $0.number(
                        "factor", default: 0.8, in: .above(0),
                        about: "The radius of the second circle; the first has 1."))
            },
            curve("sine", about: "(x, sin x), x uniform between two numbers.") {
                readGraph(of: .sine, $0, from: 0, to: 2 * .pi)
            },
            curve("parabola", about: "(x, x²), x uniform between two numbers.") {
                readGraph(of: .parabola, $0, from: -0.5, to: 0.5)
            },
            file("csv", about: "Points that stand in a table of text, each drawn as often as the others."),
            file("npy", about: "Points that stand in an array of NumPy, each drawn as often as the others."),
        ])
}

private typealias SourceVariant = Variant<(DataConfiguration.Source, ReadScale)>

private func mixture(
    _ name: String, about: String, _ read: @escaping (ConfigurationSection) -> GaussianMixture
) -> SourceVariant {
    SourceVariant(name, about: about) { (.distribution(read($0)), ReadScale($0)) }
}

private func curve(
    _ name: String, about: String, noise: Double = 0, scale: Double = 1,
    _ readShape: @escaping (ConfigurationSection) -> Curve.Shape
) -> SourceVariant {
    SourceVariant(name, about: about) { section in
        let curve = Curve(readShape(section), noise: readNoise(section, default: noise))
        return (.distribution(curve), ReadScale(section, default: scale))
    }
}

private func file(_ name: String, about: String) -> SourceVariant {
    SourceVariant(name, about: about) { section in
        (.file(PointFile(section, isTable: name == "csv")), ReadScale(section))
    }
}

private func readSegment(_ section: ConfigurationSection) -> Curve.Shape {
    .segments([
        Curve.Segment(
            from: readPoint(section, "from", default: Point(-1, 0), about: "One end, [x, y]."),
            to: readPoint(section, "to", default: Point(1, 0), about: "The other end, [x, y]."))
    ])
}

private func readCircle(_ section: ConfigurationSection) -> Curve.Shape {
    .circle(radius: section.number("radius", default: 1, in: .above(0), about: "The radius of the circle."))
}

private func readGraph(
    of function: Curve.Function, _ section: ConfigurationSection, from: Double, to: Double
) -> Curve.Shape {
    .graph(
        function,
        from: section.number("from", default: from, in: .any, about: "The smallest x, before scaling."),
        to: section.number("to", default: to, in: .any, about: "The largest x, before scaling."))
}

private func readFourSegments(_ section: ConfigurationSection) -> Curve.Shape {
    Curve.fourSegments(
        side: section.number("side", default: 2, in: .above(0), about: "The side of the square."),
        length: section.number("length", default: 1, in: .above(0), about: "The length of each segment."))
}

func readPoint(
    _ section: ConfigurationSection, _ key: String, default point: Point, about: String
) -> Point {
    let numbers = section.numbers(key, default: [point.x, point.y], each: .any, count: 2...2, about: about)
    return Point(numbers[0], numbers[1])
}

func readNoise(_ section: ConfigurationSection, default: Double = 0) -> Double {
    section.number(
        "noise", default: `default`, in: .atLeast(0),
        about: "The standard deviation of normal noise on each coordinate, before scaling.")
}
