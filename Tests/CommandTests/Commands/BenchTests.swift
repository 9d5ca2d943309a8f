import Foundation
import Testing

@Suite struct BenchTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func help() throws {
        let output = try program.gantrain("bench", "--help")
        #expect(output.status == 0)
        #expect(
            output.stdout == """
                OVERVIEW: Measure how fast a configuration trains.

                Trains steps with fresh batches and nothing else: no evaluation, no files.
                'scripts/bench' compares the figures with JAX and PyTorch; docs/benchmarks.md
                describes the workloads.

                USAGE: gantrain bench <workload> [--threads <threads>] [--steps <steps>] \
                [--repeats <repeats>] [--runs <runs>] [--json]

                ARGUMENTS:
                  <workload>              A workload of configs/bench such as r1_256, or any
                                          configuration.

                OPTIONS:
                  --threads <threads>     Threads to share the work of a step; with --runs,
                                          runs at a time (default: one a core).
                  --steps <steps>         Steps in a measurement (default: as many as take
                                          about a third of a second).
                  --repeats <repeats>     Measurements; the median counts (default: 5).
                  --runs <runs>           Independent runs, trained side by side on one thread
                                          each (default: 1).
                  --json                  Print JSON.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func anyConfiguration() throws {
        let output = try program.gantrain("bench", "./tiny.json", "--steps", "3", "--repeats", "2")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let shape = try Regex(
            """
            tiny: [0-9.e-]+ ms a step \\(median of 2 × 3 steps, [0-9.e-]+ to [0-9.e-]+\\)
              first step      [0-9]+\\.[0-9]{3} s after the start
              peak memory     [0-9]+\\.[0-9] MB
              threads         1 thread, OpenBLAS core [A-Za-z0-9_]+

            """)
        #expect(output.stdout.wholeMatch(of: shape) != nil, "\(output.stdout)")
        #expect(try program.names(in: ".") == ["tiny.json"])
    }

    @Test func aWorkloadByItsShortName() throws {
        let output = try program.gantrain(
            ["bench", "r1_16", "--steps", "1", "--repeats", "1", "--runs", "2", "--threads", "2", "--json"],
            environment: ["GANTRAIN_HOME": Program.project])
        #expect(output.status == 0)
        let json = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any]
        #expect(json?["workload"] as? String == "r1_16")
        #expect(json?["runs"] as? Int == 2)
        #expect(json?["threads"] as? Int == 2)
    }

    @Test func aWorkloadThatIsNotThere() throws {
        let output = try program.gantrain(
            ["bench", "r1_17"], environment: ["GANTRAIN_HOME": Program.project])
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(
            output.stderr.hasPrefix(
                "gantrain: cannot read bench/r1_17.json: no such file, neither here nor in configs/\n"))
    }

    @Test func trainingThatDivergesHasNoSpeed() throws {
        let rate = #"{"kind":"sgd","learningRate":1e30}"#
        try program.write(
            """
            {"name": "wild", "batch": 8, "generator": {"hidden": [4], "optimizer": \(rate)},
             "discriminator": {"hidden": [4], "optimizer": \(rate)}}
            """, as: "wild.json")
        let output = try program.gantrain("bench", "wild.json", "--steps", "50")
        #expect(output.status == 3)
        #expect(output.stderr.hasPrefix("gantrain: wild: training diverged at step "))
    }

    @Test(arguments: [
        (["bench"], "missing expected argument '<workload>'"),
        (
            ["bench", "r1_16", "--repeats", "0"],
            "the value '0' is invalid for '--repeats <repeats>': allowed is an integer from 1 to 1000"
        ),
        (
            ["bench", "r1_16", "--runs", "0"],
            "the value '0' is invalid for '--runs <runs>': allowed is an integer from 1 to 1024"
        ),
        (
            ["bench", "r1_16", "--steps", "0"],
            "the value '0' is invalid for '--steps <steps>': allowed is an integer from 1 to 1000000000"
        ),
    ])
    func wrongUsage(arguments: [String], complaint: String) throws {
        let output = try program.gantrain(arguments)
        #expect(output.status == 64)
        #expect(output.stderr.split(separator: "\n").first == "gantrain: \(complaint)")
    }
}
