/// Eigenvalues of a game's field at one moment of the training or at several, to be drawn in the complex plane.
public struct SpectrumPortrait: Sendable, Equatable {
    public struct Moment: Sendable, Equatable {
        /// Training steps done.
        public var step: Int
        /// Real parts as x, imaginary parts as y.
        public var eigenvalues: [Point]

        public init(step: Int, eigenvalues: [Point]) {
            self.step = step
            self.eigenvalues = eigenvalues
        }
    }

    /// One line about the run, shown under the heading.
    public var title: String
    /// In the order of the training.
    public var moments: [Moment]

    public init(title: String, moments: [Moment]) {
        self.title = title
        self.moments = moments
    }
}
