import Text
import Testing

@Suite struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("ABC", "abc", 0), ("", "abc", 3), ("abc", "", 3),
        ("hiden", "hidden", 1),
        ("setps", "steps", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("abcd", "badc", 2),
    ])
    func distance(first: String, second: String, distance: Int) {
        #expect(Spelling.distance(first, second) == distance)
        #expect(Spelling.distance(second, first) == distance)
    }

    @Test(arguments: [
        ("hiden", "hidden"), ("setps", "steps"), ("learning_rate", "learningRate"), ("LOSS", "loss"),
        ("bacth", "batch"), ("xyz", nil), ("a", nil), ("", nil), ("stepsize", nil),
    ])
    func nearest(key: String, nearest: String?) {
        let known = ["hidden", "steps", "learningRate", "loss", "batch", "b"]
        #expect(Spelling.nearest(to: key, among: known) == nearest)
    }

    @Test func theFirstOfEquallyNearOnesWins() {
        #expect(Spelling.nearest(to: "beta", among: ["beta1", "beta2"]) == "beta1")
        #expect(Spelling.nearest(to: "beta", among: [String]()) == nil)
    }

    @Test func hugeKeysAreQuick() {
        let huge = String(repeating: "x", count: 1_000_000)
        #expect(Spelling.nearest(to: huge, among: ["steps", "batch"]) == nil)
    }
}
