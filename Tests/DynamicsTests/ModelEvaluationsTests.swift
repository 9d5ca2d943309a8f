import Games
import Testing

@testable import Dynamics

/// What `optimizers_abstract.jl` of f-t-s/CGD returns for its methods (GDA 2, OGDA 2, SGA 4, conOpt 6, CG_CGDA_y
/// 4 + 2 an iteration), and others by the same reckoning.
struct ModelEvaluationsTests {
    private func evaluations(_ scheme: any Scheme, _ methods: [any FieldMethod] = []) throws -> Int {
        let game = try KnownGame.function(Formula("x*y"), x: [1], y: [1])
        return TrainingSetup(
            game: GAN(
                game, objective: FunctionValue(), fieldMethods: methods.map { $0.weighted(by: .constant(1)) }),
            scheme: scheme, optimizers: PerPlayer { _ in SGD() }, rates: PerPlayer { _ in .constant(0.1) },
            seed: 0
        ).modelEvaluations
    }

    @Test func asTheProgramCounts() throws {
        #expect(try evaluations(Simultaneous()) == 2)
        #expect(try evaluations(Simultaneous(), [SymplecticAdjustment()]) == 4)
        #expect(try evaluations(Simultaneous(), [Consensus()]) == 6)
        #expect(try evaluations(Competitive(iterations: 5)) == 14)
    }

    @Test func others() throws {
        #expect(try evaluations(Alternating(discriminatorSteps: 5)) == 6)
        #expect(try evaluations(Alternating(), [JARE()]) == 4)
        #expect(try evaluations(Simultaneous(), [NagarajanKolter()]) == 3)
        #expect(try evaluations(Extragradient(), [Consensus()]) == 12)
        #expect(try evaluations(Simultaneous(), [CompetitiveDescent(sweeps: 4)]) == 11)
        #expect(try evaluations(Simultaneous(), [LOLA(looksAhead: false)]) == 4)
        #expect(try evaluations(RungeKutta(.four), [SimReg.discriminatorOther]) == 12)
        #expect(
            try evaluations(RungeKutta(.four, hasMethodsAtStages: false), [SimReg.discriminatorOther]) == 9)
        #expect(try evaluations(FollowTheRidge(iterations: 5)) == 14)
        #expect(try evaluations(FollowTheRidge(iterations: 5, isAlternating: true)) == 15)
        #expect(try evaluations(Unrolled(steps: 3)) == 11)
    }
}
