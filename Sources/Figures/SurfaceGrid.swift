import Records

extension Surface {
    /// The scores as they are drawn: a critic's scores relative to their median.
    package var shownScores: [Double] {
        guard meaning == .critic else { return scores }
        let median = scores.filter(\.isFinite).quantile(0.5) ?? 0
        return scores.map { $0 - median }
    }

    /// Whether the grid can be drawn: at least two rows and columns, spread out, with a score each.
    package var isDrawable: Bool {
        xs.count >= 2 && ys.count >= 2 && scores.count == xs.count * ys.count
            && Self.isAxis(xs) && Self.isAxis(ys) && scores.contains(where: \.isFinite)
    }

    /// From the first column to the last; of use only if the surface can be drawn.
    var horizontal: ClosedRange<Double> { Ticks.range(xs.first ?? 0, xs.last ?? 1) }
    /// From the first row to the last; of use only if the surface can be drawn.
    var vertical: ClosedRange<Double> { Ticks.range(ys.first ?? 0, ys.last ?? 1) }
    var width: Double { horizontal.upperBound - horizontal.lowerBound }
    var height: Double { vertical.upperBound - vertical.lowerBound }

    /// Whether places ascend from the first to the last by an amount that shows, all of them drawable.
    private static func isAxis(_ places: [Double]) -> Bool {
        guard let first = places.first, let last = places.last else { return false }
        return places.allSatisfy { Point(x: $0, y: 0).isDrawable }
            && Ticks.range(first, last) == first...max(first, last)
    }

    /// A row `x y score` for every so many-th place of every so many-th row of the grid, an empty line between two rows
    /// as gnuplot wants it.
    func rows(every stride: Int = 1) -> [String] {
        let shown = shownScores
        return ys.indices.filter { $0.isMultiple(of: stride) }.map { row in
            xs.indices.filter { $0.isMultiple(of: stride) }.map { column in
                DataBlocks.row(Point(x: xs[column], y: ys[row])) + " "
                    + Numbers.plain(shown[row * xs.count + column])
            }
        }
        .joined(separator: [""]).map(\.self)
    }
}
