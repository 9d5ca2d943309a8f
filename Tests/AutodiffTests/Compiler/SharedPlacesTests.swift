import Testing

@testable import Autodiff

/// Which values of a chain are kept in one place.
struct SharedPlacesTests {
    private func places(_ lifetimes: [(Int, Int)]) -> [Int] {
        sharedPlaces(lifetimes.map { Lifetime(made: $0, lastRead: $1) })
    }

    @Test func aValueTakesThePlaceOfOneThatItsStepReadsForTheLastTime() {
        #expect(places([(0, 1), (1, 2), (2, 3)]) == [0, 0, 0])
    }

    @Test func whatIsStillReadKeepsItsPlace() {
        #expect(places([(0, 3), (1, 2), (2, 3), (3, 4)]) == [0, 1, 1, 0])
        #expect(places([(0, .max), (1, .max), (2, 3)]) == [0, 1, 2])
    }

    @Test func theFirstFreePlaceIsTaken() {
        #expect(places([(0, 2), (1, 2), (2, 9), (3, 9), (4, 5)]) == [0, 1, 0, 1, 2])
    }

    @Test func noValuesNeedNoPlace() { #expect(places([]).isEmpty) }

    /// Against the definition, at random lifetimes: two values in one place are never needed at the same time, and
    /// there are as many places as values that are needed together.
    @Test(arguments: 0..<50) func neverTwoAtATime(seed: Int) {
        var dice = Dice(seed: seed)
        let lifetimes = (0..<30).map { Lifetime(made: $0, lastRead: $0 + dice.roll(8)) }
        let places = sharedPlaces(lifetimes)
        for later in lifetimes.indices {
            for earlier in 0..<later where places[earlier] == places[later] {
                #expect(lifetimes[earlier].lastRead <= lifetimes[later].made)
            }
        }
        let together = lifetimes.map { value in
            lifetimes.count { $0.made <= value.made && ($0.lastRead > value.made || $0.made == value.made) }
        }
        #expect(places.max().map { $0 + 1 } == together.max())
    }
}
