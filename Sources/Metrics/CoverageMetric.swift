import Foundation
import Records

/// ``ModeCoverage`` of the generator's samples: modes, the share of high quality, and the reverse KL divergence.
public struct CoverageMetric: Metric {
    /// Nil for data without modes, of which nothing is measured.
    private let modes: Modes?
    private let within: Double

    /// - Parameter within: how many standard deviations from a centre a sample of high quality may lie.
    public init(of modes: Modes?, within: Double = 3) {
        self.modes = modes
        self.within = within
    }

    public var columns: [Column] {
        let total = modes?.centres.count
        let figure = Column.Figure("coverage", heading: "Coverage of the target")
        let allModes = total.map { Column.Landmark(Double($0), "all \($0) mode\($0 == 1 ? "" : "s")") }
        // Of samples that all lie on one of K even modes: a landmark for collapse.
        let collapse = modes.flatMap { modes in
            let count = modes.centres.count
            return count > 1 && modes.isEven
                ? Column.Landmark(log(Double(count)), "ln \(count): all on one mode") : nil
        }
        return [
            Column(
                "modes", title: "modes covered", .outcome, format: .integer, better: .higher,
                most: total.map(Double.init), landmarks: [allModes].compactMap(\.self), figure: figure),
            Column(
                "highQuality", title: "high quality", .outcome, format: .share, better: .higher,
                landmarks: [perfectSampler].compactMap(\.self), figure: figure,
                remark: "of the samples"),
            Column(
                "reverseKL", title: "reverse KL", .outcome, unit: "nats", better: .lower,
                landmarks: [collapse].compactMap(\.self), figure: figure,
                absence: "undefined: no sample is of high quality"),
        ]
    }

    /// The share of the data's own points that are of high quality: the chi-squared distribution of the squared distance
    /// in standard deviations. Nil where modes are so close that points of one are counted for another.
    private var perfectSampler: Column.Landmark? {
        guard let modes, !modes.centres.isEmpty, modes.areApart(by: 2 * within + 2) else { return nil }
        let share = modes.dimensions == 1 ? erf(within / 2.0.squareRoot()) : 1 - exp(-within * within / 2)
        return Column.Landmark(share, "a perfect sampler: \((1000 * share).rounded() / 10) %")
    }

    public func values(of look: Look) -> [Double?] {
        guard let modes else { return [nil, nil, nil] }
        let coverage = ModeCoverage(of: look.generated, modes: modes, within: within)
        return [Double(coverage.modes), coverage.highQuality, coverage.reverseKL]
    }
}

extension Modes {
    /// Whether any two centres are at least so many of the largest standard deviation apart.
    fileprivate func areApart(by deviations: Double) -> Bool {
        let widest = spreads.map { ($0.xx * $0.xx + $0.yx * $0.yx + $0.yy * $0.yy).squareRoot() }.max() ?? 0
        let roundest = spreads.allSatisfy(\.isRound) ? spreads.map(\.xx).max() ?? 0 : widest
        let least = deviations * roundest
        return centres.indices.allSatisfy { first in
            centres[..<first].allSatisfy { other in
                let offset = centres[first] - other
                return (offset * offset).sum() >= least * least
            }
        }
    }
}
