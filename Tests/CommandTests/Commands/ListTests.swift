import Foundation
import Testing

/// `gantrain list` and `gantrain clean`.
@Suite struct ListTests {
    private let program: Program

    init() throws { program = try Program() }

    private func trainTwo() throws {
        #expect(try program.train("--out", "runs/a", quiet: true).status == 0)
        #expect(
            try program.train("--out", "runs/b", "--seed", "7", "--set", "penalties=[]", quiet: true).status
                == 0)
    }

    @Test func aLineEach() throws {
        let nothing = try program.gantrain("list")
        #expect(nothing.status == 0)
        #expect(nothing.stdout == "no runs here\n")
        try trainTwo()
        for words in [[], ["runs"], ["."], ["runs/a", "runs/b"]] {
            let output = try program.gantrain(["list"] + words)
            #expect(output.status == 0)
            #expect(
                output.stdout == """
                    folder  state                done  seed  what
                    runs/a  completed  40 of 40 steps     0  tiny: nonSaturating, r1
                    runs/b  completed  40 of 40 steps     7  tiny: nonSaturating

                    """)
        }
        let json = try JSONSerialization.jsonObject(
            with: Data(program.gantrain("list", "--json").stdout.utf8))
        let entries = try #require(json as? [[String: Any]])
        #expect(entries.map { $0["folder"] as? String } == ["runs/a", "runs/b"])
        #expect(entries.map { $0["seed"] as? Int } == [0, 7])
        #expect(entries.map { $0["kind"] as? String } == ["run", "run"])
        try program.expectRefusal(["list", "nope"], status: 64, "cannot read nope: no such folder")
    }

    @Test func removingAsks() throws {
        try trainTwo()
        try program.write("mine", as: "runs/b/notes.txt")
        let alone = try program.gantrain("clean", "runs")
        #expect(alone.status == 64)
        #expect(
            alone.stderr
                == "gantrain: nothing is removed without asking, and there is no terminal to ask on; add --yes\n"
        )
        #expect(try program.names(in: "runs") == ["a", "b"])
        let none = try program.gantrain("clean", "runs", "--yes", "--state", "diverged")
        #expect(none.stdout == "nothing to remove\n")
        let output = try program.gantrain("clean", "runs", "--yes")
        #expect(output.status == 0)
        #expect(output.stdout.hasSuffix("removed 2 entries\n"))
        #expect(output.stderr == "gantrain: runs/b stays, for gantrain did not write notes.txt\n")
        #expect(try program.names(in: "runs") == ["b"])
        #expect(try program.names(in: "runs/b") == ["notes.txt"])
        #expect(try program.gantrain("clean").status == 64)
    }

    @Test(.enabled(if: Program.hasScript), arguments: [("y", 1), ("n", 2), ("", 2)])
    func onATerminal(answer: String, left: Int) throws {
        try trainTwo()
        let output = try program.shell(
            "echo '\(answer)' | script -qec \"$G clean runs/a\" /dev/null", environment: ["TERM": "xterm"])
        #expect(output.stdout.contains("Remove it (1 MB)? [y/N] "), "\(output.stdout)")
        #expect(output.stdout.contains(left == 1 ? "removed 1 entry" : "nothing removed"), "\(output.stdout)")
        #expect(try program.names(in: "runs").count == left)
    }

    @Test func whatIsAtWorkStays() throws {
        let running = try program.start(program.trainArguments(["--out", "runs/a"] + Program.endless))
        running.wait { program.exists("runs/a/checkpoint.safetensors") }
        #expect(try program.gantrain("list").stdout.contains("runs/a  running "))
        let output = try program.gantrain("clean", "runs", "--yes")
        #expect(output.stdout == "nothing to remove\n")
        #expect(output.stderr == "gantrain: runs/a stays: a process works on it\n")
        running.send(SIGINT)
        #expect(try running.output().status == 130)
    }
}
