import Testing

@testable import Figures

struct NumbersTests {
    @Test(arguments: [
        (0.0, "0"), (1, "1"), (-2.5, "-2.5"), (1.0 / 3, "0.33333333"), (25_000, "25000"), (1e-7, "1e-07"),
        (0.1 + 0.2, "0.3"), (.nan, "NaN"), (.infinity, "NaN"), (-0.0, "-0"),
    ])
    func writesForPrograms(value: Double, text: String) {
        #expect(Numbers.plain(value) == text)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.25, "−0.25"), (12_500, "12,500"), (-1_234_567, "−1,234,567"), (999, "999"),
        (1234.5, "1234.5"), (-0.0, "0"), (.nan, "not a number"),
    ])
    func writesForPeople(value: Double, text: String) {
        #expect(Numbers.label(value) == text)
    }

    @Test func survivesTheLargestAndSmallestNumbers() {
        for value in [Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e308] {
            #expect(Double(Numbers.plain(value)) != nil)
            #expect(Double(Numbers.plain(-value)) != nil)
        }
        #expect(Numbers.label(Int.min) == "−9,223,372,036,854,775,808")
    }

    @Test func countsWithTheNoun() {
        #expect(Numbers.count(1, "sample") == "1 sample")
        #expect(Numbers.count(1200, "sample") == "1,200 samples")
    }

    @Test func findsQuantiles() {
        #expect([3.0, 1, 2].quantile(0.5) == 2)
        #expect([3.0, 1, 2].quantile(2) == 3)
        #expect([Double]().quantile(0.5) == nil)
    }

    @Test(arguments: [
        (0, "0"), (0.254, "0.25"), (1.0, "1"), (-43.2, "−43"), (1349, "1,300"), (8_512_345, "8.5·10⁶"),
        (-0.000123, "−1.2·10⁻⁴"), (99_999, "1·10⁵"), (.nan, "not a number"),
    ])
    func shortensForPeople(value: Double, text: String) { #expect(Numbers.short(value) == text) }
}
