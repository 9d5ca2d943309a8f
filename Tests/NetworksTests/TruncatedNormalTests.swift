import Tensors
import Testing

@testable import Networks

/// Against scipy 1.17: `truncnorm.std(-2, 2)` is 0.8796256610342398 and `truncnorm.std(-1, 1)` 0.5395603.
struct TruncatedNormalTests {
    static func weight(
        _ gain: Double, _ fan: Fan, _ convention: TruncatedNormal.Convention
    ) -> Matrix<Double> {
        let rule = Initializer.truncatedNormal(TruncatedNormal(gain: gain, over: fan, convention))
        return rule.weight(fanIn: 100, fanOut: 400, activation: .tanh)
            .numbers(Shape(400, 100), RandomDraw(seed: 5, stream: .initialization, step: 0))
    }

    static func deviation(_ matrix: Matrix<Double>) -> Double { InitializerTests.standardDeviation(matrix) }

    /// Of 40,000 numbers the standard deviation is known to 0.4 %.
    static let precision = 0.015

    @Test func tensorFlowCutsAtTwoDeviationsAndNoMore() {
        let weight = Self.weight(1, .in, .tensorFlow)
        #expect(weight.shape == Shape(400, 100))
        #expect(weight.elements.allSatisfy { abs($0) <= 0.2 })
        #expect(weight.elements.contains { abs($0) > 0.198 })
        #expect(abs(Self.deviation(weight) / (0.1 * 0.879_625_661) - 1) < Self.precision)
    }

    @Test func varianceScalingHasTheDeviationAskedFor() {
        let weight = Self.weight(2.0.squareRoot(), .mean, .varianceScaling)
        let asked = (2.0 / 250).squareRoot()
        #expect(abs(Self.deviation(weight) / asked - 1) < Self.precision)
        #expect(weight.elements.allSatisfy { abs($0) <= 2 * asked / 0.879_625_661 })
        #expect(weight.elements.contains { abs($0) > 1.98 * asked / 0.879_625_661 })
    }

    /// Keras's `he_normal`, `glorot_normal`, `lecun_normal` are rules of this kind; so are those by outputs.
    @Test func theFanIsThatOfTheLayer() {
        for (fan, root) in [
            (Fan.in, 10.0), (.out, 20), (.mean, 250.0.squareRoot()), (.none, 1),
        ] {
            let weight = Self.weight(1, fan, .varianceScaling)
            #expect(abs(Self.deviation(weight) * root - 1) < Self.precision, "\(fan)")
        }
    }

    @Test func torchCutsAtTwoWhateverTheDeviation() {
        // At 0.02 nothing is cut: some numbers are beyond three deviations.
        let narrow = Self.weight(0.02, .none, .torch)
        #expect(abs(Self.deviation(narrow) / 0.02 - 1) < Self.precision)
        #expect(narrow.elements.contains { abs($0) > 0.06 })
        // At 2 the cut is at one deviation.
        let wide = Self.weight(2, .none, .torch)
        #expect(wide.elements.allSatisfy { abs($0) <= 2 })
        #expect(abs(Self.deviation(wide) / (2 * 0.539_560_3) - 1) < Self.precision)
    }

    /// Numbers within the limit are those of the normal rule at the same place.
    @Test func onlyFarNumbersAreDrawnAgain() {
        let plain = InitialValue.normal(standardDeviation: 0.1)
            .numbers(Shape(400, 100), RandomDraw(seed: 5, stream: .initialization, step: 0))
        let cut = Self.weight(1, .in, .tensorFlow)
        let changed = zip(plain.elements, cut.elements).filter { $0 != $1 }
        #expect(changed.allSatisfy { abs($0.0) > 0.2 && abs($0.1) <= 0.2 })
        // 1 − erf(√2) of all.
        #expect(abs(Double(changed.count) / 40_000 - 0.0455) < 0.005)
    }

    @Test func biasesStartAtZero() {
        let rule = Initializer.truncatedNormal(TruncatedNormal())
        let draw = RandomDraw(seed: 5, stream: .initialization, step: 0)
        #expect(rule.bias(fanIn: 3).numbers(Shape(1, 4), draw) == Matrix(Shape(1, 4)))
    }

    @Test func ntkStartsStandardNormalBiasesToo() {
        let rule = Initializer.ntk(weight: 3, bias: 2)
        let draw = RandomDraw(seed: 5, stream: .initialization, step: 0)
        let weight = rule.weight(fanIn: 100, fanOut: 400, activation: .relu)
            .numbers(Shape(400, 100), draw)
        #expect(abs(Self.deviation(weight) - 1) < Self.precision)
        let bias = rule.bias(fanIn: 3).numbers(Shape(1, 40_000), draw)
        #expect(abs(Self.deviation(bias) - 1) < Self.precision)
    }
}
