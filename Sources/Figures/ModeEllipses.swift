import Foundation
import Records

extension Modes {
    /// The ellipse at three standard deviations of each mode, as gnuplot's `ellipses units xx` wants it: the middle, both
    /// diameters, and the angle of the first in degrees. Empty if a width is not above 0 and finite.
    var ellipses: [String] {
        let rows = zip(centres, spreads).compactMap { centre, spread -> String? in
            let (a, b) = (spread.xx * spread.xx, spread.xx * spread.yx)
            let c = spread.yx * spread.yx + spread.yy * spread.yy
            // The eigenvalues of the covariance [[a, b], [b, c]], the larger one along the first diameter.
            let (mean, half) = ((a + c) / 2, hypot((a - c) / 2, b))
            let (larger, smaller) = (mean + half, max(mean - half, 0))
            guard smaller > 0, larger.isFinite, centre.isDrawable else { return nil }
            let angle = 0.5 * atan2(2 * b, a - c) * 180 / .pi
            return DataBlocks.row(centre) + " "
                + [6 * larger.squareRoot(), 6 * smaller.squareRoot(), angle].map(Numbers.plain).joined(
                    separator: " ")
        }
        return rows.count == centres.count ? rows : []
    }
}
