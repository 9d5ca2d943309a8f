import Distributions
import Experiments
import Metrics
import Records

/// What the training loop tells those who watch it. They do not reach into the loop.
public enum TrainingEvent {
    /// Training begins after `completed` of `total` steps.
    case began(completed: Int, total: Int)
    /// A step is done.
    case stepped(Int)
    /// A row of metrics.
    case measured(Measurement)
    /// Samples of the generator, kept for the strip of densities.
    case sampled(step: Int, points: [Point])
    /// The state as it is, to be saved.
    case checkpoint(Checkpoint)
    /// The state as it is, to be kept beside later ones.
    case kept(Checkpoint)
    /// The spectrum of the game at this step.
    case spectrum(GameSpectrum)
    /// All steps are done; these are the generator's samples.
    case finished(FinalSamples)
    /// The run is over, one way or another.
    case ended(RunSummary)
}

/// What is known at a logged step.
public struct Measurement: Sendable {
    public let step: Int
    /// Losses, penalties and gradient norms, by the names of their columns.
    public let terms: [(name: String, value: Double)]
    /// Measured at every evaluation only, and only if the data have modes.
    public let coverage: ModeCoverage?
    /// Where a game with a known answer stands; nil for networks.
    public let position: KnownPosition?
    /// Seconds of training so far.
    public let seconds: Double
}

/// The samples at the end and the latent points they were made from, row by row, each number in the shortest
/// form that gives it back.
public struct FinalSamples: Sendable {
    public let points: [[String]]
    public let latents: [[String]]
}

/// Someone who watches a run.
public protocol TrainingObserver: AnyObject {
    func receive(_ event: TrainingEvent) throws
}
