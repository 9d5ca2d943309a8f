/// The figures of a run, in the order a reader would want them, under the names of their files.
public enum RunFigure: String, CaseIterable, Sendable {
    case losses
    case gradientNorms = "gradient-norms"
    /// One for each ``Column/Figure`` that the columns of the run name.
    case measures
    case samples
    case densities
    /// If single points have scores.
    case discriminator
    /// If the run has recorded any.
    case spectrum
}
