import Foundation
import Testing

@Suite struct TraceTests {
    private let program: Program

    init() throws { program = try Program() }

    private func header(of file: String) throws -> [String: Any] {
        let bytes = try program.bytes(of: file)
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        return try #require(
            try JSONSerialization.jsonObject(with: bytes.dropFirst(8).prefix(length)) as? [String: Any])
    }

    @Test(arguments: [("float32", "F32"), ("float64", "F64")])
    func writesEveryNumber(precision: String, kind: String) throws {
        let output = try program.gantrain(
            "trace", "--config", "tiny.json", "--set", "precision=\(precision)", "--steps", "2", "--out", "t")
        #expect(output.status == 0)
        #expect(output.stdout == "t: 2 steps; scripts/verify t recomputes them\n")
        #expect(output.stderr == "")
        let header = try header(of: "t")
        let names = header.keys.filter { $0 != "__metadata__" }
        let kinds = names.compactMap { (header[$0] as? [String: Any])?["dtype"] as? String }
        #expect(Set(kinds) == [kind])
        // What docs/trace.md promises of an alternating step with R1.
        for name in [
            "0.state.generator.0.weight", "0.state.optimizer.discriminator.2.bias.squares",
            "1.rate.generator",
            "1.penalty.r1", "1.0.batch.0.real", "1.0.batch.0.latent", "1.0.loss.discriminator",
            "1.0.term.discriminator.r1", "1.0.direction.discriminator.0.weight",
            "1.0.gradientNorm.discriminator", "2.1.state.generator.2.bias",
            "2.state.optimizer.generator.count",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        let metadata = try #require(header["__metadata__"] as? [String: String])
        #expect(metadata["format"] == "gantrain trace 2")
        #expect(metadata["steps"] == "2")
        #expect(metadata["configuration"]?.contains("\"kind\": \"r1\", \"gamma\": ") == true)
    }

    @Test func replacesATraceAndNothingElse() throws {
        let arguments = ["trace", "--config", "tiny.json", "--steps", "1", "--out"]
        #expect(try program.gantrain(arguments + ["t"]).stdout.hasPrefix("t: 1 step; "))
        #expect(try program.gantrain(arguments + ["t"]).status == 0)
        let mine = try program.gantrain(arguments + ["tiny.json"])
        #expect(mine.status == 73)
        #expect(
            mine.stderr == """
                gantrain: cannot create tiny.json: it exists, and is no trace
                Choose another name with --out.

                """)
        #expect(try program.text(of: "tiny.json") == Program.tiny)
        #expect(try program.gantrain(arguments + ["nowhere/t"]).status == 74)
        let nameless = try program.gantrain(arguments + [""])
        #expect(nameless.status == 64)
        #expect(nameless.stderr.hasPrefix("gantrain: --out needs the name of a file\n"))
    }

    @Test func saysWhereItDiverged() throws {
        let rates = ["generator", "discriminator"].flatMap {
            ["--set", #"\#($0).optimizer={"kind":"sgd","learningRate":1e30}"#]
        }
        let output = try program.gantrain(
            ["trace", "--config", "tiny.json", "--steps", "9", "--out", "t"] + rates)
        #expect(output.status == 3)
        #expect(output.stderr.hasPrefix("gantrain: training diverged at step "))
        #expect(output.stderr.hasSuffix("; the steps before are in t\n"))
        #expect(program.exists("t"))
    }
}
