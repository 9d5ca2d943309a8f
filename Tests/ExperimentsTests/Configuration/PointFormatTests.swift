import Distributions
import Foundation
import Records
import Settings
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// The keys of a file of points, and files of other programs through a whole training.
@Suite struct PointFormatTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func fixture(_ name: String) -> String { "\(projectFolder)/Tests/Fixtures/points/\(name)" }

    private func data(_ name: String, _ more: String = "") throws -> any PlaneDistribution {
        let kind = name.hasSuffix(".npy") ? "npy" : "csv"
        return try Tiny.resolved([#"data={"kind":"\#(kind)","path":"\#(fixture(name))"\#(more)}"#])
            .configuration.data
    }

    @Test func theKeys() throws {
        let two = [Point(1.5, 2.5), Point(-3, 0.4)]
        for (name, keys) in [
            ("label.csv", #","columns":["x","y"]"#), ("label-first.csv", #","columns":[2,"y"]"#),
            ("decimal-comma.csv", #","separator":"semicolon","decimal":"comma","header":"present""#),
            ("percent-comment.csv", #","comment":"%""#),
        ] {
            #expect((try data(name, keys) as? PointSet)?.points == two, "\(name)")
        }
        #expect(try data("line.npy").width == 1 && data("one-column.csv").width == 1)
        #expect(
            (try data("float64.npy", #","scale":[2,1],"shift":[0,1]"#) as? PointSet)?.points[0]
                == Point(3, 3.5))
    }

    @Test func aRefusalNamesTheFile() throws {
        let error = #expect(throws: FileError.self) { try data("label.csv") }
        #expect(
            error?.description
                == "cannot read \(fixture("label.csv")): line 1: there are 3 columns (\"x\", \"y\", \"class\"); choose the one "
                + "or two to read, such as \"columns\": [\"x\", \"y\"]")
    }

    /// A run of each kind, on a line too, stopped and resumed to the same bytes.
    @Test(arguments: [
        #"{"kind":"npy","path":"PATH/float64.npy","batches":"shuffled","standardize":true}"#,
        #"{"kind":"csv","path":"PATH/one-column.csv","batches":"inTurn"}"#,
        #"{"kind":"mixture","centres":[-2,2],"standardDeviation":1,"points":10,"batches":"shuffled"}"#,
        #"{"kind":"ring","weights":[1,2,3,4,5,6,7,8],"points":10}"#,
    ])
    func aRunGoesOn(data: String) throws {
        let changes = ["data=\(data.replacing("PATH", with: fixture("").dropLast()))"]
        let asked = StopAt(7)
        _ = try Training.start(Tiny.resolved(changes), in: scratch.run(), shouldStop: { asked() })
        #expect(try Training.resume(scratch.run()).status == .completed)
        try Tiny.train(changes, in: scratch.run("whole"))
        #expect(try scratch.run().differences(from: scratch.run("whole")) == [])
        let record = try RunRecord(reading: scratch.run())
        #expect(record.dimensions == (data.contains("one-column") || data.contains("centres") ? 1 : 2))
        #expect(record.surface?.ys.count == (record.dimensions == 1 ? 1 : 201))
        let samples = try String(contentsOfFile: "\(scratch.path)/run/samples.csv", encoding: .utf8)
        #expect(samples.hasPrefix(record.dimensions == 1 ? "x\n" : "x,y\n"))
    }
}
