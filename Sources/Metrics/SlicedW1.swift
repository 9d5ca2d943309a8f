import Records

/// ``SlicedWasserstein`` between the generator's samples and as many fresh points of the data. It needs no modes.
public struct SlicedW1: Metric {
    public let columns = [
        Column(
            "slicedW1", title: "sliced W₁", .outcome, better: .lower, scale: .logarithmic,
            figure: Column.Figure("sliced-w1", heading: "Distance of the samples from the data"))
    ]

    public init() {}

    public func values(of look: Look) -> [Double?] {
        [SlicedWasserstein(to: look.data)?.distance(from: look.generated)]
    }
}
