import Games
import Records
import Testing

@testable import Runs

@Suite struct TermColumnsTests {
    @Test func lossesThenTermsThenNorms() {
        let terms = TermColumns(
            [
                (.discriminator, "loss"), (.discriminator, "r1"), (.discriminator, "jare"),
                (.discriminator, "gradientNorm"), (.generator, "loss"), (.generator, "gradientNorm"),
            ], fieldMethods: ["jare"])
        #expect(
            terms.columns.map(\.name) == [
                "discriminatorLoss", "generatorLoss", "r1", "jare", "discriminatorGradientNorm",
                "generatorGradientNorm",
            ])
        #expect(terms.columns.map(\.role) == [.loss, .loss, .penalty, .fieldTerm, .norm, .norm])
        #expect(terms.columns[5].player == .generator)
        #expect(terms.order == [0, 4, 1, 2, 3, 5])
    }

    @Test func theOrderOfThePlayersDoesNotMatter() {
        let terms = TermColumns([
            (.generator, "loss"), (.generator, "gradientNorm"), (.discriminator, "loss"),
            (.discriminator, "gradientNorm"),
        ])
        #expect(
            terms.columns.map(\.name) == [
                "discriminatorLoss", "generatorLoss", "discriminatorGradientNorm", "generatorGradientNorm",
            ])
        #expect(terms.order == [2, 0, 3, 1])
    }

    @Test func aSharedTermHasAColumnForEach() {
        let terms = TermColumns([
            (.discriminator, "loss"), (.discriminator, "consensus"), (.discriminator, "gradientNorm"),
            (.generator, "loss"), (.generator, "consensus"), (.generator, "gradientNorm"),
        ])
        #expect(terms.columns[2...3].map(\.name) == ["discriminatorConsensus", "generatorConsensus"])
        #expect(terms.order == [0, 3, 1, 4, 2, 5])
    }

    /// A method may be called like a part of a known name; it is what it is all the same.
    @Test func aNameDecidesNothing() {
        let terms = TermColumns([(.discriminator, "myLoss"), (.discriminator, "GradientNorm")])
        #expect(terms.columns.map(\.role) == [.penalty, .penalty])
    }
}
