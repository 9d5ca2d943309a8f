import Records

/// ``SlicedWasserstein`` between the generator's samples and as many fresh points of the data. It needs no modes.
public struct SlicedW1: Metric {
    public let columns = [
        Column(
            "slicedW1", title: "sliced W₁", .outcome, better: .lower, scale: .logarithmic,
            figure: Column.Figure("sliced-w1", heading: "Distance of the samples from the data"))
    ]

    private let dimensions: Int

    /// - Parameter dimensions: 1 for points on a line, where the one direction there is gives W₁ itself.
    public init(dimensions: Int = 2) { self.dimensions = dimensions }

    public func values(of look: Look) -> [Double?] {
        let sliced =
            dimensions == 1 ? SlicedWasserstein(onLineTo: look.data) : SlicedWasserstein(to: look.data)
        return [sliced?.distance(from: look.generated)]
    }
}
