/// What a run shows: everything that figures, reports and readers need, with no memory of how it was made. Of a game with
/// a known answer there are no points and no surface.
public struct RunRecord: Equatable, Sendable, Codable {
    /// The run in a line.
    public var title: String
    /// Training steps done.
    public var step: Int
    public var table: Table
    /// Nil if the data have no modes.
    public var modes: Modes?
    /// 2 for points of the plane, 1 for points on a line, where second coordinates are 0.
    public var dimensions: Int
    /// Points of the data.
    public var target: [Point]
    /// Of the generator, at ``step``.
    public var samples: [Point]
    /// Of the generator on the way, in the order of the training.
    public var snapshots: [Samples]
    /// The discriminator at ``step``; nil if nobody asked for it.
    public var surface: Surface?
    /// Of the discriminator on the way, coarse and without slopes, in the order of the training. Runs of earlier
    /// versions have none.
    public var surfaces: [SurfaceRecord]
    /// On the way, in the order of the training.
    public var spectra: [SpectrumRecord]
    /// The step at which a number was not finite; nil if there was none.
    public var brokenStep: Int?

    public init(
        title: String, step: Int = 0, table: Table = Table(columns: []), modes: Modes? = nil,
        dimensions: Int = 2, target: [Point] = [], samples: [Point] = [], snapshots: [Samples] = [],
        surface: Surface? = nil,
        surfaces: [SurfaceRecord] = [], spectra: [SpectrumRecord] = [], brokenStep: Int? = nil
    ) {
        self.title = title
        self.step = step
        self.table = table
        self.modes = modes
        self.dimensions = dimensions
        self.target = target
        self.samples = samples
        self.snapshots = snapshots
        self.surface = surface
        self.surfaces = surfaces
        self.spectra = spectra
        self.brokenStep = brokenStep
    }

    /// The window of all its pictures of points and of the discriminator.
    public var frame: Frame { Frame(modes: modes, data: target) }
}

/// A measure at the end of a run.
public struct Outcome: Equatable, Sendable, Codable {
    public var column: Column
    /// Nil if it is not defined.
    public var value: Double?
    /// The evaluation since which the value has been the largest possible every time; nil if it is not now, or if there
    /// is no largest.
    public var fullSince: TrainingMoment?

    public init(_ column: Column, _ value: Double?, fullSince: TrainingMoment? = nil) {
        self.column = column
        self.value = value
        self.fullSince = fullSince
    }
}

/// A moment of the training.
public struct TrainingMoment: Equatable, Sendable, Codable {
    public var step: Int
    /// Of training.
    public var seconds: Double

    public init(step: Int, seconds: Double) {
        self.step = step
        self.seconds = seconds
    }
}

/// Runs side by side.
public struct ComparisonRecord: Equatable, Sendable, Codable {
    public struct Run: Equatable, Sendable, Codable {
        /// Tells the run from the others; short.
        public var name: String
        public var record: RunRecord
        /// How the run ended, in a few words.
        public var result: String
        /// Counts settings: runs that differ in the seed alone have the same. Nil for a setting of the run's own.
        public var setting: Int?

        public init(name: String, record: RunRecord, result: String = "", setting: Int? = nil) {
            self.name = name
            self.record = record
            self.result = result
            self.setting = setting
        }
    }

    /// One line about the comparison.
    public var title: String
    public var runs: [Run]

    public init(title: String, runs: [Run]) {
        self.title = title
        self.runs = runs
    }
}
