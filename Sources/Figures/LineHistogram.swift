import Foundation
import Records

/// How many points of a line lie in each of equal cells, as a density: the whole line adds up to 1.
package struct LineHistogram: Equatable {
    /// The middles of the cells and their densities.
    package let points: [Point]
    /// How wide a cell is.
    package let cell: Double

    /// Points outside the window count in the total and are drawn nowhere.
    package init(of sample: [Point], in frame: Frame, count: Int = 100) {
        let drawable = sample.filter(\.isDrawable)
        let cell = frame.side / Double(count)
        var counts = Array(repeating: 0, count: count)
        for point in drawable where frame.horizontal.contains(point.x) {
            counts[min(Int((point.x - frame.left) / cell), count - 1)] += 1
        }
        let unit = 1 / (Double(max(drawable.count, 1)) * cell)
        self.cell = cell
        points =
            drawable.isEmpty
            ? []
            : counts.enumerated().map {
                Point(frame.left + (Double($0.offset) + 0.5) * cell, unit * Double($0.element))
            }
    }

    /// Blurred with a Gaussian kernel whose standard deviation is so many cells.
    package func smoothed(by deviation: Double) -> [Point] {
        let reach = Int((4 * deviation).rounded(.up))
        let kernel = (-reach...reach).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
        let sum = kernel.reduce(0, +)
        return points.indices.map { index in
            let blurred = (-reach...reach).reduce(0) { total, offset in
                points.indices.contains(index + offset)
                    ? total + kernel[offset + reach] * points[index + offset].y : total
            }
            return Point(points[index].x, blurred / sum)
        }
    }
}

extension Modes {
    /// The density of a mixture on a line.
    func density(at x: Double) -> Double {
        zip(weights, zip(centres, spreads)).reduce(0) { sum, mode in
            let (weight, (centre, spread)) = mode
            let z = (x - centre.x) / spread.xx
            return sum + weight * exp(-z * z / 2) / (spread.xx * (2 * Double.pi).squareRoot())
        }
    }
}
