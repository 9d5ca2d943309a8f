import Records

/// A measure of what training has come to: it says what it measures and measures it.
///
/// ```swift
/// struct Spread: Metric {
///     let columns = [Column("spread", .outcome, better: .higher, figure: Column.Figure("spread", heading: "Spread"))]
///
///     func values(of look: Look) throws -> [Double?] { … }
/// }
/// ```
public protocol Metric: Sendable {
    /// Described once, before training. Their role is ``Column/Role/outcome``.
    var columns: [Column] { get }

    /// Whether it costs so little that every logged step has it. Other measures are taken at evaluations.
    var isCheap: Bool { get }

    /// One value a column; nil where it is not defined, such as of data without modes.
    ///
    /// - Throws: ``InterruptedMeasure`` if ``Look/shouldStop`` said so on the way.
    func values(of look: Look) throws -> [Double?]
}

extension Metric {
    public var isCheap: Bool { false }
}

/// A measure that takes long was not finished, because somebody wants to stop.
public struct InterruptedMeasure: Error {
    public init() {}
}

/// A look at the players at one step. Each part is made when it is first asked for, and once, however many measures use
/// it. It is good only until the next step.
public final class Look {
    /// Training steps done.
    public let step: Int
    /// Samples of the generator that is judged; empty for a game without points.
    public private(set) lazy var generated = makeGenerated()
    /// Fresh points of the data, as many as ``generated``, none of which training sees.
    public private(set) lazy var data = makeData()
    /// The players' numbers, the discriminator's first, each in the order of its model.
    public private(set) lazy var parameters = makeParameters()
    /// The discriminator's scores of points, and their gradients with respect to the points.
    public let judge: ([Point]) throws -> (scores: [Double], gradients: [Point])
    /// Whether somebody wants to stop: to be asked by measures that take long.
    public let shouldStop: () -> Bool

    private let makeGenerated: () -> [Point]
    private let makeData: () -> [Point]
    private let makeParameters: () -> [Double]

    public init(
        step: Int, generated: @autoclosure @escaping () -> [Point] = [],
        data: @autoclosure @escaping () -> [Point] = [],
        parameters: @autoclosure @escaping () -> [Double] = [],
        judge: @escaping ([Point]) throws -> (scores: [Double], gradients: [Point]) = { _ in ([], []) },
        shouldStop: @escaping () -> Bool = { false }
    ) {
        self.step = step
        self.shouldStop = shouldStop
        makeGenerated = generated
        makeData = data
        makeParameters = parameters
        self.judge = judge
    }

    /// The first points of the generator and equally many of the data.
    ///
    /// - Parameter count: at most so many of each.
    func pairs(_ count: Int) -> (generated: [Point], data: [Point]) {
        let count = min(count, generated.count, data.count)
        return (Array(generated.prefix(count)), Array(data.prefix(count)))
    }
}
