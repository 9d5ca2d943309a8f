import Distributions
import Foundation
import Records

extension ExperimentConfiguration {
    /// What is probably not meant about the data, a sentence each: training goes on all the same.
    package var dataWarnings: [String] {
        guard knownGame == nil else { return [] }
        return [scaleWarning, precision == .float32 ? collapseWarning : nil].compactMap(\.self)
    }

    /// Networks start with outputs around 1.
    private var scaleWarning: String? {
        let extent = data.moments.extent
        guard extent > 0, extent < 0.02 || extent > 50 else { return nil }
        return "the data lie about \(Self.rounded(extent)) from the origin, where networks begin around 1; "
            + "\"standardize\": true, or scale and shift in data, bring them near"
    }

    /// Where points that differ are the same in single precision.
    private var collapseWarning: String? {
        let remedy = "\"standardize\": true in data keeps them apart, and so does \"precision\": \"float64\""
        if let points = (data as? PointSet)?.points {
            let distinct = Set(points).count
            let left = Set(points.map { SIMD2<Float>($0) }).count
            guard left < distinct else { return nil }
            return "in single precision the \(distinct) different points become \(left); \(remedy)"
        }
        guard let modes = data.modes else { return nil }
        let isCoarse = zip(modes.centres, modes.spreads).contains { centre, spread in
            (0..<modes.dimensions).contains { axis in
                // A Gaussian of fewer than some ten steps of the grid of floats is not one any more.
                spread.deviations[axis] < 10 * Double(Float(centre[axis]).ulp)
            }
        }
        return isCoarse ? "in single precision a mode is hardly more than a point; \(remedy)" : nil
    }

    private static func rounded(_ number: Double) -> String {
        let digits = pow(10, floor(log10(number)) - 1)
        let value = (number / digits).rounded() * digits
        return value >= 1e15 || value < 1e-4 ? "\(value)" : value >= 10 ? "\(Int(value))" : "\(Float(value))"
    }
}
