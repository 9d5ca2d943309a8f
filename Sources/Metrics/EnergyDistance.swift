import Records

/// 2·E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖ of generated points and data, in units of the plane: zero only for equal
/// distributions. Some programs report its root.
///
/// Source: G. J. Székely, M. L. Rizzo, Journal of Statistical Planning and Inference 143 (2013) 1249–1272.
public struct EnergyDistance: Equatable, Sendable {
    /// With the pairs of a point with itself in the means: not negative but for rounding, zero for equal sets, but
    /// above zero on average for two samples of one distribution.
    public let vStatistic: Double
    /// Without those pairs: zero on average for two samples of one distribution, therefore sometimes negative. Nil if a
    /// set has a single point.
    public let uStatistic: Double?

    /// Returns nil if a set is empty, if a coordinate is not finite, or if squared distances exceed 1e300.
    public init?(of generated: [Point], data: [Point]) {
        guard !generated.isEmpty, !data.isEmpty, Box(around: generated + data) != nil else { return nil }
        let (n, m) = (Double(generated.count), Double(data.count))
        let (x, y) = (PointColumns(generated), PointColumns(data))
        let between = 2 * x.sumOfDistances(to: data) / (n * m)
        let withinX = x.sumOfDistances(to: generated)
        let withinY = y.sumOfDistances(to: data)
        vStatistic = between - withinX / (n * n) - withinY / (m * m)
        uStatistic = n > 1 && m > 1 ? between - withinX / (n * (n - 1)) - withinY / (m * (m - 1)) : nil
    }
}
