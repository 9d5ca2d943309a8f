import Autodiff
import Tensors
import Testing

/// A formula that does not fit is written without `try` and refused when it is compiled.
struct GraphTests {
    static func problem(_ write: (Expression, Expression) -> Expression) -> String? {
        let graph = Graph()
        let wrong = write(graph.input("a", Shape(2, 3)), graph.input("b", Shape(3, 2)))
        return message { try Program<Double>(computing: [wrong]) }
    }

    @Test func operandsThatDoNotFitAreNamedWithTheirShapes() {
        #expect(Self.problem { $0 + $1 } == "addition: shapes 2×3 and 3×2 do not fit")
        #expect(Self.problem { $0 - $1 } == "subtraction: shapes 2×3 and 3×2 do not fit")
        #expect(Self.problem { $0 * $1 } == "element-wise product: shapes 2×3 and 3×2 do not fit")
        #expect(Self.problem { $0 / $1 } == "division: shapes 2×3 and 3×2 do not fit")
        #expect(Self.problem { a, _ in a.product(a) } == "matrix product: shapes 2×3 and 2×3 do not fit")
        #expect(
            Self.problem { $0.product($1, transposingOther: true) }
                == "matrix product: shapes 2×3 and 2×3 do not fit")
        #expect(
            Self.problem { a, _ in a.sum(to: Shape(3, 1)) } == "sum: shapes 2×3 and 3×1 do not fit")
        #expect(
            Self.problem { a, _ in a.broadcast(to: Shape(4, 3)) }
                == "broadcast: shapes 2×3 and 4×3 do not fit")
        #expect(Self.problem { $0.product($1) } == nil)
    }

    @Test func theFirstMistakeIsTheOneReported() {
        #expect(
            Self.problem { a, b in (a + b).product(b.transposed()) - b }
                == "addition: shapes 2×3 and 3×2 do not fit")
    }

    @Test func expressionsOfTwoGraphsDoNotMix() {
        let a = Graph().input("a", .scalar)
        let b = Graph().input("b", .scalar)
        let sum = a + b
        for expression in [sum, a, b] {
            #expect(
                message { try Program<Double>(computing: [expression]) }
                    == "addition: the operands belong to different graphs")
        }
        let c = Graph().input("c", .scalar)
        let d = Graph().input("d", .scalar)
        _ = c.product(d)
        #expect(
            message { try Program<Double>(computing: [d]) }
                == "matrix product: the operands belong to different graphs")
    }

    @Test func shapesAreKnownWhenAFormulaIsWritten() {
        let graph = Graph()
        let a = graph.input("a", Shape(4, 1))
        let b = graph.input("b", Shape(1, 3))
        #expect((a * b).shape == Shape(4, 3))
        #expect((a * b).transposed().shape == Shape(3, 4))
        #expect(a.product(b).shape == Shape(4, 3))
        #expect(a.product(a, transposingSelf: true).shape == .scalar)
        #expect((a * b).squaredRowNorms().shape == Shape(4, 1))
        #expect((a * b).mean().shape == .scalar)
    }
}
