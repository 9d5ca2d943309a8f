import Distributions
import Tensors
import Testing

struct LatentTests {
    static func numbers(_ latent: Latent) -> [Double] {
        let buffer = Buffer<Double>(Shape(1000, latent.width))
        latent.fill(buffer, RandomDraw(seed: 3, stream: 2, step: 1))
        return buffer.matrix.elements
    }

    static func moments(_ numbers: [Double]) -> (mean: Double, variance: Double) {
        let count = Double(numbers.count)
        let squares: Double = numbers.reduce(0) { $0 + $1 * $1 }
        return (numbers.reduce(0, +) / count, squares / count)
    }

    @Test func normalNumbersHaveTheScaleAsStandardDeviation() {
        let numbers = Self.numbers(Latent(.normal, width: 4, scale: 2.5))
        let (mean, variance) = Self.moments(numbers)
        #expect(abs(mean) < 0.158)  // four standard errors
        #expect(abs(variance / 6.25 - 1) < 0.09)
        #expect(numbers.contains { abs($0) > 2.5 })
    }

    @Test func uniformNumbersLieBetweenTheScaleAndItsNegative() {
        let numbers = Self.numbers(Latent(.uniform, width: 4, scale: 2.5))
        let (mean, variance) = Self.moments(numbers)
        #expect(numbers.allSatisfy { abs($0) < 2.5 })
        #expect(abs(mean) < 0.092)  // four standard errors
        #expect(abs(variance * 3 / 6.25 - 1) < 0.06)
    }

    /// torch.rand has numbers from 0 to 1; a mean is added to the same normal numbers.
    @Test func theMean() {
        let uniform = Self.numbers(Latent(.uniform, width: 4, scale: 0.5, mean: 0.5))
        #expect(uniform.allSatisfy { (0...1).contains($0) })
        #expect(abs(uniform.reduce(0, +) / 4000 - 0.5) < 0.019)  // four standard errors
        let shifted = Self.numbers(Latent(.normal, width: 4, scale: 2, mean: -3))
        #expect(shifted == Self.numbers(Latent(.normal, width: 4, scale: 2)).map { $0 - 3 })
    }

    @Test func defaultIsTheStandardNormal() {
        let latent = Latent(width: 3)
        #expect(latent.kind == .normal)
        #expect(latent.scale == 1)
        let draw = RandomDraw(seed: 3, stream: 2, step: 1)
        let plain: Matrix<Double> = draw.normals(Shape(1000, 3))
        #expect(Self.numbers(latent) == plain.elements)
    }
}
