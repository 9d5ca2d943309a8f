import Foundation
import Testing

@Suite struct ConsoleTests {
    private let program: Program

    init() throws { program = try Program() }

    /// Whoever read the output has gone; the run is what matters.
    @Test(arguments: ["head -1", "true", "head -c 10"]) func aClosedPipeDoesNotEndARun(reader: String) throws
    {
        let command = "{ \"$G\" --config tiny.json --no-figures --out run; echo $? >status; } | \(reader)"
        let output = try program.shell(command)
        #expect(output.stderr == "")
        #expect(try program.text(of: "status") == "0\n")
        #expect(try program.summary("run")["status"] as? String == "completed")
    }

    #if os(Linux)
    /// With its streams closed, as by a service manager, no word of the program lands in a file of the run.
    @Test(arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"]) func closedStreams(redirection: String) throws {
        let steps = Program.endless.joined(separator: " ")
        let command = "exec \"$G\" --config tiny.json --no-figures --out run \(steps) \(redirection)"
        let running = try program.start(["-c", command], of: "/bin/sh")
        running.wait { program.exists("run/checkpoint.safetensors") }
        for descriptor in 0...2 {
            let target = try running.target(of: descriptor)
            #expect(!target.contains(program.folder), "\(descriptor) leads to \(target)")
        }
        running.send(SIGINT)
        #expect(try running.output().status == 130)
    }
    #endif
}
