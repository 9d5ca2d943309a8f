import Foundation
import Testing

/// Commands that take long say so on a terminal, and end when they are asked to.
@Suite struct WorkTests {
    private let program: Program

    init() throws { program = try Program() }

    /// Work that takes minutes, and what it writes.
    private static let long = [
        ["bench", "tiny.json", "--steps", "1000000000"],
        ["trace", "--config", "tiny.json", "--steps", "1000", "--set", "batch=2048", "--out", "t"],
        ["game", "gaussian", "--steps", "1000000", "--out", "game"],
    ]

    @Test(arguments: long, [SIGINT, SIGTERM, SIGHUP]) func aSignalEndsIt(arguments: [String], signal: Int32)
        throws
    {
        let before = try program.names(in: ".")
        let running = try program.start(arguments)
        usleep(700_000)
        running.send(signal)
        let output = try running.output()
        #expect(output.status == 130)
        #expect(output.stdout == "")
        #expect(output.stderr == "gantrain: interrupted\n")
        #expect(try program.names(in: ".") == before)
    }

    /// Competitive descent over many rounds takes minutes to compile. The folder is as after a kill: it can go on.
    @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsCompiling(signal: Int32) throws {
        let running = try program.start(
            program.trainArguments([
                "--set", #"fieldMethods=[{"kind":"cgd","sweeps":100}]"#, "--set", "batch=2",
            ]))
        running.wait { program.exists("run/config.json") }
        usleep(300_000)
        running.send(signal)
        let output = try running.output()
        #expect(output.status == 130)
        #expect(output.stderr == "gantrain: interrupted\n")
        #expect(try program.names(in: "run") == ["config.json", "machine.json"])
    }

    @Test(.enabled(if: Program.hasScript)) func onATerminalItSaysWhatItDoes() throws {
        let output = try program.shell(
            "script -qec \"timeout -s INT 4 $G bench tiny.json --steps 1000000000\" /dev/null",
            environment: ["TERM": "xterm"])
        #expect(output.stdout.contains("\r" + "measuring, 2 s\u{1B}[K"), "\(output.stdout)")
        #expect(output.stdout.hasSuffix("\r\u{1B}[Kgantrain: interrupted\r\n"), "\(output.stdout)")
    }

    /// A gnuplot that does not end is stopped with the command, and leaves nothing behind.
    @Test func drawingIsStopped() throws {
        #expect(try program.train().status == 0)
        let before = try program.names(in: "run")
        try program.write("#!/bin/sh\necho $$ > \"\(program.folder)/pid\"\nexec sleep 100\n", as: "gnuplot")
        #expect(try program.shell("chmod +x gnuplot").status == 0)
        let path = program.folder + ":/usr/bin:/bin"
        let running = try program.start(["plot", "run"], environment: ["PATH": path])
        running.wait { program.exists("pid") }
        running.send(SIGTERM)
        let output = try running.output()
        #expect(output.status == 130)
        #expect(output.stderr == "gantrain: interrupted\n")
        #expect(try program.names(in: "run").filter { $0 != "figures" } == before)
        let endings = try program.names(in: "run/figures").compactMap { $0.split(separator: ".").last }
        #expect(Set(endings) == ["gp", "dat", "csv"])
        let pid = try #require(Int32(program.text(of: "pid").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(pid, 0) != 0)
    }
}
