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
    /// Steps from one checkpoint that is kept to the next; 0 for none.
    public let keepEvery: Int
    /// Steps from one spectrum to the next; 0 for none.
    public let spectrumEvery: Int
    /// How many batches the Jacobian of a spectrum is averaged over.
    public let spectrumBatches: Int
    /// How many samples an evaluation draws.
    public let samples: Int
    /// How many standard deviations from a centre a sample may lie to count as high quality.
    public let within: Double
    /// How many times through training samples and the discriminator's scores are kept for pictures.
    public let snapshots: Int
    /// What is measured beside coverage and sliced W₁.
    public let measures: [MeasureConfiguration]

    /// - Parameters:
    ///   - hasModes, scoresPoints: whether the data have modes and the discriminator scores single points, on which it
    ///     depends what is measured.
    ///   - particles: points that the generator has; samples show each equally often. 1 for a generator of any number.
    init(_ section: ConfigurationSection, hasModes: Bool, scoresPoints: Bool = true, particles: Int = 1) {
        metricsEvery = section.integer(
            "metricsEvery", default: 100, in: 1...4_294_967_295, unit: "steps",
            about: "How often metrics.csv gets a row.")
        evaluateEvery = section.integer(
            "evaluateEvery", default: 500, in: 1...4_294_967_295, unit: "steps",
            about: "How often the samples are evaluated; an evaluation also adds a row to metrics.csv.")
        checkpointEvery = section.integer(
            "checkpointEvery", default: 2000, in: 1...4_294_967_295, unit: "steps",
            about: "How often the checkpoint is written.")
        keepEvery = section.integer(
            "keepEvery", default: 0, in: 0...4_294_967_295, unit: "steps",
            about: "How often a checkpoint is kept in checkpoints/; 0 keeps none.")
        spectrumEvery = section.integer(
            "spectrumEvery", default: 0, in: 0...4_294_967_295, unit: "steps",
            about: "How often a spectrum of the field's Jacobian is written into spectra/; 0 computes none.")
        spectrumBatches = section.integer(
            "spectrumBatches", default: 10, in: 1...10_000,
            about: "How many batches the Jacobian of a spectrum is averaged over.",
            source: "notebook mog-eigval-dist of LMescheder/TheNumericsOfGANs")
        samples = section.integer(
            "samples", default: (2500 + particles - 1) / particles * particles, in: 1...1_000_000,
            about: "How many samples an evaluation draws.",
            source: "arXiv 1712.04086")
        within = section.number(
            "within", default: 3, in: .above(0), unit: "standard deviations",
            about: "How near to a centre a sample counts as high quality.", source: "arXiv 1712.04086")
        snapshots = section.integer(
            "snapshots", default: 5, in: 1...50,
            about:
                "How many times through training samples and the discriminator's scores are kept for pictures."
        )
        measures = section.sections(
            "measures", default: MeasureConfiguration.usual(hasModes: hasModes, scoresPoints: scoresPoints),
            about:
                "What is measured beside coverage and sliced W₁, which every evaluation has. Data without modes have "
                + "neighbours and energy in place of spread. docs/measures.md explains them."
        ) { MeasureConfiguration.read($0) }
    }

    /// The steps at which samples are kept: cubes of even fractions of the run, since most happens early.
    package func snapshotSteps(of steps: Int) -> Set<Int> {
        Set(
            (1...snapshots).map { index in
                let fraction = Double(index) / Double(snapshots)
                return max(1, Int((Double(steps) * fraction * fraction * fraction).rounded()))
            })
    }
}
