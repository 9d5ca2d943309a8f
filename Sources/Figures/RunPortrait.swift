/// Everything the figures of one run are drawn from: plain data, with no memory of how it was made.
public struct RunPortrait: Sendable, Equatable {
    /// The samples of the generator at one moment of the training.
    public struct Snapshot: Sendable, Equatable {
        /// The number of training steps taken before the samples were drawn.
        public var step: Int
        public var points: [Point]

        public init(step: Int, points: [Point]) {
            self.step = step
            self.points = points
        }
    }

    /// One line about the run, shown under the heading of every figure; any text will do.
    public var title: String
    public var metrics: MetricsTable
    /// The number of modes of the target, all of which a good run covers; 0 for a target without modes.
    public var modesTotal: Int
    /// The centres of the modes, in data units.
    public var centres: [Point]
    /// The standard deviation of a mode in data units, to draw the circle of three deviations round each
    /// centre. Without it the centres are marked by crosses.
    public var modeDeviation: Double?
    /// Samples of the target.
    public var target: [Point]
    /// Samples of the generator at the end of the run.
    public var samples: [Point]
    /// Samples of the generator on the way, in the order of the training.
    public var snapshots: [Snapshot]
    /// The discriminator at the end of the run; without it there is no figure of it.
    public var surface: DiscriminatorSurface?
    /// Eigenvalues of the field's Jacobian on the way; without them there is no figure of them.
    public var spectra: [SpectrumPortrait.Moment]

    public init(
        title: String, metrics: MetricsTable, modesTotal: Int, centres: [Point], modeDeviation: Double? = nil,
        target: [Point], samples: [Point], snapshots: [Snapshot] = [], surface: DiscriminatorSurface? = nil,
        spectra: [SpectrumPortrait.Moment] = []
    ) {
        self.title = title
        self.metrics = metrics
        self.modesTotal = modesTotal
        self.centres = centres
        self.modeDeviation = modeDeviation
        self.target = target
        self.samples = samples
        self.snapshots = snapshots
        self.surface = surface
        self.spectra = spectra
    }

    /// The window all pictures of samples share: the target with some air round it. It ignores the generator,
    /// so that a run that diverged cannot shrink the target to a dot.
    var frame: Frame {
        Frame(around: target.contains(where: \.isDrawable) ? target : centres)
    }
}
