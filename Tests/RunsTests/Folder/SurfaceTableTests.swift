import Foundation
import Records
import Storage
import TestSupport
import Testing

@testable import Runs

@Suite struct SurfaceTableTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static func surface(_ step: Int, of first: Double) -> SurfaceRecord {
        let frame = Frame(centre: Point(0.1, -0.3), halfSide: 1.7)
        let count = SurfaceTable.count
        return SurfaceRecord(
            step: step,
            surface: Surface(
                xs: frame.columns(count), ys: frame.rows(count),
                scores: (0..<count * count).map { first + Double($0) / 8 }, gradients: [], meaning: .critic))
    }

    @Test func whatIsReadIsWhatWasWritten() throws {
        var broken = Self.surface(30, of: 1)
        broken.surface.scores[7] = .infinity
        let table = SurfaceTable(records: [Self.surface(4, of: -2), Self.surface(20, of: 0.5), broken])
        let read = try SurfaceTable(decoding: try table.encoded())
        #expect(read.records.map(\.step) == [4, 20, 30])
        #expect(read.records.map(\.surface.scores) == table.records.map(\.surface.scores))
        #expect(read.records.map(\.surface.meaning) == [.critic, .critic, .critic])
        let (xs, expected) = (read.records[0].surface.xs, table.records[0].surface.xs)
        #expect(xs.first == expected.first && xs.last == expected.last)
        #expect(zip(xs, expected).allSatisfy { abs($0 - $1) < 1e-12 })
        // A run that goes on writes what it has read.
        #expect(try read.encoded() == table.encoded())
    }

    @Test func damageIsNoticedWhereverItIs() throws {
        let whole = try SurfaceTable(records: [Self.surface(4, of: -2)]).encoded()
        for place in stride(from: 0, to: whole.count, by: 97) {
            var damaged = whole
            damaged[place] ^= 0x11
            #expect(throws: (any Error).self) { try SurfaceTable(decoding: damaged) }
        }
        #expect(throws: (any Error).self) { try SurfaceTable(decoding: whole.dropLast()) }
    }

    /// The surface at the end, which is computed from the checkpoint, has every 25th of its 201 places where that of the
    /// file has every 8th of 65.
    @Test func theLastSurfaceIsThatOfTheCheckpoint() throws {
        let run = scratch.run()
        try Tiny.train(in: run)
        let record = try RunRecord(reading: run)
        #expect(record.surfaces.map(\.step) == record.snapshots.map(\.step))
        let last = try #require(record.surfaces.last?.surface)
        let end = try #require(record.surface)
        #expect(last.meaning == end.meaning)
        for row in stride(from: 0, through: 64, by: 8) {
            for column in stride(from: 0, through: 64, by: 8) {
                let fine = end.scores[row / 8 * 25 * 201 + column / 8 * 25]
                #expect(abs(last.scores[row * 65 + column] - fine) < 1e-6)
            }
        }
        // Training has moved it.
        #expect(record.surfaces[0].surface.scores != last.scores)
    }

    /// On a line the scores are a row of 201 places, of which each is every fourth of the 801 at the end.
    @Test func theScoresAlongALine() throws {
        let run = scratch.run()
        try Tiny.train([#"data={"kind":"mixture","centres":[-1,2],"standardDeviation":0.5}"#], in: run)
        let record = try RunRecord(reading: run)
        #expect(record.surfaces.map(\.step) == record.snapshots.map(\.step))
        let last = try #require(record.surfaces.last?.surface)
        let end = try #require(record.surface)
        #expect(last.ys == [0] && last.xs.count == 201 && last.scores.count == 201)
        for place in 0..<201 {
            #expect(abs(last.xs[place] - end.xs[4 * place]) < 1e-12)
            #expect(abs(last.scores[place] - end.scores[4 * place]) < 1e-6)
        }
        #expect(record.surfaces[0].surface.scores != last.scores)
        let table = try run.readSurfaces()
        #expect(try SurfaceTable(decoding: table.encoded()) == table)
    }

    /// Stopped right after a moment, and later.
    @Test(arguments: [4, 5]) func aRunThatWasKilledHasTheSameSurfaces(step: Int) throws {
        try Tiny.train(in: scratch.run("whole"))
        let parts = scratch.run("parts")
        let stop = StopAt(step)
        _ = try Training.start(try Tiny.resolved(), in: parts, shouldStop: { stop() })
        // What a process has written that was killed after its last checkpoint.
        var table = try parts.readSurfaces()
        #expect(table.records.map(\.step) == [1, 4])
        table.records.append(Self.surface(9, of: 0))
        try Files.write(try table.encoded(), to: parts.surfaces)
        _ = try Training.resume(parts)
        #expect(try parts.differences(from: scratch.run("whole")) == [])
    }

    /// As a run of an earlier version.
    @Test func aRunWithoutSurfacesGoesOn() throws {
        let run = scratch.run()
        let stop = StopAt(5)
        _ = try Training.start(try Tiny.resolved(), in: run, shouldStop: { stop() })
        try Files.remove(run.surfaces)
        _ = try Training.resume(run)
        #expect(try RunRecord(reading: run).surfaces.map(\.step) == [12])
    }

    @Test func damagedSurfacesAreNamed() throws {
        let run = scratch.run()
        try Tiny.train(in: run)
        try scratch.write("no surfaces", as: "run/surfaces.safetensors")
        #expect {
            try RunRecord(reading: run)
        } throws: {
            "\($0)".contains("run/surfaces.safetensors: its header is longer than the file")
        }
    }
}
