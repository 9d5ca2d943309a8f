import Records

/// Points as vectors of eight coordinates.
struct PointColumns {
    private var x: [SIMD8<Double>] = []
    private var y: [SIMD8<Double>] = []
    /// The last points, which do not fill a vector.
    private let rest: ArraySlice<Point>

    init(_ points: [Point]) {
        let whole = points.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            var (across, along) = (SIMD8<Double>(), SIMD8<Double>())
            for lane in 0..<8 {
                (across[lane], along[lane]) = (points[start + lane].x, points[start + lane].y)
            }
            x.append(across)
            y.append(along)
        }
        rest = points[whole...]
    }

    /// Σ ‖x − y‖ over all pairs of these points with `others`.
    func sumOfDistances(to others: [Point]) -> Double {
        others.reduce(0) { $0 + sumOfDistances(to: $1) }
    }

    private func sumOfDistances(to point: Point) -> Double {
        var sums = SIMD8<Double>()
        for index in x.indices {
            let across = x[index] - point.x
            let along = y[index] - point.y
            sums += (across * across + along * along).squareRoot()
        }
        return rest.reduce(sums.sum()) { $0 + GroundCost.distance.between($1, point) }
    }
}
