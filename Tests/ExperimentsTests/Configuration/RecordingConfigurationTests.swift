import Testing

@testable import Experiments

@Suite struct RecordingConfigurationTests {
    @Test(arguments: [
        (6, 10_000, [278, 1111, 2500, 4444, 6944, 10_000]), (1, 10_000, [10_000]), (3, 12, [1, 5, 12]),
        (50, 1, [1]), (4, 2, [1, 2]), (2, 4_294_967_295, [1_073_741_824, 4_294_967_295]),
    ])
    func snapshotsAreDenseAtTheStart(snapshots: Int, steps: Int, expected: [Int]) throws {
        let configuration = try Tiny.resolved(["record.snapshots=\(snapshots)"]).configuration
        #expect(configuration.recording.snapshotSteps(of: steps).sorted() == expected)
    }
}
