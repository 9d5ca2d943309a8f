import Records

/// The axes of a window onto the complex plane that shows the origin and both signs of the real part.
package struct ComplexAxes {
    package var horizontal: ClosedRange<Double>
    package var vertical: ClosedRange<Double>
    /// Of the real parts and of the imaginary parts; nil for a linear axis. Ranges are of mapped numbers.
    var real: SignedLogarithm?
    var imaginary: SignedLogarithm?

    /// Linear axes and, where one of them would hide most of its numbers near 0, logarithmic ones.
    package static func all(for points: [Point]) -> [ComplexAxes] {
        let logarithmic = ComplexAxes(
            around: points, real: SignedLogarithm(for: points.map(\.x)),
            imaginary: SignedLogarithm(for: points.map(\.y)))
        let isWide = logarithmic.real != nil || logarithmic.imaginary != nil
        return [ComplexAxes(around: points)] + (isWide ? [logarithmic] : [])
    }

    init(around points: [Point], real: SignedLogarithm? = nil, imaginary: SignedLogarithm? = nil) {
        (self.real, self.imaginary) = (real, imaginary)
        let places = points.map { Point(real?($0.x) ?? $0.x, imaginary?($0.y) ?? $0.y) }
        let (xs, ys) = (places.map(\.x), places.map { abs($0.y) })
        let (least, greatest) = (min(xs.min() ?? -1, 0), max(xs.max() ?? 0, 0))
        let width = max(greatest - least, 1e-300)
        // Real eigenvalues alone give the vertical axis no scale.
        let half = 1.1 * max(ys.max() ?? 0, 0.01 * width)
        horizontal = Ticks.range(least - 0.06 * width, greatest + 0.08 * width)
        vertical = Ticks.range(-half, half)
    }

    /// The place of an eigenvalue on the axes.
    package func place(_ point: Point) -> Point {
        Point(real?(point.x) ?? point.x, imaginary?(point.y) ?? point.y)
    }

    /// The labels of the real parts and the title, for an axis of so many pixels under letters of ``Sheet/fontSize``.
    package func x(along length: Double) -> (axis: ValueAxis, title: String) {
        var axis = ValueAxis(along: horizontal, of: length, about: 5)
        guard let real else { return (axis, axis.scale.title("real part")) }
        (axis.ticks, axis.scale) = (real.ticks(in: horizontal, gap: 76 / length), AxisScale())
        return (axis, real.title("real part"))
    }

    /// Likewise of the imaginary parts.
    package func y(along length: Double) -> (axis: ValueAxis, title: String) {
        var axis = ValueAxis(from: vertical.lowerBound, to: vertical.upperBound, about: 6)
        guard let imaginary else { return (axis, axis.scale.title("imaginary part")) }
        (axis.ticks, axis.scale) = (imaginary.ticks(in: vertical, gap: 32 / length), AxisScale())
        return (axis, imaginary.title("imaginary part"))
    }
}
