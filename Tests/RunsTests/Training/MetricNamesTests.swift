import Games
import Testing

@testable import Runs

@Suite struct MetricNamesTests {
    private let quality = ["modes", "highQuality", "reverseKL", "seconds"]

    @Test func lossesThenPenaltiesThenNorms() {
        let names = MetricNames([
            (.discriminator, "loss"), (.discriminator, "r1"), (.discriminator, "r2"),
            (.discriminator, "gradientNorm"), (.generator, "loss"), (.generator, "gradientNorm"),
        ])
        #expect(
            names.columns == [
                "step", "discriminatorLoss", "generatorLoss", "r1", "r2", "discriminatorGradientNorm",
                "generatorGradientNorm",
            ] + quality)
        #expect(names.order == [0, 4, 1, 2, 3, 5])
    }

    @Test func theOrderOfThePlayersDoesNotMatter() {
        let names = MetricNames([
            (.generator, "loss"), (.generator, "gradientNorm"), (.discriminator, "loss"),
            (.discriminator, "gradientNorm"),
        ])
        #expect(
            names.terms == [
                "discriminatorLoss", "generatorLoss", "discriminatorGradientNorm", "generatorGradientNorm",
            ])
        #expect(names.order == [2, 0, 3, 1])
    }

    @Test func aSharedPenaltyHasAColumnForEach() {
        let names = MetricNames([
            (.discriminator, "loss"), (.discriminator, "consensus"), (.discriminator, "gradientNorm"),
            (.generator, "loss"), (.generator, "consensus"), (.generator, "gradientNorm"),
        ])
        #expect(names.terms[2...3] == ["discriminatorConsensus", "generatorConsensus"])
        #expect(names.order == [0, 3, 1, 4, 2, 5])
    }
}
