import Autodiff
import Games
import Testing

// What CONTRIBUTING.md shows of adding a penalty; a test in ExperimentsTests compares the two.

/// λ · E‖∇ₓD(x)‖ at real points x, for the discriminator.
public struct Slope: Penalty {
    public let name = "slope"

    public init() {}

    public func terms(at position: Position, weight lambda: Expression) -> PenaltyTerms {
        let slopes = position.scoreGradient(at: position.real).rowNorms()
        return PenaltyTerms(discriminator: lambda * slopes.mean())
    }
}

extension PenaltyTests {
    /// The slope of 3/2·‖x‖² is 3‖x‖: 3 and 6 at the two points. λ is 2.
    @Test func slopeOfABowl() throws {
        let game = try Self.bowlGame(Slope())
        #expect(abs(try game.value(game.field.terms[0].value) - 9) < 1e-9)
    }
}
