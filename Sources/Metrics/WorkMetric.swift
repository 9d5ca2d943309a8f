import Records

/// Gradients of a loss and products with its second derivatives since the start of training: an axis on which methods that
/// take more of them a step can be compared.
public struct WorkMetric: Metric {
    public let columns = [
        Column(
            "modelEvaluations", title: "model evaluations", .outcome, format: .integer,
            figure: Column.Figure("model-evaluations", heading: "Model evaluations since the start"))
    ]
    private let perStep: Int

    /// - Parameter perStep: how many a training step takes.
    public init(perStep: Int) { self.perStep = perStep }

    public var isCheap: Bool { true }

    public func values(of look: Look) -> [Double?] { [Double(look.step) * Double(perStep)] }
}
