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
                figure: figure,
                remark: "of the samples"),
            Column(
                "reverseKL", title: "reverse KL", .outcome, unit: "nats", better: .lower,
                landmarks: [collapse].compactMap(\.self), figure: figure,
                absence: "undefined: no sample is of high quality"),
        ]
    }

    public func values(of look: Look) -> [Double?] {
        guard let modes else { return [nil, nil, nil] }
        let coverage = ModeCoverage(of: look.generated, modes: modes, within: within)
        return [Double(coverage.modes), coverage.highQuality, coverage.reverseKL]
    }
}
