/// By the square root of what a gain is divided.
public enum Fan: String, CaseIterable, Sendable {
    /// The numbers that come in, those that go out, their mean.
    case `in`, out, mean
    /// Nothing: the gain is the standard deviation.
    case none

    func count(fanIn: Int, fanOut: Int) -> Double {
        switch self {
        case .in: Double(fanIn)
        case .out: Double(fanOut)
        case .mean: Double(fanIn + fanOut) / 2
        case .none: 1
        }
    }
}
