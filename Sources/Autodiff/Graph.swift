import Tensors

/// One operation in a graph and where its inputs come from.
public struct Node: Hashable, Sendable {
    public var operation: Operation
    /// Positions of earlier nodes.
    public var inputs: [Int]
    public var shape: Shape
}

/// Computations written down once, to be differentiated and compiled. A graph only grows.
///
/// Shapes are known when an expression is written. The first mismatch is remembered and thrown when the graph
/// is compiled, so that formulas stay free of `try` (docs/decisions/0002).
public final class Graph {
    package private(set) var nodes: [Node] = []
    private var inputNames: [Int: String] = [:]
    /// The nodes through which no gradient flows.
    private(set) var detached: Set<Int> = []
    private(set) var problem: (any Error)?
    private let shouldStop: () -> Bool

    /// - Parameter shouldStop: asked often while derivatives are written down and while the graph is compiled. Once it
    ///   says yes, what is left is made quickly and wrong, and compiling throws `CancellationError`.
    public init(shouldStop: @escaping () -> Bool = { false }) { self.shouldStop = shouldStop }

    /// Whether the work on this graph is to end.
    var isStopped: Bool {
        if problem is CancellationError { return true }
        guard shouldStop() else { return false }
        problem = problem ?? CancellationError()
        return true
    }

    /// - Throws: the first mistake in what has been written down.
    package func check() throws {
        if let problem { throw problem }
    }

    func checkStopped() throws {
        if isStopped, let problem { throw problem }
    }

    /// Numbers given from outside when the compiled program runs.
    public func input(_ name: String, _ shape: Shape) -> Expression {
        inputNames[nodes.count] = name
        return append(.input(identity: nodes.count), [], shape)
    }

    public func constant(_ value: Double) -> Expression {
        append(.constant(value), [], .scalar)
    }

    func append(_ operation: Operation, _ inputs: [Int], _ shape: Shape) -> Expression {
        nodes.append(Node(operation: operation, inputs: inputs, shape: shape))
        return Expression(graph: self, id: nodes.count - 1)
    }

    func detach(_ id: Int) { detached.insert(id) }

    func name(ofInput identity: Int) -> String { inputNames[identity] ?? "input \(identity)" }

    /// Remembers a mistake, to be thrown when the graph is compiled; the first one counts.
    public func record(_ error: any Error) {
        if problem == nil { problem = error }
    }
}

/// A misuse of a graph that is not about shapes.
public struct GraphError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A matrix to be computed: a node of a graph.
public struct Expression {
    public let graph: Graph
    /// The position of its node.
    package let id: Int

    public var shape: Shape { graph.nodes[id].shape }

    init(graph: Graph, id: Int) {
        self.graph = graph
        self.id = id
    }
}
