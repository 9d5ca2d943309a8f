import Testing

@testable import Figures

struct ValueAxisTests {
    private func spans(_ values: [Double]) -> [ThinnedTable.Span] {
        values.map { ThinnedTable.Span(median: $0, low: $0, high: $0) }
    }

    @Test func holdsAllOrdinaryValues() {
        let axis = ValueAxis(linearFor: spans([0, 1, 2]))
        #expect(axis.range.contains(0) && axis.range.contains(2))
        #expect(axis.clipped == nil)
    }

    @Test func cutsOffRareSpikesAndSaysSo() {
        let axis = ValueAxis(linearFor: spans((0..<300).map { $0 == 7 ? 4321 : Double($0 % 10) }))
        #expect(axis.range.upperBound < 20)
        #expect(axis.clipped == "cut off: spikes up to 4,320")
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
