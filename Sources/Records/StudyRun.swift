/// One run of a study, as its analysis sees it: no times, no machine, no folder.
public struct StudyRun: Equatable, Sendable, Codable {
    public enum Status: String, Sendable, Codable, CaseIterable {
        /// All steps are done, or success has ended the run as the study asks.
        case completed
        /// A number was not finite. This is a result.
        case diverged
        /// The program failed, or what it left cannot be read. This is no result.
        case crashed
        /// Not begun, under way or interrupted.
        case unfinished
    }

    /// The value of an axis.
    public struct Setting: Equatable, Sendable, Codable {
        /// What the study calls the axis.
        public var axis: String
        public var text: String

        public init(axis: String, text: String) {
            self.axis = axis
            self.text = text
        }
    }

    /// The variant with its settings, such as `r1-gamma=10`. Runs of one cell differ in the seed alone.
    public var cell: String
    public var variant: String
    public var settings: [Setting]
    public var seed: UInt64
    public var status: Status
    /// Training steps done.
    public var steps: Int
    /// What a step counts in the study's unit of time: 1, or its model evaluations.
    public var pace: Int
    /// The step at which the run succeeded; nil if it has not, or if the study does not say what success is.
    public var reachedAt: Int?
    /// Measures at the end, by the names of their columns: nil where a measure is not defined. What was not measured is
    /// not there.
    public var outcomes: [String: Double?]
    public var table: Table
    /// Where and how it diverged, or why it crashed, in one line.
    public var remark: String?

    public init(
        cell: String, variant: String, settings: [Setting] = [], seed: UInt64, status: Status, steps: Int = 0,
        pace: Int = 1, reachedAt: Int? = nil, outcomes: [String: Double?] = [:],
        table: Table = Table(columns: []),
        remark: String? = nil
    ) {
        self.cell = cell
        self.variant = variant
        self.settings = settings
        self.seed = seed
        self.status = status
        self.steps = steps
        self.pace = pace
        self.reachedAt = reachedAt
        self.outcomes = outcomes
        self.table = table
        self.remark = remark
    }
}
