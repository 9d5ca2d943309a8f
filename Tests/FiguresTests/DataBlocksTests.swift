import Testing

@testable import Figures

@Suite struct DataBlocksTests {
    /// Modes that take turns, as with `data.choice=balanced`: every even step shows some of them alone.
    @Test(arguments: [(1600, 800), (2500, 1500), (2500, 800), (10_000, 1250)])
    func thinnedPointsShowEveryModeAlike(count: Int, most: Int) {
        for modes in [2, 3, 4, 8, 25] {
            let kept = (0..<count).map { $0 % modes }.sampled(most)
            #expect(kept.count == most)
            let expected = Double(most) / Double(modes)
            for mode in 0..<modes {
                let share = Double(kept.count { $0 == mode })
                // Six standard deviations of a binomial number.
                #expect(abs(share - expected) < 6 * expected.squareRoot(), "\(modes) modes, \(mode)")
            }
        }
    }

    @Test func fewAreKeptAsTheyAre() {
        #expect([1, 2, 3].sampled(3) == [1, 2, 3])
        #expect([1, 2, 3].sampled(0).isEmpty)
        #expect((0..<100).map { $0 }.sampled(40) == (0..<100).map { $0 }.sampled(40).sorted())
    }
}
