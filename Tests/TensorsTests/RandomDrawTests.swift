import Foundation
import Tensors
import Testing

struct RandomDrawTests {
    static let draw = RandomDraw(seed: 5, stream: 0, step: 3)

    // MARK: Which words are drawn

    @Test func aWordIsAWordOfThePhiloxBlockOfItsAddress() {
        let draw = RandomDraw(seed: 0x1234_5678_9abc_def0, stream: 3, step: 70_000, substep: 9)
        for index in [0, 1, 2, 3, 4, 1001] {
            let block = Philox.block(
                counter: SIMD4(UInt32(index / 4), 70_000, 9, 3),
                key: SIMD2(0x9abc_def0, 0x1234_5678))
            #expect(draw.word(index) == block[index % 4])
            let part = Philox.block(
                counter: SIMD4(UInt32(index / 4), 70_000, 0xfe00_0009, 3),
                key: SIMD2(0x9abc_def0, 0x1234_5678))
            #expect(draw.part(0xfe).word(index) == part[index % 4])
        }
    }

    @Test func everyPartOfTheAddressGivesOtherWords() {
        var draws = (0..<9).map { RandomDraw(seed: 5, stream: RandomStream($0), step: 3) }
        draws.append(RandomDraw(seed: 6, stream: 0, step: 3))
        draws.append(RandomDraw(seed: 5 + 1 << 32, stream: 0, step: 3))
        draws.append(RandomDraw(seed: 5, stream: 0, step: 4))
        draws.append(RandomDraw(seed: 5, stream: 0, step: 3, substep: 1))
        draws.append(Self.draw.part(1))
        draws.append(Self.draw.part(255))
        let words = draws.flatMap { draw in (0..<16).map { draw.word($0) } }
        #expect(Set(words).count == words.count)
    }

    @Test func theSameAddressGivesTheSameWords() {
        let again = RandomDraw(seed: 5, stream: 0, step: 3, substep: 0)
        #expect((0..<64).allSatisfy { again.word($0) == Self.draw.word($0) })
        #expect((0..<64).allSatisfy { again.part(0).word($0) == Self.draw.word($0) })
    }

    @Test func uniformsAreTheCentresOfTheWordsIntervals() {
        let numbers: Matrix<Double> = Self.draw.uniforms(Shape(3, 7))
        for (index, number) in numbers.elements.enumerated() {
            #expect(number == (Double(Self.draw.word(index)) + 0.5) / 4_294_967_296)
        }
    }

    @Test func normalsComeFromPairsOfWords() {
        let numbers: Matrix<Double> = Self.draw.normals(Shape(2, 4))
        let uniforms: Matrix<Double> = Self.draw.uniforms(Shape(2, 4))
        for pair in 0..<4 {
            let (u, v) = (uniforms.elements[2 * pair], uniforms.elements[2 * pair + 1])
            let radius = (-2 * log(u)).squareRoot()
            #expect(abs(numbers.elements[2 * pair] - radius * cos(2 * .pi * v)) < 1e-14)
            #expect(abs(numbers.elements[2 * pair + 1] - radius * sin(2 * .pi * v)) < 1e-14)
        }
    }

    @Test func aShorterBufferTakesTheFirstNumbersOfALongerOne() {
        let long: Matrix<Float> = Self.draw.normals(Shape(1, 12))
        let longUniform: Matrix<Float> = Self.draw.uniforms(Shape(1, 12))
        for length in 1...12 {
            let short: Matrix<Float> = Self.draw.normals(Shape(length, 1))
            let shortUniform: Matrix<Float> = Self.draw.uniforms(Shape(1, length))
            #expect(short.elements == Array(long.elements.prefix(length)))
            #expect(shortUniform.elements == Array(longUniform.elements.prefix(length)))
        }
    }

    @Test func floatsAndDoublesAgreeUpToRounding() {
        let floats: Matrix<Float> = Self.draw.normals(Shape(100, 3))
        let doubles: Matrix<Double> = Self.draw.normals(Shape(100, 3))
        for (a, b) in zip(floats.elements, doubles.elements) { #expect(abs(Double(a) - b) < 1e-5) }
        let floatUniforms: Matrix<Float> = Self.draw.uniforms(Shape(100, 3))
        let doubleUniforms: Matrix<Double> = Self.draw.uniforms(Shape(100, 3))
        for (a, b) in zip(floatUniforms.elements, doubleUniforms.elements) { #expect(a == Float(b)) }
    }

    // MARK: How they are distributed

    @Test func normalsHaveTheMomentsOfTheNormalDistribution() {
        let count = 20_000.0
        let numbers = (Self.draw.normals(Shape(100, 200)) as Matrix<Double>).elements
        let mean = numbers.reduce(0, +) / count
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let fourth = numbers.reduce(0) { $0 + pow($1 - mean, 4) } / count
        #expect(abs(mean) < 4 / count.squareRoot())
        #expect(abs(variance - 1) < 4 * (2 / count).squareRoot())
        #expect(abs(fourth / (variance * variance) - 3) < 4 * (24 / count).squareRoot())
    }

    @Test func uniformsFillTheUnitInterval() {
        let count = 20_000.0
        let numbers = (Self.draw.uniforms(Shape(100, 200)) as Matrix<Double>).elements
        #expect(numbers.allSatisfy { $0 > 0 && $0 < 1 })
        let mean = numbers.reduce(0, +) / count
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        #expect(abs(mean - 0.5) < 4 * (1 / 12 / count).squareRoot())
        #expect(abs(variance - 1 / 12.0) < 4 * (1 / 180 / count).squareRoot())
        let tenths = Dictionary(grouping: numbers) { Int($0 * 10) }
        #expect((0..<10).allSatisfy { abs(Double(tenths[$0]?.count ?? 0) - 2000) < 5 * 1800.0.squareRoot() })
    }

    @Test func scaleAndBoundsApply() {
        let buffer = Buffer<Double>(Shape(1, 50))
        Self.draw.fillNormal(buffer, scale: 3)
        let plain: Matrix<Double> = Self.draw.normals(Shape(1, 50))
        for (scaled, number) in zip(buffer.matrix.elements, plain.elements) {
            #expect(abs(scaled - 3 * number) <= 2 * scaled.ulp)
        }
        Self.draw.fillUniform(buffer, from: -2, to: 6)
        let uniform: Matrix<Double> = Self.draw.uniforms(Shape(1, 50))
        #expect(buffer.matrix.elements == uniform.elements.map { -2 + 8 * $0 })
    }

    @Test func chosenPointsAreThoseOfTheChoices() {
        addChosenPoints(Float.self)
        addChosenPoints(Double.self)
    }

    private func addChosenPoints<Scalar: TensorScalar>(_: Scalar.Type) {
        for bound in [1, 8, 1000] {
            for rows in [1, 63, 64, 150] {
                let points = (0..<bound).flatMap { [Double($0), -Double($0)] }
                let buffer = Buffer<Scalar>(Shape(rows, 2))
                buffer.unsafeElements { $0.update(repeating: 0.5) }
                Self.draw.addChosenPoints(points, to: buffer)
                for row in 0..<rows {
                    let choice = Scalar(Self.draw.choice(row, below: bound))
                    #expect(buffer.matrix[row, 0] == 0.5 + choice)
                    #expect(buffer.matrix[row, 1] == 0.5 - choice)
                }
            }
        }
        let nothing = Buffer<Scalar>(Shape(3, 2))
        Self.draw.addChosenPoints([], to: nothing)
        #expect(nothing.matrix.elements.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [1, 2, 8, 25])
    func choicesAreUniformAndWithinBounds(_ bound: Int) {
        let draws = 8000
        var counts = [Int: Int]()
        for index in 0..<draws { counts[Self.draw.choice(index, below: bound), default: 0] += 1 }
        #expect(counts.keys.allSatisfy { (0..<bound).contains($0) })
        let expected = Double(draws) / Double(bound)
        for choice in 0..<bound {
            #expect(abs(Double(counts[choice] ?? 0) - expected) <= 5 * expected.squareRoot())
        }
    }
}
