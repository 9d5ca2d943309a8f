import Tensors
import Testing

@testable import Networks

struct InitializerTests {
    static let draw = RandomDraw(seed: 2, stream: .initialization, step: 0)

    static func weight(
        _ rule: Initializer, _ fanIn: Int, _ fanOut: Int, _ activation: Activation = .tanh
    ) -> Matrix<Double> {
        rule.weight(fanIn: fanIn, fanOut: fanOut, activation: activation).numbers(Shape(fanOut, fanIn), draw)
    }

    static func standardDeviation(_ matrix: Matrix<Double>) -> Double {
        let count = Double(matrix.shape.count)
        let mean = matrix.elements.reduce(0, +) / count
        return (matrix.elements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    }

    @Test func gainsAreThoseOfPyTorch() {
        #expect(Activation.relu.gain == 2.0.squareRoot())
        #expect(Activation.leakyReLU(slope: 0.2).gain == (2 / 1.04).squareRoot())
        #expect(Activation.tanh.gain == 5.0 / 3)
    }

    @Test(arguments: [Activation.relu, .leakyReLU(slope: 0.2), .tanh])
    func heIsNormalWithTheGainOverTheRootOfTheInputs(_ activation: Activation) {
        let weight = Self.weight(.he, 100, 80, activation)
        #expect(weight.shape == Shape(80, 100))
        let expected = activation.gain / 10
        #expect(abs(Self.standardDeviation(weight) / expected - 1) < 4 / 16_000.0.squareRoot())
        // A uniform distribution of this deviation would end at √3 of it.
        #expect(weight.elements.contains { abs($0) > 2.5 * expected })
    }

    @Test(arguments: [Activation.relu, .leakyReLU(slope: 0.2), .tanh])
    func heUniformHasTheDeviationOfHe(_ activation: Activation) {
        let weight = Self.weight(.heUniform, 100, 80, activation)
        let limit = 3.0.squareRoot() * activation.gain / 10
        #expect(weight.shape == Shape(80, 100))
        #expect(weight.elements.allSatisfy { abs($0) < limit })
        #expect(abs(Self.standardDeviation(weight) / (activation.gain / 10) - 1) < 0.03)
    }

    @Test func normalHasOneDeviationWhateverTheLayer() {
        for (fanIn, fanOut) in [(100, 80), (40, 200)] {
            let weight = Self.weight(.normal(standardDeviation: 0.02), fanIn, fanOut)
            #expect(weight.shape == Shape(fanOut, fanIn))
            #expect(abs(Self.standardDeviation(weight) / 0.02 - 1) < 4 / 16_000.0.squareRoot())
            #expect(weight.elements.contains { abs($0) > 0.05 })
        }
    }

    @Test func xavierIsUniformUpToItsLimit() {
        let weight = Self.weight(.xavier, 70, 80)
        let limit = (6.0 / 150).squareRoot()
        #expect(weight.shape == Shape(80, 70))
        #expect(weight.elements.allSatisfy { abs($0) < limit })
        #expect(
            weight.elements.contains { $0 > 0.99 * limit } && weight.elements.contains { $0 < -0.99 * limit })
        #expect(abs(Self.standardDeviation(weight) / (limit / 3.0.squareRoot()) - 1) < 0.03)
    }

    /// The numbers that PyTorch 2.13 gives `normal_` and `uniform_` for a layer from 100 to 80 numbers; JAX 0.10 for
    /// `variance_scaling(2, "fan_avg", "uniform")`, whose numbers go up to √(6/90).
    @Test(arguments: [
        // xavier_normal_ and xavier_uniform_ with gain 1.5.
        (
            Initializer.xavier(.normal, gain: 1.5),
            InitialValue.normal(standardDeviation: 0.158_113_883_008_418_97)
        ),
        (.xavier(.uniform, gain: 1.5), .uniform(limit: 0.273_861_278_752_583_04)),
        // kaiming_normal_ for ReLU and kaiming_uniform_ for tanh, each by both modes.
        (.he, .normal(standardDeviation: 0.141_421_356_237_309_5)),
        (
            .varianceScaling(VarianceScaling(.normal, over: .out)),
            .normal(standardDeviation: 0.158_113_883_008_418_97)
        ),
        (
            .varianceScaling(VarianceScaling(.uniform, gain: 5.0 / 3)),
            .uniform(limit: 0.288_675_134_594_812_9)
        ),
        (
            .varianceScaling(VarianceScaling(.uniform, gain: 5.0 / 3, over: .out)),
            .uniform(limit: 0.322_748_612_183_951_4)
        ),
        (
            .varianceScaling(VarianceScaling(.uniform, gain: 2.0.squareRoot(), over: .mean)),
            .uniform(limit: 0.258_198_889_747_161_1)
        ),
        (.torch, .uniform(limit: 0.1)),
        (.uniform(limit: 0.05), .uniform(limit: 0.05)),
    ])
    func scalesAreThoseOfPyTorchAndJAX(_ rule: Initializer, _ expected: InitialValue) {
        let found = rule.weight(fanIn: 100, fanOut: 80, activation: .relu)
        switch (found, expected) {
        case (.normal(let found), .normal(let expected)), (.uniform(let found), .uniform(let expected)):
            #expect(abs(found / expected - 1) < 1e-14)
        default: Issue.record("\(found) is no \(expected)")
        }
    }

    @Test func biasesByAnotherRuleLeaveTheWeightsAlone() {
        let rule = Initializer.separate(weights: .xavier, biases: .torch)
        #expect(Self.weight(rule, 70, 80) == Self.weight(.xavier, 70, 80))
        #expect(rule.bias(fanIn: 64) == .uniform(limit: 0.125))
        #expect(Initializer.separate(weights: .torch, biases: .zeros).bias(fanIn: 64) == .constant(0))
    }

    @Test func torchIsUniformUpToTheRootOfTheInputsBiasesToo() {
        let weight = Self.weight(.torch, 64, 80)
        let bias = Initializer.torch.bias(fanIn: 64).numbers(Shape(1, 500), Self.draw)
        #expect(weight.shape == Shape(80, 64))
        #expect(bias.shape == Shape(1, 500))
        for numbers in [weight, bias] {
            #expect(numbers.elements.allSatisfy { abs($0) < 0.125 })
            #expect(numbers.elements.contains { $0 > 0.12 } && numbers.elements.contains { $0 < -0.12 })
            #expect(abs(Self.standardDeviation(numbers) / (0.125 / 3.0.squareRoot()) - 1) < 0.1)
        }
    }

    @Test(arguments: [(3, 7), (7, 3), (5, 5), (1, 4), (4, 1), (2, 128)])
    func orthogonalHasOrthonormalRowsOrColumnsTimesTheGain(_ fanIn: Int, _ fanOut: Int) throws {
        let weight = Self.weight(.orthogonal(gain: 1.5), fanIn, fanOut)
        #expect(weight.shape == Shape(fanOut, fanIn))
        let gram =
            try fanOut >= fanIn
            ? weight.product(weight, transposingSelf: true) : weight.product(weight, transposingOther: true)
        for row in 0..<gram.shape.rows {
            for column in 0..<gram.shape.columns {
                #expect(abs(gram[row, column] - (row == column ? 2.25 : 0)) < 1e-12)
            }
        }
    }

    @Test(arguments: [
        Initializer.he, .heUniform, .xavier, .orthogonal(gain: 1), .normal(standardDeviation: 1),
        .uniform(limit: 1), .xavier(.normal, gain: 2),
    ])
    func otherBiasesAreZero(_ rule: Initializer) {
        #expect(rule.bias(fanIn: 3).numbers(Shape(1, 4), Self.draw) == Matrix(Shape(1, 4)))
    }
}
