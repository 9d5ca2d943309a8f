import Distributions
import Records
import Settings
import Text

func readRing(_ section: ConfigurationSection) -> GaussianMixture {
    let ring = GaussianMixture.ring(
        modes: section.integer("modes", default: 8, in: 1...1000, about: "The number of Gaussians."),
        radius: section.number(
            "radius", default: 2, in: .above(0), about: "The distance of each centre from the origin."),
        standardDeviation: readStandardDeviation(section, default: 0.02), choice: readChoice(section))
    return readWeights(of: ring, section)
}

func readGrid(_ section: ConfigurationSection) -> GaussianMixture {
    let grid = GaussianMixture.grid(
        side: section.integer(
            "side", default: 5, in: 1...100, about: "The number of Gaussians in a row and in a column."),
        spacing: section.number(
            "spacing", default: 2, in: .above(0), about: "The distance between neighbouring centres."),
        standardDeviation: readStandardDeviation(section, default: 0.05), choice: readChoice(section))
    return readWeights(of: grid, section)
}

func readRandom(_ section: ConfigurationSection) -> GaussianMixture {
    let random = GaussianMixture.random(
        modes: section.integer("modes", default: 8, in: 1...1000, about: "The number of Gaussians."),
        extent: section.number(
            "extent", default: 2, in: .above(0), about: "Centres lie between −extent and extent."),
        placement: UInt64(
            section.integer(
                "placement", default: 0, in: 0...9_007_199_254_740_991,
                about: "A seed for the centres; the run's seed does not change them.")),
        standardDeviation: readStandardDeviation(section, default: 0.05), choice: readChoice(section))
    return readWeights(of: random, section)
}

func readGaussian(_ section: ConfigurationSection) -> GaussianMixture {
    let mean = section.point(
        "mean", default: [0, 0], about: "The centre: [x, y] in the plane, or a number on a line.")
    let deviation = readStandardDeviation(section, default: 1)
    let isOnLine = mean.count == 1
    return GaussianMixture(
        Modes(
            centres: [Point(mean[0], isOnLine ? 0 : mean[1])],
            spreads: [Modes.Spread(xx: deviation, yx: 0, yy: isOnLine ? 0 : deviation)],
            dimensions: mean.count)
    )
}

func readMixture(_ section: ConfigurationSection) -> GaussianMixture {
    let rows = section.points(
        "centres", width: 2, count: 1...1000,
        about: "The centres: [x, y] for each in the plane, or a number for each on a line.")
    let deviations = section.optionalNumberOrNumbers(
        "standardDeviation", each: .above(0), count: 1...1000,
        about: "The standard deviation in each direction: one for all, or a list with one for each Gaussian.")
    let covariances = section.optionalMatrices(
        "covariance", size: 2, count: 1...1000,
        about:
            "[[xx, xy], [xy, yy]] in place of standardDeviation: one for all, or a list with one for each Gaussian."
    )
    let choice = readChoice(section)
    // After a problem one Gaussian at the origin stands for those that were meant.
    let centres = rows.isEmpty ? [[0, 0]] : rows
    let width = centres[0].count
    let spreads = readSpreads(deviations, covariances, count: centres.count, width: width, section)
    let modes = Modes(
        centres: centres.map { Point($0[0], width == 1 ? 0 : $0[1]) }, spreads: spreads, dimensions: width)
    return readWeights(of: GaussianMixture(modes, choice: choice), section)
}

/// A width for each of `count` Gaussians, with a problem where there is not one for each.
private func readSpreads(
    _ deviations: [Double]?, _ covariances: [[[Double]]]?, count: Int, width: Int,
    _ section: ConfigurationSection
) -> [Modes.Spread] {
    let unit = Array(repeating: Modes.Spread(xx: 1, yx: 0, yy: width == 1 ? 0 : 1), count: count)
    guard (deviations == nil) != (covariances == nil) else {
        section.report(
            deviations == nil
                ? "say how wide the Gaussians are, by this key or by covariance"
                : "standardDeviation and covariance say the same; leave one of them out",
            at: "standardDeviation", involving: ["covariance"])
        return unit
    }
    let key = deviations == nil ? "covariance" : "standardDeviation"
    let given =
        deviations.map { $0.map { Modes.Spread(xx: $0, yx: 0, yy: width == 1 ? 0 : $0) } }
        ?? (covariances ?? []).compactMap(Modes.Spread.init(covariance:))
    if let covariances, given.count < covariances.count || width == 1 {
        section.report(
            width == 1
                ? "is for Gaussians in the plane; on a line there is standardDeviation"
                : "a covariance must be symmetric and positive definite", at: key, involving: ["centres"])
        return unit
    }
    guard given.count == 1 || given.count == count else {
        section.report(
            "has \(counted(given.count, "element")), but there are \(count) centres", at: key,
            involving: ["centres"])
        return unit
    }
    return given.count == 1 ? Array(repeating: given[0], count: count) : given
}

extension Modes.Spread {
    /// Returns nil unless the matrix is symmetric and positive definite.
    fileprivate init?(covariance rows: [[Double]]) {
        guard rows[0][1] == rows[1][0] else { return nil }
        self.init(covariance: rows[0][0], rows[0][1], rows[1][1])
    }
}

private func readWeights(
    of mixture: GaussianMixture, _ section: ConfigurationSection
) -> GaussianMixture {
    let weights = section.optionalNumbers(
        "weights", each: .above(0), count: 1...10_000,
        about: "How often each Gaussian is drawn, relative to the others; null means equally often.")
    guard let weights else { return mixture }
    guard weights.count == mixture.centres.count else {
        section.report(
            "has \(counted(weights.count, "element")), but there are \(mixture.centres.count) Gaussians",
            at: "weights",
            involving: ["modes", "side", "centres"])
        return mixture
    }
    return mixture.weighted(weights)
}

private func readStandardDeviation(_ section: ConfigurationSection, default: Double) -> Double {
    section.number(
        "standardDeviation", default: `default`, in: .above(0),
        about: "The standard deviation of each Gaussian in each direction.")
}

private func readChoice(_ section: ConfigurationSection) -> GaussianMixture.Choice {
    section.choice(
        "choice", default: .drawn,
        about:
            "\"drawn\": each point draws its mode. \"balanced\": the modes take turns within a batch, by their weights."
    )
}
