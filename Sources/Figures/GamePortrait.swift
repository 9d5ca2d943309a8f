/// Everything the figures of a game with a known answer are drawn from: plain data.
public struct GamePortrait: Sendable, Equatable {
    /// A curve with a name; curves of one name have one colour.
    public struct Line: Sendable, Equatable {
        public var name: String
        public var points: [Point]

        public init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// The field of one method, and how training moves in it.
    public struct Panel: Sendable, Equatable {
        public var title: String
        /// Where an arrow starts, and the field there.
        public var places: [Point]
        public var field: [Point]
        public var lines: [Line]

        public init(title: String, places: [Point], field: [Point], lines: [Line]) {
            self.title = title
            self.places = places
            self.field = field
            self.lines = lines
        }
    }

    /// Eigenvalues in the complex plane as a weight grows.
    public struct Path: Sendable, Equatable {
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

    /// One line about the game, shown under the heading of every figure.
    public var title: String
    /// What is measured along the axes of phase portraits.
    public var axes: (x: String, y: String)
    /// The window of all phase portraits.
    public var frame: Frame
    public var equilibria: [Point]
    public var panels: [Panel]
    public var paths: [Path]
    /// The distance from the equilibrium, y, after x steps.
    public var distances: [Line]
    /// What theory predicts of the distances, in the same order.
    public var predictions: [Line]
    /// Eigenvalues at moments of a run, in the order of the training.
    public var spectra: [SpectrumPortrait.Moment]

    public init(
        title: String, axes: (x: String, y: String), frame: Frame, equilibria: [Point], panels: [Panel],
        paths: [Path], distances: [Line] = [], predictions: [Line] = [],
        spectra: [SpectrumPortrait.Moment] = []
    ) {
        self.title = title
        self.axes = axes
        self.frame = frame
        self.equilibria = equilibria
        self.panels = panels
        self.paths = paths
        self.distances = distances
        self.predictions = predictions
        self.spectra = spectra
    }

    public static func == (a: GamePortrait, b: GamePortrait) -> Bool {
        a.title == b.title && a.axes == b.axes && a.frame == b.frame && a.equilibria == b.equilibria
            && a.panels == b.panels && a.paths == b.paths && a.distances == b.distances
            && a.predictions == b.predictions && a.spectra == b.spectra
    }

    /// Names of lines in the order of their first appearance.
    static func names(_ lines: [Line]) -> [String] {
        lines.reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
    }
}
