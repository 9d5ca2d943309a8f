import Foundation
import Settings
import TestSupport
import Testing

@testable import Experiments

@Suite struct RunIdentityTests {
    private func identity(_ changes: [String] = []) throws -> RunIdentity {
        RunIdentity(of: try Tiny.resolved(changes))
    }

    @Test(arguments: [
        "threads=3", "record.metricsEvery=7", "record.evaluateEvery=8", "record.checkpointEvery=9",
        "record.keepEvery=1", "record.spectrumEvery=1", "record.snapshots=2",
        "record.measures=[]",
    ])
    func isWithoutMachineAndRecord(change: String) throws {
        #expect(try identity([change]) == identity())
        #expect(try identity([change]).fingerprint == identity().fingerprint)
    }

    @Test(arguments: [
        "seed=1", "steps=13", "batch=5", "precision=float64", "data.radius=2", "penalties.0.gamma=2",
        "record.samples=7", "record.within=2", "average=null",
    ])
    func isAllThatIsStudied(change: String) throws {
        #expect(try identity([change]) != identity())
        #expect(try identity([change]).fingerprint != identity().fingerprint)
    }

    /// Wherever a file of points lies, its content counts.
    @Test func dataAreKnownByTheirContent() throws {
        let scratch = try Scratch()
        func points(_ name: String, _ text: String) throws -> RunIdentity {
            try scratch.write(text, as: name)
            return try identity([#"data={"kind":"csv","path":"\#(scratch.path)/\#(name)"}"#])
        }
        #expect(try points("a.csv", "1,2\n") == points("b.csv", "1,2\n"))
        #expect(try points("a.csv", "1,2\n") != points("b.csv", "1,3\n"))
        let stored = try points("a.csv", "1,2\n")
        #expect(try RunIdentity(reading: stored.json) == stored)
    }

    /// Of a version that did not know all keys of this one.
    @Test func keysThatHaveComeSinceHaveTheirDefaults() throws {
        var json = try #require(try identity().json.objectValue)
        json["lookahead"] = nil
        json["instanceNoise"] = nil
        #expect(try RunIdentity(reading: .object(json)) == identity())
        #expect(throws: ConfigurationError.self) { try RunIdentity(reading: ["unheardOf": 1]) }
    }

    @Test func whatGantrainWritesIsComplete() throws {
        #expect(RunIdentity.isComplete(try Tiny.resolved().json))
        #expect(!RunIdentity.isComplete([:]))
        #expect(!RunIdentity.isComplete(try JSONValue.parse(Tiny.text)))
    }
}
