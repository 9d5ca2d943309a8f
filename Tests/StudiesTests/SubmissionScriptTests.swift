import Foundation
import TestSupport
import Testing

@testable import Studies

@Suite struct SubmissionScriptTests {
    private func script(_ system: SubmissionScript.System, study: String = "gamma.json") -> String {
        SubmissionScript(
            system, of: study, name: "gamma", arguments: ["--out", "/data/my study"],
            program: "/opt/gantrain",
            home: "/opt/g", tasks: 4, minutes: 90, options: ["--partition=short"]
        ).text
    }

    @Test func slurm() {
        let text = script(.slurm)
        for line in [
            "#SBATCH --array=1-4", "#SBATCH --cpus-per-task=1", "#SBATCH --time=90", "#SBATCH --requeue",
            "#SBATCH --signal=TERM@60", "#SBATCH --partition=short", "export GANTRAIN_HOME=/opt/g",
        ] { #expect(text.contains(line + "\n"), "\(line)") }
        #expect(text.hasPrefix("#!/bin/bash\n"))
        #expect(text.hasSuffix("/opt/gantrain study gamma.json --jobs 1 --out '/data/my study'\n"))
    }

    @Test func condor() {
        let text = script(.htcondor)
        #expect(text.contains("executable = /opt/gantrain\n"))
        #expect(
            text.contains(
                #"arguments = "study gamma.json --jobs 1 --out '/data/my study' --shard $INT(Task)/4""# + "\n"
            ))
        #expect(text.contains("request_cpus = 1\n"))
        #expect(text.contains("--partition=short\nqueue 4\n"))
    }

    /// What a name holds does not become a command.
    @Test(arguments: [SubmissionScript.System.slurm, .parallel])
    func hostileNamesStayNames(_ system: SubmissionScript.System) throws {
        let scratch = try Scratch()
        let name = "a'; touch \(scratch.path)/pwned; echo '$(touch \(scratch.path)/pwned)"
        try scratch.write(script(system, study: name), as: "script")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-n", scratch.file("script").string]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        // Executed with programs that print their words.
        let fakes =
            "srun() { printf '<%s>' \"$@\"; }; parallel() { :; }; exec() { \"$@\"; }; . \(scratch.file("script"))"
        let run = Process()
        run.executableURL = URL(fileURLWithPath: "/bin/bash")
        run.arguments = ["-c", fakes]
        run.standardOutput = FileHandle.nullDevice
        try run.run()
        run.waitUntilExit()
        #expect(try !scratch.names().contains("pwned"))
    }
}
