import Foundation

/// The standard normal distribution.
enum NormalDistribution {
    /// The number below which the share `probability` lies, which is between 0 and 1.
    ///
    /// P. J. Acklam's rational approximation, right to nine digits, and one step of Halley's method on erfc, which makes
    /// it right to about fifteen.
    static func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return -.infinity }
        guard probability < 1 else { return .infinity }
        // The lower half keeps its digits where the upper one loses them.
        guard probability <= 0.5 else { return -quantile(1 - probability) }
        let rough = approximateQuantile(probability)
        let error = 0.5 * erfc(-rough / 2.0.squareRoot()) - probability
        let step = error * (2 * Double.pi).squareRoot() * exp(rough * rough / 2)
        return rough - step / (1 + rough * step / 2)
    }

    /// How many standard deviations the interval of this confidence reaches to each side of the mean.
    static func reach(confidence: Double) -> Double { -quantile((1 - confidence) / 2) }

    private static func approximateQuantile(_ probability: Double) -> Double {
        if probability < 0.02425 {
            let q = (-2 * log(probability)).squareRoot()
            return polynomial(q, tailNumerator) / (polynomial(q, tailDenominator) * q + 1)
        }
        let q = probability - 0.5
        let r = q * q
        return polynomial(r, middleNumerator) * q / (polynomial(r, middleDenominator) * r + 1)
    }

    private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let middleNumerator = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let middleDenominator = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01,
    ]
    private static let tailNumerator = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
        -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let tailDenominator = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00,
    ]
}
