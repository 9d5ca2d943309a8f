import Foundation
import Records

/// The density of points over a frame, estimated with a Gaussian kernel on a square grid.
///
/// The points are counted into the cells, each shared among its four nearest, and the counts are blurred along
/// the rows and then along the columns: the sum of kernels up to the width of a cell, at a cost that does not
/// grow with points times cells. Silverman, "Kernel Density Estimation Using the Fast Fourier Transform"
/// (1982), bins for the same reason.
package struct DensityGrid: Equatable {
    /// Cells along each side.
    package let count: Int
    /// The standard deviation of the kernel, in data units.
    let bandwidth: Double
    /// Densities per square data unit, row after row from the bottom; the whole plane would add up to 1.
    package private(set) var values: [Double]

    /// - Parameters:
    ///   - frame: The window; points outside count in the total and are drawn nowhere.
    ///   - bandwidth: The standard deviation of the kernel, in cells.
    init(of points: [Point], in frame: Frame, count: Int = 156, bandwidth: Double = 2.4) {
        let count = max(count, 2)
        let drawable = points.filter(\.isDrawable)
        self.count = count
        self.bandwidth = bandwidth * frame.side / Double(count)
        values = [Double](repeating: 0, count: count * count)
        guard !drawable.isEmpty else { return }

        let cell = frame.side / Double(count)
        let share = 1 / (Double(drawable.count) * cell * cell)
        guard share.isFinite else { return }
        for point in drawable where frame.contains(point) {
            spread(
                share, column: (point.x - frame.left) / cell - 0.5, row: (point.y - frame.bottom) / cell - 0.5
            )
        }
        let kernel = Self.kernel(bandwidth: bandwidth)
        values = Self.blurredAndTransposed(values, count: count, kernel: kernel)
        values = Self.blurredAndTransposed(values, count: count, kernel: kernel)
    }

    /// The greatest density.
    package var peak: Double { values.max() ?? 0 }

    /// The density, row after row from the bottom, with whatever the picture cannot show of it left out.
    func rows(relativeTo peak: Double) -> [String] {
        let least = peak * 1e-4
        return (0..<count).map { row in
            values[(row * count)..<((row + 1) * count)].map { value in
                value < least ? "0" : Numbers.plain(value.rounded(toSignificantDigits: 4))
            }
            .joined(separator: " ")
        }
    }

    /// Shares an amount among the four cells round a place, given in cells from the middle of the first.
    private mutating func spread(_ amount: Double, column: Double, row: Double) {
        let (left, bottom) = (column.rounded(.down), row.rounded(.down))
        let (right, top) = (column - left, row - bottom)
        add(amount * (1 - right) * (1 - top), column: Int(left), row: Int(bottom))
        add(amount * right * (1 - top), column: Int(left) + 1, row: Int(bottom))
        add(amount * (1 - right) * top, column: Int(left), row: Int(bottom) + 1)
        add(amount * right * top, column: Int(left) + 1, row: Int(bottom) + 1)
    }

    private mutating func add(_ amount: Double, column: Int, row: Int) {
        guard (0..<count).contains(column), (0..<count).contains(row) else { return }
        values[row * count + column] += amount
    }

    private static func kernel(bandwidth: Double) -> [Double] {
        guard bandwidth > 0, bandwidth.isFinite else { return [1] }
        let reach = Int((3.5 * min(bandwidth, 1000)).rounded(.up))
        let weights = (-reach...reach).map { exp(-0.5 * pow(Double($0) / bandwidth, 2)) }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// Blurs along the rows and swaps rows with columns, so that doing it twice blurs both ways.
    private static func blurredAndTransposed(_ values: [Double], count: Int, kernel: [Double]) -> [Double] {
        let reach = kernel.count / 2
        var result = [Double](repeating: 0, count: values.count)
        for row in 0..<count {
            for column in 0..<count {
                let value = values[row * count + column]
                guard value > 0 else { continue }
                for target in max(column - reach, 0)...min(column + reach, count - 1) {
                    result[target * count + row] += value * kernel[target - column + reach]
                }
            }
        }
        return result
    }
}
