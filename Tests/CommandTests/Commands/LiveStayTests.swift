import Foundation
import Testing

/// When a page stays open after the work, and when a command ends with it.
@Suite struct LiveStayTests {
    private let program: Program
    private let sentence = "live: the page stays open; Ctrl-C ends it"

    init() throws { program = try Program() }

    private var live: [String] { program.trainArguments(["--live"]) }

    /// A script or a pipe has no person who would end it.
    @Test func withoutATerminalTheCommandEndsWithTheRun() throws {
        let output = try program.gantrain(live)
        #expect(output.status == 0)
        #expect(output.stdout.hasPrefix("live: http://127.0.0.1:") && !output.stdout.contains(sentence))
    }

    @Test(arguments: [SIGINT, SIGTERM]) func whoAsksForItHasThePageUntilASignal(signal: Int32) throws {
        let running = try program.start(live + ["--live-stay"])
        running.wait { running.printed.hasSuffix("\(sentence)\n") }
        let address = try #require(running.printed.firstMatch(of: /live: (http:\S+)/)?.1)
        let page = try program.shell("curl -s -m 10 -o /dev/null -w '%{http_code}' '\(address)'")
        #expect(page.stdout == "200" || page.status == 127, "\(page)")
        running.send(signal)
        let output = try running.output()
        // The run is complete, whatever ended the page.
        #expect(output.status == 0 && output.stderr == "")
        #expect(try program.summary("run")["status"] as? String == "completed")
    }

    @Test func aDivergedRunHasAPageToo() throws {
        let wild = [
            "--live", "--live-stay", "--set", "generator.optimizer={\"kind\":\"sgd\",\"learningRate\":1e30}",
        ]
        let running = try program.start(program.trainArguments(wild))
        running.wait { running.printed.hasSuffix("\(sentence)\n") }
        running.send(SIGINT)
        let output = try running.output()
        #expect(output.status == 3 && output.stderr.contains("training diverged at "))
    }

    @Test func anInterruptedRunHasNone() throws {
        let running = try program.start(live + ["--live-stay"] + Program.endless)
        running.wait { program.exists("run/checkpoint.safetensors") }
        running.send(SIGINT)
        let output = try running.output()
        #expect(output.status == 130 && !output.stdout.contains(sentence))
    }

    @Test(.enabled(if: Program.hasScript)) func atAPromptThePageStays() throws {
        let command = "exec '\(Program.path)' \(live.joined(separator: " "))"
        let running = try program.start(["-c", "exec script -qec \"\(command)\" typed"], of: "/bin/sh")
        running.wait { running.printed.contains(sentence) }
        #expect(running.printed.contains(sentence))
        running.send(SIGTERM)
        _ = try running.output()
    }

    /// The same terminal, but a script has started the program, or its output goes into a pipe.
    @Test(.enabled(if: Program.hasScript), arguments: ["", "| cat", "--no-live-stay", "</dev/null"])
    func aScriptAtATerminalGoesOn(end: String) throws {
        let line = "'\(Program.path)' \(live.joined(separator: " ")) \(end)"
        try program.write("\(line)\necho and on\n", as: "run.sh")
        let output = try program.shell("exec script -qec 'sh run.sh' typed")
        #expect(output.status == 0)
        #expect(output.stdout.hasSuffix("and on\r\n") && !output.stdout.contains(sentence))
    }

    @Test func aStudysPageStaysToo() throws {
        try program.write(
            #"{"name": "small", "base": "tiny.json", "seeds": {"count": 1}, "variants": [{"name": "r1"}]}"#,
            as: "small.json")
        let running = try program.start(["study", "small.json", "--live", "--live-stay", "--jobs", "1"])
        running.wait { running.printed.hasSuffix("\(sentence)\n") }
        running.send(SIGINT)
        #expect(try running.output().status == 0)
    }

    @Test(arguments: ["--live-stay", "--no-live-stay"]) func withoutAPageItIsAMistake(flag: String) throws {
        let output = try program.gantrain(program.trainArguments([flag]))
        #expect(output.status == 64)
        #expect(output.stderr.hasPrefix("gantrain: --live-stay and --no-live-stay need --live\nUsage: "))
        #expect(!program.exists("run"))
    }
}
