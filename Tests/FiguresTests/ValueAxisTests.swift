import Records
import Testing

@testable import Figures

struct ValueAxisTests {
    private func spans(_ values: [Double]) -> [ThinnedTable.Span] {
        values.map { ThinnedTable.Span(median: $0, low: $0, high: $0) }
    }

    @Test func holdsAllOrdinaryValues() {
        let axis = ValueAxis(linearFor: spans([0, 1, 2]))
        #expect(axis.range.contains(0) && axis.range.contains(2))
        #expect(axis.remark == nil)
    }

    @Test func cutsOffRareSpikesAndSaysSo() {
        let axis = ValueAxis(linearFor: spans((0..<300).map { $0 == 7 ? 4321 : Double($0 % 10) }))
        #expect(axis.range.upperBound < 20)
        #expect(axis.remark == "cut off: spikes up to 4,320")
    }

    /// Shares lie between 0 and 100 %; where all lie near one end the axis shows that part, and says so.
    @Test(
        arguments: [
            ([0, 97], 0, 110, nil), ([59, 97], 0, 110, nil), ([31, 40], 0, 110, nil), ([], 0, 110, nil),
            ([97, 99.5], 90, 101, "the axis begins at 90 %"), ([91, 94], 80, 102, "the axis begins at 80 %"),
            ([60, 100], 50, 105, "the axis begins at 50 %"),
            ([100, 100], 90, 101, "the axis begins at 90 %"),
            ([2, 10], 0, 13, nil), ([0, 0], 0, 1, nil),
        ] as [([Double], Double, Double, String?)])
    func sharesHaveThePartThatTheyLieIn(_ values: [Double], _ low: Double, _ high: Double, _ remark: String?)
    {
        let column = Column("highQuality", .outcome, format: .share)
        let axis = ValueAxis(of: column, spans(values))
        #expect(abs(axis.range.lowerBound - low) < 1e-9 && abs(axis.range.upperBound - high) < 1e-9)
        #expect(axis.remark == remark)
        #expect(axis.ticks.count >= 2)
    }

    @Test func hasRoomForEqualValuesAndForNone() {
        for axis in [ValueAxis(linearFor: spans([5, 5])), ValueAxis(linearFor: [])] {
            #expect(axis.range.upperBound > axis.range.lowerBound)
            #expect(!axis.ticks.isEmpty)
        }
    }

    @Test func spreadsANarrowLogarithmicAxis() {
        let axis = ValueAxis(logarithmicFor: spans([1, 1.01, 0, -3]))
        #expect(axis.ticks.map(\.label) == ["0.5", "1", "2"])
    }

    /// A power of ten has its place in the title where factors of it need labels.
    @Test func aNarrowLogarithmicAxisFarFromOneHasItsPowerInTheTitle() {
        let axis = ValueAxis(logarithmicFor: spans([2e-10, 3e-9]))
        #expect(axis.ticks.map(\.label) == ["2", "5", "10", "20"])
        let places = axis.ticks.map { ($0.value * 1e12).rounded() }
        #expect(places == [200, 500, 1000, 2000])
        #expect(axis.scale.title("norm (log scale)") == "norm (log scale × 10⁻¹⁰)")
        let wide = ValueAxis(logarithmicFor: spans([2e-10, 3]))
        #expect(wide.scale == AxisScale() && wide.ticks.map(\.label).contains("10^{−4}"))
    }

    @Test(arguments: [1e308, -1e308, Double.leastNonzeroMagnitude, 0])
    func survivesExtremeValues(value: Double) {
        for axis in [
            ValueAxis(linearFor: spans([value, 1])), ValueAxis(linearFor: spans([value, -value])),
            ValueAxis(logarithmicFor: spans([value, 1])), ValueAxis(logarithmicFor: spans([value])),
        ] {
            #expect(axis.range.lowerBound.isFinite && axis.range.upperBound.isFinite)
        }
    }
}
