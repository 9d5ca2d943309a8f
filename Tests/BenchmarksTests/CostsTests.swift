import TestSupport
import Foundation
import Testing

@testable import Benchmarks
@testable import Experiments

/// Guards against slower programs without a clock: what a step costs must not rise above what is written down.
@Suite struct CostsTests {
    private static let workloads: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: projectFolder + "/configs/bench")
        return (names ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    private static func recorded() throws -> [String: [String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: projectFolder + "/data/costs.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
    }

    @Test func everyWorkloadIsRecorded() throws {
        #expect(Self.workloads.count == 8)
        #expect(try Self.recorded().keys.sorted() == Self.workloads)
    }

    @Test(arguments: workloads) func aStepCostsNoMoreThanRecorded(workload: String) throws {
        let resolved = try ConfigurationFile.read("bench/\(workload).json", lookingIn: [projectFolder])
        let recorded = try #require(Self.recorded()[workload])
        for (name, count) in try Explanation(resolved).counts {
            let before = try #require(recorded[name] as? Int, "\(name)")
            #expect(
                count <= before,
                "\(workload): \(name) rose; if that is for a reason, run scripts/costs and say why")
            if count < before {
                print("\(workload): \(name) fell from \(before) to \(count); scripts/costs writes it down")
            }
        }
    }
}
