import Foundation
import Testing

@Suite struct ExplainTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func help() throws {
        let output = try program.gantrain("explain", "--help")
        #expect(output.status == 0)
        #expect(
            output.stdout == """
                OVERVIEW: Say what a training step costs: matrix products, passes, memory.

                For each kind of move: the matrix products with their sizes, what else passes
                over memory, and the room for intermediate results, as written by the methods
                and after the compiler; and the time that OpenBLAS alone takes for these
                products on this machine.

                USAGE: gantrain explain [<file>] [--config <file>] [--seed <seed>] [--set <key.path=value> ...] \
                [--threads <threads>] [--no-times] [--json] [--program]

                ARGUMENTS:
                  <file>                  The configuration: a path, a name in configs/, or -
                                          for standard input.

                OPTIONS:
                  -c, --config <file>     The same, as an option.
                  --seed <seed>           The seed of every random number.
                  --set <key.path=value>  Change a key of the configuration; repeatable.
                  --threads <threads>     Threads to share the work of a step (default: as many
                                          as there are cores).
                  --no-times              Count only, measure nothing.
                  --json                  Print JSON: the sums of a whole step.
                  --program               Print how the step is compiled: graphs, passes,
                                          chains, stages, memory.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func text() throws {
        let counted = try program.gantrain("explain", "--config", "tiny.json", "--no-times")
        #expect(counted.status == 0)
        #expect(counted.stderr == "")
        #expect(counted.stdout.hasPrefix("tiny: batch 8, float32, 1 thread\n\nthe discriminator moves\n"))
        #expect(counted.stdout.contains("\n  8×2 · 4×2ᵀ "))
        let timed = try program.gantrain("explain", "--config", "tiny.json").stdout
        #expect(timed.contains("  µs each\n"))
        #expect(timed.contains("\nOpenBLAS alone takes "))
        let asked = try program.gantrain(
            "explain", "--config", "tiny.json", environment: ["OPENBLAS_CORETYPE": "Haswell"]
        ).stdout
        let choice = "\nOpenBLAS core Haswell: OPENBLAS_CORETYPE asks for these kernels\n"
        #expect(asked.contains(choice) || !asked.contains("core Haswell"), "\(asked)")
    }

    /// The worked example is what the command prints, in every process: dictionaries are seeded anew in each, and
    /// nothing may depend on their order. The page shows excerpts of it.
    @Test func theCompiledStepOfTheDocumentation() throws {
        let project = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let configuration = project.appending(path: "configs/compiled-step.json").path
        let outputs = try (0..<2).map { _ in
            try program.gantrain("explain", "--program", "--config", configuration)
        }
        #expect(outputs.map(\.status) == [0, 0])
        #expect(outputs[0].stdout == outputs[1].stdout)
        let listing = try String(
            contentsOf: project.appending(path: "data/compiled-step.txt"), encoding: .utf8)
        #expect(listing == outputs[0].stdout, "put what the command prints into data/compiled-step.txt")
        let page = try String(contentsOf: project.appending(path: "docs/compiled-step.md"), encoding: .utf8)
        let excerpts = page.components(separatedBy: "```text\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        #expect(excerpts.count > 3)
        let lines = Set(listing.split(separator: "\n"))
        for line in excerpts.joined().split(separator: "\n") {
            #expect(
                lines.contains(line), "docs/compiled-step.md shows what the command does not print: \(line)")
        }
    }

    @Test func json() throws {
        let output = try program.gantrain("explain", "--config", "tiny.json", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any]
        let object = try #require(json)
        #expect(
            object.keys.sorted() == [
                "blasCore", "blasCoreChoice", "blasMilliseconds", "flops", "fullLayers", "fusedMilliseconds",
                "name",
                "passBytes", "passes", "products", "threads", "workspaceBuffers", "workspaceBytes",
            ])
        #expect((object["blasMilliseconds"] as? Double ?? 0) > 0)
    }

    @Test func aConfigurationWithMistakes() throws {
        let output = try program.gantrain("explain", "--config", "tiny.json", "--set", "sed=1")
        #expect(output.status == 64)
        #expect(output.stderr.contains("did you mean \"seed\"?"))
    }
}
