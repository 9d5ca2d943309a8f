/// What is shown of a game with a known answer, or of a study of one.
public struct GameRecord: Equatable, Sendable, Codable {
    /// A curve with a name; curves of one name have one colour.
    public struct Line: Equatable, Sendable, Codable {
        public var name: String
        public var points: [Point]

        public init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// The field of one method, and how training moves in it.
    public struct Panel: Equatable, Sendable, Codable {
        public var title: String
        public var field: [Arrow]
        public var lines: [Line]

        public init(title: String, field: [Arrow], lines: [Line]) {
            self.title = title
            self.field = field
            self.lines = lines
        }
    }

    /// Eigenvalues in the complex plane as a weight grows.
    public struct EigenvaluePath: Equatable, Sendable, Codable {
        public var title: String
        /// The weight of each of `eigenvalues`, x being the real part.
        public var weights: [Double]
        public var eigenvalues: [Point]

        public init(title: String, weights: [Double], eigenvalues: [Point]) {
            self.title = title
            self.weights = weights
            self.eigenvalues = eigenvalues
        }
    }

    /// One line about the game.
    public var title: String
    /// The window of all phase portraits: the generator's number across, the discriminator's up.
    public var frame: Frame
    public var equilibria: [Point]
    /// What the equilibria are called in a legend.
    public var equilibriumName = "equilibrium"
    /// What the generator's and the discriminator's numbers are called.
    public var axes = ["generator's parameter", "discriminator's parameter"]
    /// Where the field is 0 and the players have no reason to stay.
    public var otherPoints: [Point] = []
    public var panels: [Panel]
    public var paths: [EigenvaluePath]
    /// The distance from the equilibrium, y, after x steps.
    public var distances: [Line]
    /// What theory predicts of the distances, in the same order.
    public var predictions: [Line]
    /// Eigenvalues on the way, in the order of the training.
    public var spectra: [SpectrumRecord]

    public init(
        title: String, frame: Frame, equilibria: [Point], panels: [Panel], paths: [EigenvaluePath] = [],
        distances: [Line] = [], predictions: [Line] = [], spectra: [SpectrumRecord] = []
    ) {
        self.title = title
        self.frame = frame
        self.equilibria = equilibria
        self.panels = panels
        self.paths = paths
        self.distances = distances
        self.predictions = predictions
        self.spectra = spectra
    }
}
