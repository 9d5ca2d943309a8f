import Experiments
import Foundation
import Machines
import Records
import Testing

@testable import KnownGames

struct GameStudyTests {
    @Test(arguments: GamePlan.Kind.allCases)
    func formulasAgreeWithDifferentiation(kind: GamePlan.Kind) throws {
        var changes = GamePlan.Changes()
        changes.steps = 10
        let study = try GameStudy(GamePlan(kind, changes))
        #expect(study.spectra.count { $0.formula != nil } >= 4)
        for spectrum in study.spectra {
            // A double root is only as exact as the root of the rounding.
            if let difference = spectrum.difference { #expect(difference < 1e-7, "\(spectrum.method)") }
        }
        for play in study.plays {
            #expect(play.radii.count == 11 && play.positions.count == 11)
            // Too few steps to measure a rate.
            #expect(play.measured == nil)
        }
    }

    /// Every method that has a Jacobian in simultaneous and in alternating steps, beside what is predicted.
    @Test(arguments: GamePlan.Kind.allCases)
    func everyMethodIsPlayedInBothOrders(kind: GamePlan.Kind) throws {
        var changes = GamePlan.Changes()
        changes.steps = 40
        let study = try GameStudy(GamePlan(kind, changes))
        for spectrum in study.spectra {
            for way in ["simultaneous", "alternating"] {
                let play = study.plays.first { $0.method == spectrum.method && $0.way == way }
                let found = try #require(play, "\(spectrum.method), \(way)")
                #expect((found.predicted == nil) == (spectrum.formula == nil))
                #expect((found.measured == nil) == (spectrum.formula == nil))
            }
        }
    }

    /// Near the equilibrium training changes the distance by the predicted factor.
    @Test(arguments: [GamePlan.Kind.dirac, .bilinear])
    func trainingFollowsThePrediction(kind: GamePlan.Kind) throws {
        let study = try GameStudy(GamePlan(kind))
        for play in study.plays {
            guard let predicted = play.predicted, let measured = play.measured else { continue }
            // Long and narrow orbits make the fit of a line coarse.
            #expect(abs(measured / predicted - 1) < 2.5e-3, "\(play.method), \(play.way)")
        }
    }

    /// Published limits: none for SimGD, h·a·√n_D = 2 for AltGD, γ/a² for R1 and, by −2·Re λ/|λ|², 1.6 for
    /// consensus with γ = 1.
    @Test func largestSteps() throws {
        var changes = GamePlan.Changes()
        changes.steps = 1
        let study = try GameStudy(GamePlan(.dirac, changes))
        func step(_ method: String, _ way: String) throws -> Double? {
            try #require(study.plays.first { $0.method == method && $0.way == way }).largestStep
        }
        #expect(try step("GAN", "simultaneous") == nil)
        // Where the two eigenvalues part, the radius leaves 1 like a root.
        for (method, way, expected) in [
            ("GAN", "alternating", 4), ("GAN", "alternating, 5 D", 4 / 5.0.squareRoot()),
            ("WGAN", "alternating", 2), ("R1 γ=0.3", "simultaneous", 1.2), ("R1 γ=1", "simultaneous", 4),
            ("consensus γ=1", "simultaneous", 1.6),
        ] { #expect(abs(try #require(try step(method, way)) - expected) < 1e-6) }
        #expect(try step("WGAN-GP γ=0.7", "alternating") == nil)
    }

    @Test func everyStepIsStableWhereNoneLeadsAway() {
        #expect(LargestStep.find { _ in 0.5 } == .infinity)
        #expect(LargestStep.find { _ in 1.1 } == nil)
    }

    /// Arrows are those of the field: for the bilinear game (ẏ, ẋ) = (x, −y).
    @Test func arrows() throws {
        var changes = GamePlan.Changes()
        changes.steps = 1
        let study = try GameStudy(GamePlan(.bilinear, changes))
        let arrows = try study.arrows(of: study.plays[0], in: Frame(centre: Point(1, 0), halfSide: 1))
        #expect(arrows.count == 225)
        for arrow in arrows {
            #expect(abs(arrow.direction.y - arrow.start.x) < 1e-14)
            #expect(abs(arrow.direction.x + arrow.start.y) < 1e-14)
        }
        #expect(arrows.map(\.start.y).min() == -1 + 1.0 / 15)
        #expect(arrows.map(\.start.x).min() == 1.0 / 15)
    }

    /// R1 on the Dirac-GAN turns real at γ = 1.
    @Test func paths() throws {
        var changes = GamePlan.Changes()
        changes.steps = 1
        let paths = try GameStudy(GamePlan(.dirac, changes)).paths()
        #expect(paths.map(\.name) == ["R1", "consensus, JARE", "Nagarajan–Kolter, γ = 2η"])
        #expect(paths[0].points.count == 61 && paths[0].points.last?.weight == 4)
        for point in paths[0].points where abs(point.weight - 1) > 0.01 {
            #expect(point.eigenvalues.allSatisfy { ($0.imaginary != 0) == (point.weight < 1) })
        }
    }

    /// A run stops where numbers are no longer finite, and says how far it came.
    @Test func aRunThatLeavesTheNumbersEnds() throws {
        var changes = GamePlan.Changes()
        changes.step = 1e30
        changes.steps = 100
        let study = try GameStudy(GamePlan(.bilinear, changes))
        #expect(study.plays[0].radii.count < 100)
    }

    /// The peak of resident memory of `gantrain game dirac --steps 20000` is 90.9 MB.
    @Test func positionsThatCannotBeKeptAreRefused() throws {
        var changes = GamePlan.Changes()
        changes.steps = 20_000
        let need = MemoryNeed.positions(of: GamePlan(.dirac, changes)).bytes / 1e6
        #expect(need >= 90.9 && need <= 3 * 90.9)
        changes.steps = 1_000_000
        let small = Machine(cores: 1, memory: .init(bytes: 1e9, limit: .controlGroup))
        let error = #expect(throws: TooLargeError.self) {
            try GameStudy(GamePlan(.dirac, changes), on: small)
        }
        #expect(error.map { "\($0)" }?.hasPrefix("a game of 1000000 steps needs about ") == true)
    }
}
