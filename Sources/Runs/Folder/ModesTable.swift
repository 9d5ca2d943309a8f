import Metrics
import Records

/// What has become of each mode of the data, as `modes.csv` tells it: where its centre is, how many of the samples it has,
/// and how they lie around the centre in its own standard deviations, measured as ``ModeSpread`` does.
enum ModesTable {
    static let columns = [
        "mode", "x", "y", "samples", "share", "targetShare", "offsetX", "offsetY", "varianceX", "covariance",
        "varianceY",
    ]

    /// A row for each mode, in the order of the configuration. Cells are empty where there are too few samples.
    ///
    /// - Parameter within: in standard deviations of the modes.
    static func rows(of samples: [Point], _ modes: Modes, within: Double) -> [[String]] {
        let spreads = ModeSpread.ofModes(samples, modes: modes, within: within)
        return zip(modes.centres, spreads).enumerated().map { mode, found in
            let (centre, spread) = found
            let target = ModeSpread.targetShare(
                modes.weights[mode], within: within, dimensions: modes.dimensions)
            let around = [
                spread.offset?.x, spread.offset?.y, spread.covariance?.xx, spread.covariance?.xy,
                spread.covariance?.yy,
            ]
            return [
                "\(mode)", "\(centre.x)", "\(centre.y)", "\(spread.count)", "\(spread.share)", "\(target)",
            ]
                + around.map { $0.map { "\($0)" } ?? "" }
        }
    }
}
