/// What is known of a run when training begins or goes on.
public struct Beginning: Equatable, Sendable, Codable {
    public var name: String
    public var seed: UInt64
    /// Steps done before, and to be done in all.
    public var completed: Int
    public var total: Int
    /// With the columns of all rows to come, and with what an interrupted run has left so far.
    public var record: RunRecord

    public init(name: String, seed: UInt64, completed: Int, total: Int, record: RunRecord) {
        self.name = name
        self.seed = seed
        self.completed = completed
        self.total = total
        self.record = record
    }
}

/// How a run ended.
public struct Ending: Equatable, Sendable, Codable {
    /// "completed", "diverged" or "interrupted".
    public var status: String
    public var step: Int
    public var seconds: Double
    public var outcomes: [Outcome]
    /// Where and how it diverged; nil if it did not.
    public var divergence: String?

    public init(status: String, step: Int, seconds: Double, outcomes: [Outcome], divergence: String? = nil) {
        self.status = status
        self.step = step
        self.seconds = seconds
        self.outcomes = outcomes
        self.divergence = divergence
    }
}

/// What happens in a run, told to everybody who watches it.
public enum Event: Equatable, Sendable, Codable {
    /// Training begins or goes on.
    case began(Beginning)
    /// A step is done. Of this kind alone some are left out for those who are slow.
    case stepped(Int)
    /// A row of the table.
    case measured([Double?])
    /// The row of the step that was not finite: the last of the table.
    case broke(step: Int, row: [Double?])
    /// Samples of the generator on the way.
    case sampled(Samples)
    case spectrum(SpectrumRecord)
    case surface(step: Int, Surface)
    /// The discriminator's scores on the way, on a coarse grid.
    case scored(SurfaceRecord)
    /// Somebody has changed a number of the run.
    case touched(Touch)
    /// How the players stand, made because an onlooker asked. It is in no file.
    case glimpsed(Glimpse)
    /// The state of this step is saved.
    case saved(step: Int)
    /// All steps are done; these are the generator's samples.
    case finished(Samples)
    /// Something that a person should know, though the run goes on.
    case warned(String)
    /// The run is over, one way or another.
    case ended(Ending)

    /// Whether only the newest of its kind matters.
    public var isProgress: Bool {
        if case .stepped = self { true } else { false }
    }
}

extension RunRecord {
    /// Takes in what has happened. From ``Event/began(_:)`` on, the record describes the run so far.
    public mutating func add(_ event: Event) {
        switch event {
        case .began(let beginning): self = beginning.record
        case .stepped(let done): step = done
        case .measured(let row): table.rows.append(row)
        case .broke(let at, let row):
            brokenStep = at
            if !row.isEmpty { table.rows.append(row) }
        case .sampled(let samples): snapshots.append(samples)
        case .spectrum(let spectrum): spectra.append(spectrum)
        case .surface(let at, let found): if at >= step { surface = found }
        case .scored(let found): surfaces.append(found)
        case .finished(let last):
            step = last.step
            samples = last.points
        case .touched, .glimpsed, .saved, .warned, .ended: break
        }
    }
}
