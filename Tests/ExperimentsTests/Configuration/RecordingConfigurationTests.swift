import TestSupport
import Testing

@testable import Experiments

@Suite struct RecordingConfigurationTests {
    @Test(arguments: [
        (6, 10_000, [46, 370, 1250, 2963, 5787, 10_000]), (1, 10_000, [10_000]), (3, 12, [1, 4, 12]),
        (50, 1, [1]), (4, 2, [1, 2]), (2, 4_294_967_295, [536_870_912, 4_294_967_295]),
    ])
    func snapshotsAreDenseAtTheStart(snapshots: Int, steps: Int, expected: [Int]) throws {
        let configuration = try Tiny.resolved(["record.snapshots=\(snapshots)"]).configuration
        #expect(configuration.recording.snapshotSteps(of: steps).sorted() == expected)
    }
}
