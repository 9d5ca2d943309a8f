import CKernels
import Foundation
import Tensors
import Testing

struct KernelsTests {
    static let functions: [String: UnaryFunction] = [
        "softplus": .softplus, "sigmoid": .sigmoid, "tanh": .tanh, "expm1": .exponentialMinusOne,
    ]

    @Test(arguments: ["softplus", "sigmoid", "logSigmoid", "tanh", "expm1"])
    func doublesAreRightToTheLastDigits(_ name: String) throws {
        let table: ActivationTable = try ReferenceData.read("activations")
        let expected = try #require(table.functions[name]).value
        let values = Self.values(of: name, at: Matrix(row: table.x)).elements
        for (index, x) in table.x.enumerated() {
            let difference = abs(values[index] - expected[index])
            #expect(
                values[index] == expected[index] || difference <= 4 * expected[index].ulp,
                "\(name)(\(x)) = \(values[index]), not \(expected[index])")
        }
    }

    /// Everything but exp itself has a finite value everywhere.
    @Test(arguments: ["softplus", "sigmoid", "logSigmoid", "tanh"])
    func floatsAreFiniteAndSoundFarOut(_ name: String) throws {
        let table: ActivationTable = try ReferenceData.read("activations")
        let expected = try #require(table.functions[name]).value
        let values = Self.values(of: name, at: Matrix<Float>(row: table.x.map { Float($0) })).elements
        for (value, number) in zip(values, expected) {
            #expect(value.isFinite)
            #expect(abs(Double(value) - number) <= 8 * Double(Float.ulpOfOne) * abs(number))
        }
    }

    static func values<Scalar: TensorScalar>(of name: String, at x: Matrix<Scalar>) -> Matrix<Scalar> {
        functions[name].map { x.mapped($0) } ?? x.logSigmoid()
    }

    @Test func elementaryFunctionsFollowTheirFormulas() {
        let x: Matrix<Double> = normals(3, 7)
        let positive = x.exponential()
        func check(
            _ result: Matrix<Double>, _ source: Matrix<Double>, withinUlps ulps: Double = 0,
            _ formula: (Double) -> Double
        ) {
            #expect(result.shape == source.shape)
            for (value, number) in zip(result.elements, source.elements) {
                #expect(abs(value - formula(number)) <= ulps * formula(number).ulp)
            }
        }
        check(x.mapped(.negate), x) { -$0 }
        check(-x, x) { -$0 }
        check(x.mapped(.reciprocal), x) { 1 / $0 }
        check(positive.squareRoot(), positive) { $0.squareRoot() }
        check(x.mapped(.exponential), x, withinUlps: 3) { exp($0) }
        check(positive.logarithm(), positive, withinUlps: 3) { log($0) }
        check(x.mapped(.absolute), x) { abs($0) }
        check(x.mapped(.sign), x) { $0 > 0 ? 1 : -1 }
        check(x.leakyReLU(slope: 0.2), x) { $0 > 0 ? $0 : 0.2 * $0 }
        check(x.leakyReLU(), x) { max($0, 0) }
        check(x.mapped(.leakyReLUSlope, slope: 0.2), x) { $0 > 0 ? 1 : 0.2 }
        check(x.tanh(), x, withinUlps: 3) { tanh($0) }
        check(x.mapped(.sine), x, withinUlps: 1) { sin($0) }
        check(x.mapped(.cosine), x, withinUlps: 1) { cos($0) }
    }

    @Test func valuesAtZero() {
        let zero = Matrix<Float>(0)
        #expect(zero.mapped(.sign).elements == [0])
        #expect(zero.leakyReLU(slope: 0.2).elements == [0])
        #expect(zero.mapped(.leakyReLUSlope, slope: 0.2).elements == [0.2])
        #expect(zero.mapped(.reciprocal).elements == [.infinity])
    }

    @Test(arguments: UnaryFunction.allCases)
    func aNumberThatIsNoneStaysVisible(_ function: UnaryFunction) {
        for (length, slope) in [(1, 0.2), (3, 0), (40, 0.2)] {
            let nan = Matrix<Double>(Shape(1, length), repeating: .nan)
            let floats = nan.converted(to: Float.self).mapped(function, slope: slope)
            #expect(floats.elements.allSatisfy { $0.isNaN })
            #expect(nan.mapped(function, slope: slope).elements.allSatisfy { $0.isNaN })
        }
    }

    /// The first where both are equal; NaN, be it the first or the second.
    @Test func theLargerAndTheSmallerOfTwo() throws {
        let a = Matrix<Double>(row: [1, 2, -3, .infinity, .nan, 4, .nan])
        let b = Matrix<Double>(row: [2, 1, -3, 5, 1, .nan, .nan])
        let larger = try Matrix.combined(.maximum, "maximum", a, b).elements
        let smaller = try Matrix.combined(.minimum, "minimum", a, b).elements
        #expect(larger.prefix(4) == [2, 2, -3, .infinity])
        #expect(smaller.prefix(4) == [1, 1, -3, 5])
        #expect((larger + smaller).filter { $0.isNaN }.count == 6)
    }

    /// Floats up to where the result itself is beyond them, and below where it is −1.
    @Test(arguments: [UnaryFunction.exponential, .exponentialMinusOne])
    func exponentialsUpToTheLargestFloat(_ function: UnaryFunction) {
        let x: [Float] = [-200, -104, -88, -18, 88, 88.3, 88.4, 88.5, 88.7, 88.72, 88.73, 89, 1000]
        for (x, value) in zip(x, Matrix(row: x).mapped(function).elements) {
            let exact = Float(function == .exponential ? exp(Double(x)) : expm1(Double(x)))
            #expect(value == exact || abs(value - exact) <= 4 * exact.ulp, "\(function)(\(x))")
        }
    }

    /// The lists in Swift and in C: the same names, each with the same code.
    @Test func functionsHaveTheSameNamesInSwiftAndInC() {
        var names: [Int32: String] = [:]
        for function in UnaryFunction.allCases { names[function.rawValue] = "\(function)" }
        for function in BinaryFunction.allCases { names[function.rawValue] = "\(function)" }
        for function in MergedFunction.allCases { names[function.rawValue] = "\(function)" }
        for code in Int32(-1)...256 {
            #expect(kernel_function_name(code).map { String(cString: $0) } == names[code], "code \(code)")
        }
    }
}
