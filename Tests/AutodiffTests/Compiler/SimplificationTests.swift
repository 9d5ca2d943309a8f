import Tensors
import Testing

@testable import Autodiff

/// Single rules: which operations are left of a small formula.
struct SimplificationTests {
    /// What one pass leaves of a formula of a 2×3 `x` and a 1×3 `b`.
    static func nodes(_ write: (_ x: Expression, _ b: Expression) -> Expression) throws -> [Node] {
        var sample = SampleGraph()
        let x = sample.input(Shape(2, 3))
        sample.outputs = [write(x, sample.input(Shape(1, 3)))]
        let flow = sample.flow.simplified().withoutDeadCode()
        let numbers = sample.numbers()
        let (before, after) = (try sample.flow.interpreted(numbers), try flow.interpreted(numbers))
        #expect(difference(after, before, relativeTo: before) < 1e-15)
        return flow.nodes
    }

    static func names(_ write: (Expression, Expression) -> Expression) throws -> [String] {
        try nodes(write).map(\.operation.name)
    }

    @Test func zerosAndOnesDisappear() throws {
        let identities: [(Expression) -> Expression] = [
            { $0 + 0 }, { 0 + $0 }, { $0 - 0 }, { $0 * 1 }, { 1 * $0 }, { $0 / 1 }, { -(-$0) },
            { $0.transposed().transposed() }, { $0 * -1 * -1 }, { $0 / 4 * 4 },
        ]
        for identity in identities { #expect(try Self.names { x, _ in identity(x) } == ["input"]) }
    }

    @Test func aFactorOfZeroLeavesZero() throws {
        let zeros: [(Expression) -> Expression] = [{ 0 * $0 }, { $0 * 0 }, { 0 / $0 }, { exp($0) * 0 * $0 }]
        for zero in zeros { #expect(try Self.names { x, _ in zero(x) } == ["constant", "broadcast"]) }
    }

    @Test func signsMoveIntoSumsAndDifferences() throws {
        #expect(try Self.names { x, _ in x * -1 } == ["input", "negate"])
        #expect(try Self.names { x, _ in exp(x) + -x } == ["input", "exponential", "subtract"])
        #expect(try Self.names { x, _ in -x + exp(x) } == ["input", "exponential", "subtract"])
        #expect(try Self.names { x, _ in exp(x) - -x } == ["input", "exponential", "add"])
        // The order of the difference is seen by the comparison of values in `nodes`.
    }

    @Test func arithmeticOfConstantsIsDoneOnce() throws {
        let nodes = try Self.nodes { x, _ in
            let graph = x.graph
            return exp(graph.constant(0)) * (graph.constant(2) - 5) / 4 + x
        }
        #expect(nodes.map(\.operation).contains(.constant(-0.75)))
        #expect(
            nodes.map(\.operation.name).sorted() == [
                "add", "broadcast", "constant", "input",
            ])
    }

    @Test func scalesBecomeOne() throws {
        let nodes = try Self.nodes { x, _ in 3 * (x * 2 / 4) * 5 }
        #expect(nodes.map(\.operation.name).count { $0 == "multiply" } == 1)
        #expect(!nodes.contains { $0.operation == .binary(.divide) })
        #expect(nodes.map(\.operation).contains(.constant(7.5)))
        #expect(try Self.nodes { x, _ in -x * 3 }.map(\.operation).contains(.constant(-3)))
    }

    @Test func divisionByAKnownNumberIsAProduct() throws {
        #expect(try Self.names { x, _ in x / 8 }.contains("multiply"))
        #expect(try !Self.names { x, _ in x / 8 }.contains("divide"))
    }

    @Test func productsReadTransposedOperands() throws {
        for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
            let nodes = try Self.nodes { x, _ in
                let y = exp(x)
                return (left ? x.transposed() : x).product(
                    right ? y.transposed() : y, transposingSelf: left, transposingOther: !right)
            }
            #expect(!nodes.contains { $0.operation == .transpose })
            #expect(nodes.last?.operation == .product(transposeLeft: false, transposeRight: true))
        }
    }

    @Test func transposesOfNumbersDisappear() throws {
        #expect(try Self.names { x, _ in x.sum().transposed() } == ["input", "sum"])
    }

    @Test func functionsOfRepetitionsAreComputedOnceARow() throws {
        let nodes = try Self.nodes { x, b in x * exp(b.broadcast(to: x.shape)) }
        #expect(nodes.first { $0.operation == .unary(.exponential) }?.shape == Shape(1, 3))
        let two = try Self.nodes { x, b in b.broadcast(to: x.shape) * (b + 1).broadcast(to: x.shape) - x }
        #expect(two.filter { $0.operation == .binary(.multiply) }.map(\.shape) == [Shape(1, 3)])
        let outer = try Self.nodes { x, b in b.broadcast(to: x.shape) + b.sum().broadcast(to: x.shape) * x }
        #expect(outer.filter { $0.operation == .binary(.multiply) }.map(\.shape) == [Shape(2, 3)])
    }

    /// A column and a row have no smaller common shape.
    @Test func anOuterSumStaysOne() throws {
        let nodes = try Self.nodes { x, b in
            x.sum(to: Shape(2, 1)).broadcast(to: x.shape) + b.broadcast(to: x.shape)
        }
        #expect(nodes.first { $0.operation == .binary(.add) }?.shape == Shape(2, 3))
    }

    @Test func repetitionsOfRepetitionsBecomeOne() throws {
        let names = try Self.names { x, b in x + b.sum().broadcast(to: Shape(1, 3)).broadcast(to: x.shape) }
        #expect(names.count { $0 == "broadcast" } == 1)
    }

    @Test func sumsOfRepetitionsAreProducts() throws {
        for target in [Shape(1, 3), Shape(1, 1)] {
            let nodes = try Self.nodes { x, b in b.sum().broadcast(to: x.shape).sum(to: target) }
            // The one sum left is the sum of b.
            #expect(nodes.count { $0.operation == .sum } == 1)
            #expect(nodes.map(\.operation).contains(.constant(target == .scalar ? 6 : 2)))
        }
        #expect(try !Self.names { x, b in b.broadcast(to: x.shape).sum(to: Shape(1, 3)) }.contains("sum"))
        // What is repeated is still to be summed: no product.
        #expect(try Self.names { x, b in b.broadcast(to: x.shape).sum() }.contains("sum"))
    }

    @Test func sumsOfSumsBecomeOne() throws {
        #expect(try Self.names { x, _ in x.sum(to: Shape(1, 3)).sum() } == ["input", "sum"])
    }

    @Test func transposedRepetitionsRepeatTheTransposed() throws {
        let nodes = try Self.nodes { x, b in x.transposed() + b.broadcast(to: x.shape).transposed() }
        #expect(nodes.filter { $0.operation == .transpose }.map(\.shape).contains(Shape(3, 1)))
    }
}
