import Testing

@testable import Figures

struct TicksTests {
    @Test func labelsThousandsOfSteps() {
        #expect(
            Ticks.linear(0...25_000, about: 8).map(\.label)
                == ["0", "5,000", "10,000", "15,000", "20,000", "25,000"])
    }

    @Test func labelsBothSidesOfZero() {
        #expect(Ticks.linear(-2.3...2.3, about: 6).map(\.label) == ["−2", "−1", "0", "1", "2"])
    }

    @Test func labelsWhatDigitsCannotSay() {
        #expect(
            Ticks.linear(-1e15...1e15, about: 4).map(\.label)
                == ["−10^{15}", "−5·10^{14}", "0", "5·10^{14}", "10^{15}"])
    }

    @Test func tellsLargeNeighboursApart() {
        #expect(
            Ticks.linear(30_000_000...30_000_004, about: 2).map(\.label)
                == ["30,000,000", "30,000,002", "30,000,004"])
    }

    @Test func labelsAFewDecadesFinely() {
        #expect(
            Ticks.logarithmic(0.04...1.2).map(\.label) == ["0.05", "0.1", "0.2", "0.5", "1"])
    }

    @Test func labelsManyDecadesSparsely() {
        #expect(
            Ticks.logarithmic(1e-9...1e5).map(\.label)
                == ["10^{−8}", "10^{−6}", "10^{−4}", "0.01", "1", "100", "10,000"])
    }

    @Test(arguments: [
        0...0, -1e300...1e300, 1e-300...2e-300, 0...Double.infinity, 5e15...(5e15 + 2),
        -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
    ])
    func survivesExtremeRanges(range: ClosedRange<Double>) {
        #expect(Ticks.linear(range, about: 6).count < 1000)
        #expect(Ticks.logarithmic(range).count < 1000)
    }

    @Test func widensARangeThatWouldVanishInPrint() {
        let range = Ticks.range(3, 3)
        #expect(Numbers.plain(range.lowerBound) != Numbers.plain(range.upperBound))
        #expect(Ticks.range(.nan, 1) == 0...1)
        #expect(Ticks.range(0, 2) == 0...2)
    }
}
