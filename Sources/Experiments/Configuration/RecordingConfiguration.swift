import Foundation
import Settings

/// What a run writes, and how often. It changes nothing in training.
public struct RecordingConfiguration: Sendable {
    /// Steps from one row of `metrics.csv` to the next.
    public let metricsEvery: Int
    /// Steps from one evaluation of the generator to the next.
    public let evaluateEvery: Int
    /// Steps from one checkpoint to the next.
    public let checkpointEvery: Int
    /// Samples drawn for an evaluation.
    public let samples: Int
    /// How many standard deviations from a centre a sample may lie to count as high quality.
    public let within: Double
    /// How many times through training samples are kept for the strip of densities.
    public let snapshots: Int

    init(_ section: ConfigurationSection) {
        metricsEvery = section.integer(
            "metricsEvery", default: 100, in: 1...4_294_967_295, unit: "steps",
            about: "From one row of metrics.csv to the next.")
        evaluateEvery = section.integer(
            "evaluateEvery", default: 500, in: 1...4_294_967_295, unit: "steps",
            about: "From one evaluation of modes and quality to the next; it fills a row of metrics.csv.")
        checkpointEvery = section.integer(
            "checkpointEvery", default: 2000, in: 1...4_294_967_295, unit: "steps",
            about: "From one checkpoint to the next.")
        samples = section.integer(
            "samples", default: 2500, in: 1...1_000_000, about: "Samples drawn for an evaluation.",
            source: "arXiv 1712.04086")
        within = section.number(
            "within", default: 3, in: .above(0), unit: "standard deviations",
            about: "How near to a centre a sample counts as high quality.", source: "arXiv 1712.04086")
        snapshots = section.integer(
            "snapshots", default: 5, in: 1...50,
            about: "How many times through training samples are kept for the strip of densities.")
    }

    /// The steps at which samples are kept: cubes of even fractions of the run, since most happens early.
    func snapshotSteps(of steps: Int) -> Set<Int> {
        Set(
            (1...snapshots).map { index in
                let fraction = Double(index) / Double(snapshots)
                return max(1, Int((Double(steps) * fraction * fraction * fraction).rounded()))
            })
    }
}
