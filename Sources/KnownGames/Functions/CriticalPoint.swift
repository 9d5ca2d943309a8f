import Games
import Tensors

/// A place where both gradients of f(x, y) are 0.
public struct CriticalPoint: Sendable {
    /// What the place is for a player who minimizes over x before the other maximizes over y.
    public enum Kind: String, Sendable {
        /// H_xx > 0 and H_yy < 0: neither wants to move.
        case nash = "local Nash"
        /// H_yy < 0 and H_xx − H_xy·H_yy⁻¹·H_yx > 0 (Jin, Netrapalli, Jordan 2020, arXiv 1902.00618, proposition 20).
        case minimax = "local minimax"
        /// One of the two has an eigenvalue of the other sign.
        case neither
        /// An eigenvalue is 0, and the second derivatives do not decide.
        case degenerate
    }

    public let x: [Double]
    public let y: [Double]
    /// f.
    public let value: Double
    public let kind: Kind
    /// The largest eigenvalue of H_yy and the smallest of H_xx − H_xy·H_yy⁻¹·H_yx; nil where H_yy is singular.
    public let largestOfY: Double
    public let smallestSchur: Double?

    /// The discriminator's numbers, then the generator's.
    var numbers: [Double] { y + x }

    /// - Parameters:
    ///   - place: the discriminator's numbers, y, then the generator's, x.
    ///   - jacobian: of the field (∂f/∂y, −∂f/∂x), whose blocks are H_yy, H_yx, −H_xy and −H_xx.
    init(
        at place: [Double], value: Double, jacobian: Matrix<Double>, counts: PerPlayer<Int>
    ) throws {
        let ys = 0..<counts.discriminator
        let xs = counts.discriminator..<place.count
        let yy = jacobian.block(ys, ys)
        let yx = jacobian.block(ys, xs)
        let xx = jacobian.block(xs, xs).scaled(by: -1)
        let zero = 1e-9 * (jacobian.elements.map(abs).max() ?? 0)
        let ofY = try yy.eigenvalues().map(\.real)
        let ofX = try xx.eigenvalues().map(\.real)
        let isYSingular = ofY.contains { abs($0) <= zero }
        let schur: [Double]? =
            try isYSingular ? nil : Self.schur(yy, yx, xx).map { try $0.eigenvalues().map(\.real) }
        self.value = value
        y = Array(place[ys])
        x = Array(place[xs])
        largestOfY = ofY.max() ?? 0
        smallestSchur = schur?.min()
        kind = Self.kind(y: ofY, x: ofX, schur: schur, zero)
    }

    private static func kind(y: [Double], x: [Double], schur: [Double]?, _ zero: Double) -> Kind {
        if y.contains(where: { $0 > zero }) { return .neither }
        guard let schur else { return .degenerate }
        if schur.contains(where: { $0 < -zero }) { return .neither }
        if schur.contains(where: { $0 <= zero }) { return .degenerate }
        return x.allSatisfy { $0 > zero } ? .nash : .minimax
    }

    /// H_xx − H_xy·H_yy⁻¹·H_yx.
    private static func schur(
        _ yy: Matrix<Double>, _ yx: Matrix<Double>, _ xx: Matrix<Double>
    ) throws -> Matrix<Double>? {
        guard let answer = yy.solved(for: yx) else { return nil }
        let change = try yx.product(answer, transposingSelf: true)
        return Matrix(xx.shape, trusted: zip(xx.elements, change.elements).map { $0 - $1 })
    }
}

extension CriticalPoint {
    /// Those that Newton's method finds from many places: on a grid where each player has one number, at random ones
    /// otherwise. Sorted: local minimax points first.
    ///
    /// - Parameter reach: how far from 0 the places are in each number.
    static func find(in derivatives: FunctionDerivatives, reach: Double = 5) throws -> [CriticalPoint] {
        var found: [CriticalPoint] = []
        for seed in seeds(derivatives.counts, reach) {
            guard let place = try newton(from: seed, within: 10 * reach, derivatives) else { continue }
            let isKnown = found.contains { distance($0.numbers, place) < 1e-6 * (1 + norm(place)) }
            if isKnown { continue }
            let (_, jacobian, value) = try derivatives.values(at: place)
            found.append(
                try CriticalPoint(at: place, value: value, jacobian: jacobian, counts: derivatives.counts))
        }
        let order: [Kind] = [.nash, .minimax, .degenerate, .neither]
        return found.enumerated().sorted { a, b in
            let kinds = [a, b].map { order.firstIndex(of: $0.element.kind) ?? 0 }
            return (kinds[0], a.offset) < (kinds[1], b.offset)
        }.map(\.element)
    }

    private static func seeds(_ counts: PerPlayer<Int>, _ reach: Double) -> [[Double]] {
        let count = counts.discriminator + counts.generator
        if count == 2 {
            let side = (0...20).map { reach * (Double($0) / 10 - 1) }
            return side.flatMap { y in side.map { [y, $0] } }
        }
        let draws = RandomDraw(seed: 0, stream: .evaluation, step: 0)
        let random = (0..<20).map { seed in
            (0..<count).map { reach * (2 * draws.uniform(seed * count + $0) - 1) }
        }
        return [[Double](repeating: 0, count: count)] + random
    }

    /// w ← w − λ·J⁻¹v, λ halved until ‖v‖ falls. Nil where it does not come to rest within `reach` of 0.
    ///
    /// It is at rest when its steps are short, not when v is small: a function that fades away is flat far out.
    private static func newton(
        from start: [Double], within reach: Double, _ derivatives: FunctionDerivatives
    ) throws -> [Double]? {
        var place = start
        var (field, jacobian, _) = try derivatives.values(at: place)
        for _ in 0..<100 {
            let length = norm(field)
            guard length.isFinite, norm(place) <= reach else { return nil }
            if length == 0 { return place }
            let right = try Matrix(Shape(field.count, 1), elements: field)
            guard let step = jacobian.solved(for: right)?.elements else { return nil }
            let way = norm(step) / (1 + norm(place))
            if way < 1e-10 { return place }
            var share = 1.0
            var next = place
            repeat {
                next = zip(place, step).map { $0 - share * $1 }
                (field, jacobian, _) = try derivatives.values(at: next)
                share /= 2
            } while !(norm(field) < length) && share > 1e-6
            // As near as rounding lets it come.
            guard norm(field) < length else { return way < 1e-6 ? place : nil }
            place = next
        }
        return nil
    }

    private static func norm(_ numbers: [Double]) -> Double {
        numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    static func distance(_ a: [Double], _ b: [Double]) -> Double { norm(zip(a, b).map { $0 - $1 }) }
}

extension Matrix<Double> {
    fileprivate func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
        Matrix(
            Shape(rows.count, columns.count),
            trusted: rows.flatMap { row in columns.map { self[row, $0] } })
    }
}
