import Tensors
import Testing

@testable import Games

struct FormulaErrorTests {
    static func error(_ text: String, x: Int? = nil, y: Int? = nil) -> FormulaError? {
        do throws(FormulaError) {
            let formula = try Games.Formula(text)
            let least = formula.leastCounts
            try formula.check(FormulaCounts(x: x ?? least.x, y: y ?? least.y))
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        ("", 0, "the formula ends too early"),
        ("x*", 2, "the formula ends too early"),
        ("x*(y + 1", 2, "this parenthesis is never closed"),
        ("sin(x", 3, "this parenthesis is never closed"),
        ("x)", 1, "this parenthesis was never opened, or something is missing before it"),
        ("x + * y", 4, "something is missing before this sign"),
        ("2x", 1, "a sign is missing before this; products are written with *, such as 2*x"),
        ("x y", 2, "a sign is missing before this; products are written with *, such as 2*x"),
        ("xy", 0, "there is no xy; products are written x*y"),
        ("sin x", 0, "sin needs parentheses: sin(x)"),
        ("dot(x)", 0, "dot takes 2 values: dot(x, y)"),
        ("x0 + 1", 0, "numbers of a vector are counted from 1 to 1000"),
        ("x1001", 0, "numbers of a vector are counted from 1 to 1000"),
        ("1,5*x", 1, "a comma has no place here; decimal numbers have a point"),
        ("1.2.3*x", 0, "this is no number"), (".", 0, "this is no number"),
        ("x + 1e999", 4, "this number is too large"),
        ("x $ y", 2, "a formula has no such character"),
        ("x*y\u{0}", 3, "a formula has no such character"),
    ])
    func whatIsWrongAndWhere(text: String, offset: Int, reason: String) throws {
        let error = try #require(Self.error(text))
        #expect(error.reason == reason)
        #expect(error.offset == offset)
        #expect(error.formula == text)
    }

    @Test func unknownNamesListTheKnownOnes() throws {
        let error = try #require(Self.error("x*z"))
        #expect(
            error.reason == """
                there is no z; known are x, y, x1, y1, pi, exp, log, sin, cos, tanh, sqrt, abs, sum, dot, \
                randomBilinear, randomQuadratic, f1, f2, f3, f4, f5, f6
                """)
        #expect(error.offset == 2)
    }

    @Test func vectorsThatDoNotFit() {
        #expect(
            Self.error("x*y", x: 3, y: 3)?.reason
                == "the formula gives 3 numbers; sum(…) or dot(…, …) makes one of them")
        #expect(Self.error("1 + dot(x, 2*y)", x: 3, y: 2)?.reason == "a vector of 2 numbers meets one of 3")
        #expect(Self.error("1 + dot(x, 2*y)", x: 3, y: 2)?.offset == 11)
        #expect(
            Self.error("x + randomBilinear(2, 1, 0)", x: 3, y: 2)?.reason
                == "randomBilinear is of 2 numbers of each player, and x has 3, y 2")
        #expect(Self.error("randomBilinear(2, 0.5, 0)")?.offset == 0)
        #expect(
            Self.error("randomBilinear(x, 1, 0)") != nil && Self.error("randomBilinear(1e300, 1, 0)") != nil)
        #expect(Self.error("dot(x, y) + x2", x: 3, y: 3) == nil)
    }

    @Test func whatIsTooLongOrTooDeep() throws {
        let deep = String(repeating: "(", count: 3000)
        #expect(try #require(Self.error(deep)).offset == FormulaParser.mostCharacters)
        #expect(
            Self.error(String(repeating: "(", count: 60) + "x")?.reason
                == "parentheses are nested more than 50 deep")
        #expect(
            Self.error("x" + String(repeating: "^x", count: 60))?.reason
                == "powers are nested more than 50 deep")
        #expect(
            Self.error(String(repeating: "(", count: 49) + "x" + String(repeating: ")", count: 49)) == nil)
        #expect(Self.error("x" + String(repeating: "+x", count: 900)) == nil)
        #expect(Self.error(String(repeating: "-", count: 1900) + "x") == nil)
    }

    /// Whatever characters come, a formula is read or an error names a place within it.
    @Test func noInputIsATrap() {
        let pieces = [
            "x", "y", "x2", "y17", "1", ".5", "1e", "9e9", "+", "-", "*", "**", "/", "^", "(", ")", ",", " ",
            "sin", "sin(",
            "dot(", "sum(", "pi", "f3", "²", "−", "·", "é", "🙂", "5\u{301}", "\u{0}", "\n", "randomBilinear(",
            "log(",
            "randomQuadratic(2,1,0)", "_", "E", "٣", "x٣",
        ]
        let draw = RandomDraw(seed: 11, stream: .data, step: 0)
        var word = 0
        var read = 0
        for _ in 0..<20_000 {
            let length = 1 + draw.choice(word, below: 12)
            var text = ""
            for _ in 0..<length {
                word += 1
                text += pieces[draw.choice(word, below: pieces.count)]
            }
            word += 1
            if let error = Self.error(text) {
                #expect(error.offset >= 0 && error.offset <= text.count && !error.reason.isEmpty)
            } else {
                read += 1
            }
        }
        #expect(read > 200)
    }
}
