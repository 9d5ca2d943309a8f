import Foundation
import Records
import Settings
import TestSupport
import Testing

@testable import Dynamics
@testable import Experiments
@testable import Networks
@testable import Runs
@testable import Storage
@testable import Tensors

/// A run that begins with the networks of another.
@Suite struct StartTests {
    private let scratch: Scratch
    private let source: RunDirectory
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        source = scratch.run("source")
        run = scratch.run()
        try Tiny.train(["record.keepEvery=4"], in: source)
    }

    private func start(_ members: String = "") -> String {
        #"start={"run":"\#(source.name)"\#(members)}"#
    }

    /// By name, from a checkpoint.
    private func arrays(_ path: String) throws -> [String: Safetensors.Values] {
        Dictionary(
            uniqueKeysWithValues: try Checkpoint(reading: scratch.file(path)).arrays.entries.map {
                ($0.name, $0.values)
            })
    }

    private func trainNothing(_ changes: [String]) throws {
        let stop = StopAt(0)
        _ = try Training.start(Tiny.resolved(changes), in: run, shouldStop: { stop() })
    }

    @Test func networksAreTakenAndOptimizersBeginAnew() throws {
        try trainNothing([start(), #"lookahead={"every":5}"#])
        let (old, new) = (
            try arrays("source/checkpoint.safetensors"), try arrays("run/checkpoint.safetensors")
        )
        let names = old.keys.filter { $0.hasPrefix("generator.") || $0.hasPrefix("discriminator.") }
        #expect(names.count == 8)
        for name in names {
            #expect(new[name] == old[name], "\(name)")
            #expect(new["slow.\(name)"] == old[name])
        }
        // The average begins where the generator does, not where the other run's average was.
        #expect(new["generatorAverage.0.weight"] == old["generator.0.weight"])
        #expect(new["generatorAverage.0.weight"] != old["generatorAverage.0.weight"])
        #expect(new["optimizer.generator.0.weight.mean"] == .float32([Float](repeating: 0, count: 6)))
        #expect(new["optimizer.generator.count"] == .float32([0]))
    }

    @Test(arguments: ["discriminator", "generator"]) func theNetworkOfOnePlayer(player: String) throws {
        try trainNothing([start(#", "players": "\#(player)""#)])
        let old = try arrays("source/checkpoint.safetensors")
        let new = try arrays("run/checkpoint.safetensors")
        try Tiny.train(["steps=1"], in: scratch.run("fresh"))
        for one in ["discriminator", "generator"] {
            #expect((new["\(one).0.weight"] == old["\(one).0.weight"]) == (one == player))
        }
    }

    /// 64 bits of the arrays in place of a path: the same networks elsewhere make the same run.
    @Test func itIsKnownByTheNetworks() throws {
        let first = try Tiny.resolved([start()])
        let networks = try Safetensors().appending(
            try arrays("source/checkpoint.safetensors").filter {
                $0.key.hasPrefix("generator.") || $0.key.hasPrefix("discriminator.")
            })
        let checksum = String(networks.checksum, radix: 16)
        #expect(first.json["start.checksum"] == .string(checksum))
        #expect(first.json["start.step"] == 12)
        #expect(first.json["start.run"]?.textValue?.hasSuffix("/source") == true)
        try FileManager.default.copyItem(atPath: source.name, toPath: scratch.run("copy").name)
        let second = try Tiny.resolved([#"start={"run":"\#(scratch.run("copy").name)"}"#])
        #expect(RunIdentity(of: first) == RunIdentity(of: second))
        let earlier = try Tiny.resolved([start(#", "step": 4"#)])
        #expect(RunIdentity(of: first) != RunIdentity(of: earlier))
        #expect(try RunIdentity.lasting(of: first.json) == RunIdentity.lasting(of: second.json))
        #expect(try RunIdentity.lasting(of: first.json) != RunIdentity.lasting(of: earlier.json))
        #expect(try RunIdentity(reading: RunIdentity(of: first).json) == RunIdentity(of: first))
    }

    @Test func aKeptCheckpointIsTaken() throws {
        try trainNothing([start(#", "step": 8"#)])
        let old = try arrays("source/checkpoints/step-8.safetensors")
        #expect(try arrays("run/checkpoint.safetensors")["generator.0.weight"] == old["generator.0.weight"])
    }

    /// Interrupted and resumed it ends as if it had not been, and the other run may be gone by then.
    @Test func itIsResumedWithoutTheOtherRun() throws {
        let whole = scratch.run("whole")
        try Tiny.train([start()], in: whole)
        let stop = StopAt(5)
        let resolved = try Tiny.resolved([start()])
        _ = try Training.start(resolved, in: run, shouldStop: { stop() })
        try FileManager.default.removeItem(atPath: source.name)
        #expect(try Training.resume(run).status == .completed)
        #expect(try run.differences(from: whole) == [])
        #expect(try RunRecord(reading: run).step == 12)
        guard case .found = try Training.ensure(resolved, in: run) else {
            Issue.record("not found")
            return
        }
        // A run that was killed before its first checkpoint needs it.
        try Files.remove(run.checkpoint)
        try Files.remove(run.metrics)
        let error = #expect(throws: FileError.self) { try Training.resume(run) }
        #expect(error?.description.contains("start: no such folder") == true)
    }

    /// What the key names may have changed between reading a configuration and beginning.
    @Test func otherNetworksThanWereReadAreRefused() throws {
        let resolved = try Tiny.resolved([start()])
        try Tiny.train(["seed=5"], in: scratch.run("other"))
        try FileManager.default.removeItem(atPath: source.name)
        try FileManager.default.moveItem(atPath: scratch.run("other").name, toPath: source.name)
        let error = #expect(throws: FileError.self) { try Training.start(resolved, in: run) }
        #expect(error?.reason.hasPrefix("start: the checksum of its networks is ") == true)
        #expect(error?.action == .configure)
    }

    @Test func betweenPrecisions() throws {
        try trainNothing([start(), "precision=float64"])
        guard case .float32(let old)? = try arrays("source/checkpoint.safetensors")["generator.0.weight"],
            case .float64(let new)? = try arrays("run/checkpoint.safetensors")["generator.0.weight"]
        else {
            Issue.record("not in these precisions")
            return
        }
        #expect(new == old.map { Double($0) })
    }

    @Test func aTraceBeginsWithThem() throws {
        let file = scratch.file("trace.safetensors")
        _ = try Trace.write(Tiny.resolved([start()]), steps: 1, to: file.string)
        let trace = try Safetensors(decoding: Files.read(file))
        let found = trace.entries.first { $0.name == "0.state.generator.0.weight" }?.values
        #expect(try found == arrays("source/checkpoint.safetensors")["generator.0.weight"])
    }

    private func complaint(_ changes: [String]) -> String? {
        do {
            _ = try Tiny.resolved(changes)
            return nil
        } catch { return "\(error)".replacing(scratch.path + "/", with: "") }
    }

    @Test func whatDoesNotFit() {
        #expect(
            complaint([start(), "generator.hidden=[4]"]) == """
                cannot read source: start: its networks do not fit
                  generator.0.bias is [3] there and [4] here
                  generator.0.weight is [3, 2] there and [4, 2] here
                  generator.2.weight is [2, 3] there and [2, 4] here
                What makes the networks, such as hidden and latent.width, must be as in source/config.json.
                """)
        #expect(
            complaint([start(), "discriminator.hidden=[3,3]", "discriminator.spectralNormalization={}"])
                == """
                cannot read source: start: its networks do not fit
                  discriminator.0.weight_u is missing there and [3] here
                  discriminator.2.bias is [1] there and [3] here
                  discriminator.2.weight is [1, 3] there and [3, 3] here
                  discriminator.2.weight_u is missing there and [3] here
                  and 3 more
                What makes the networks, such as hidden and latent.width, must be as in source/config.json.
                """)
        #expect(complaint([start(#", "players": "discriminator""#), "generator.hidden=[4]"]) == nil)
        #expect(
            complaint([start(#", "step": 5"#)])
                == "cannot read source: start: it has kept no checkpoint of step 5; its last is of 12")
        #expect(
            complaint([#"start={"run":"nowhere"}"#])
                == "cannot read nowhere: start: no such folder, neither here nor beside test.json")
        #expect(
            complaint([#"start={"run":"\#(scratch.path)"}"#])?.hasSuffix(
                "start: it has no checkpoint, so it is no run of gantrain, or one that has not begun") == true
        )
        #expect(
            complaint([start(), "game.kind=dirac", "generator.hidden=[128,128]"])?.contains(
                #"the game "dirac" has no networks; its numbers at the start are keys of game"#) == true)
    }

    @Test func aDamagedCheckpointIsRefused() throws {
        try Files.write(Files.read(source.checkpoint).dropLast(), to: source.checkpoint)
        #expect(
            complaint([start()])?.hasPrefix("cannot use the checkpoint source/checkpoint.safeten") == true)
    }
}

extension Safetensors {
    /// With arrays of any dimensions that their numbers allow here: as the tiny networks have them.
    fileprivate func appending(_ arrays: [String: Values]) throws -> Safetensors {
        var file = self
        for (name, values) in arrays {
            guard case .float32(let numbers) = values else { continue }
            let isVector = name.hasSuffix("bias")
            let columns = isVector ? numbers.count : name.contains(".0.") ? 2 : 3
            file.append(
                name, try Matrix(Shape(numbers.count / columns, columns), elements: numbers),
                isVector: isVector)
        }
        return file
    }
}
