import Foundation
import Runs
import Testing

/// What training refuses before it writes anything.
@Suite struct TrainRefusalTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func aNameThatIsNotFound() throws {
        try FileManager.default.createDirectory(
            atPath: program.folder + "/configs", withIntermediateDirectories: true)
        try program.write("{}", as: "configs/mog8.json")
        try program.write("{}", as: "configs/grid25.json")
        try program.expectRefusal(
            ["--config", "mgo8.json"], status: 64,
            """
            cannot read mgo8.json: no such file, neither here nor in configs/
            Did you mean mog8.json?
            """)
        try program.expectRefusal(
            ["--config", "something.json"], status: 64,
            """
            cannot read something.json: no such file, neither here nor in configs/
            configs/ has: grid25.json, mog8.json
            """)
    }

    @Test func whatCannotBeRead() throws {
        try program.expectRefusal(
            ["--config", "."], status: 64, "cannot read .: it is a folder\nIt has: tiny.json")
        try FileManager.default.createSymbolicLink(
            atPath: program.folder + "/link.json", withDestinationPath: "nowhere")
        let output = try program.gantrain("--config", "link.json")
        #expect(output.status == 64)
        #expect(output.stderr == "gantrain: cannot read link.json: it is a link that leads nowhere\n")
    }

    @Test func pointsThatCannotBeRead() throws {
        try program.write("x,y\n1,2\n3,4;\n", as: "points.csv")
        func use(_ path: String) -> [String] {
            ["--config", "tiny.json", "--set", #"data={"kind":"csv","path":"\#(path)"}"#]
        }
        try program.expectRefusal(
            use("points.csv"), status: 65,
            #"cannot read points.csv: line 3, column 2: found "4;"; expected a finite number; there is a semicolon in it"#
        )
        try program.expectRefusal(
            use("none.csv"), status: 65,
            "cannot read none.csv: no such file, neither here nor beside tiny.json")
    }

    @Test func brokenJSON() throws {
        try program.write("{\n  \"steps\": 5,\n  \"batch\" 7\n}\n", as: "broken.json")
        try program.expectRefusal(
            ["--config", "broken.json"], status: 64,
            "broken.json: line 3, column 11: expected ':' after the key \"batch\", found \"7\"")
        try program.write("", as: "empty.json")
        try program.expectRefusal(
            ["--config", "empty.json"], status: 64,
            "empty.json: line 1, column 1: expected a value, found the end of the text")
        try program.write(String(repeating: "[", count: 100_000), as: "deep.json")
        #expect(try program.gantrain("--config", "deep.json").status == 64)
        try program.write(Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37) }), as: "noise.json")
        #expect(try program.gantrain("--config", "noise.json").status == 64)
    }

    @Test func allProblemsAtOnce() throws {
        try program.write(
            """
            {
              "stpes": 100,
              "batch": "many",
              "generator": { "hidden": [64, 0], "activation": { "kind": "rleu" } },
              "latent": { "width": 2.5 }
            }
            """, as: "many.json")
        try program.expectRefusal(
            ["--config", "many.json", "--steps=0", "--seed=-1", "--threads=1000", "--set", "data.modez=3"],
            status: 64,
            """
            many.json: 5 problems
              line 2  stpes: unknown key; did you mean "steps"?
              line 3  batch: found "many"; allowed is an integer from 1 to 65536
              line 4  generator.activation.kind: found "rleu"; allowed is one of "relu", "lrelu", "tanh", \
            "sigmoid", "softplus", "elu", "maxout"; did you mean "relu"?
              line 4  generator.hidden.1: found 0; allowed is an integer from 1 to 8192
              line 5  latent.width: found 2.5; allowed is an integer from 1 to 4096
            --set data.modez=3: 1 problem
              data.modez: unknown key; did you mean "modes"?
            --seed -1: 1 problem
              seed: found -1; allowed is an integer from 0 to 9007199254740991
            --steps 0: 1 problem
              steps: found 0; allowed is an integer from 1 to 4294967295
            --threads 1000: 1 problem
              threads: found 1000; allowed is an integer from 0 to 64
            """)
    }

    @Test(arguments: [
        ("steps", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("=3", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("", ": expected key.path=value, such as steps=5000, without spaces around ="),
        ("nope=3", ": 1 problem\n  nope: unknown key"),
        ("optimizer={}", ": 1 problem\n  optimizer: unknown key; did you mean \"generator.optimizer\"?"),
        ("steps.x=3", ": steps is a number, not an object or a list"),
        ("data..x=3", ": a part of the path is empty"),
        ("generator.hidden.7=3", ": generator.hidden is a list of 1, and \"7\" is not an index from 0 to 1"),
        (
            "latent.width=wide",
            ": 1 problem\n  latent.width: found \"wide\"; allowed is an integer from 1 to 4096"
        ),
        ("record=3", ": 1 problem\n  record: found 3; allowed is an object"),
        (
            "penalties=r9",
            ": 1 problem\n  penalties: found \"r9\"; allowed is a list of objects whose \"kind\" is one of \"r1\", "
                + "\"r2\", \"wganGP\", \"wganDiv\", \"drift\", \"dragan\", \"l2\"; did you mean \"r1\"?"
        ),
        ("penalties.r2.gamma=3", ": penalties has no \"r2\""),
        (
            "generator.activation=tahn",
            ": 1 problem\n  generator.activation: found \"tahn\"; allowed is an object whose \"kind\" is one of "
                + "\"relu\", \"lrelu\", \"tanh\", \"sigmoid\", \"softplus\", \"elu\", \"maxout\"; did you mean \"tanh\"?"
        ),
    ])
    func changesThatCannotBeMade(change: String, complaint: String) throws {
        try program.expectRefusal(
            ["--config", "tiny.json", "--set", change], status: 64, "--set \(change)\(complaint)")
    }

    @Test(arguments: [
        ("tiny.json/runs/1", "cannot create tiny.json/runs/1: Not a directory"),
        ("tiny.json", "cannot create tiny.json: File exists"),
        ("/proc/run", "cannot create /proc/run: No such file or directory"),
    ])
    func foldersThatCannotBeMade(folder: String, complaint: String) throws {
        try program.expectRefusal(["--config", "tiny.json", "--out", folder], status: 73, complaint)
    }

    /// Someone who may read and run the program and nothing else.
    private static let nobody: String? = {
        guard geteuid() == 0 else { return "" }
        let command = "setpriv --reuid=65534 --regid=65534 --clear-groups"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(command) test -x '\(Program.path)' 2>/dev/null"]
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? command : nil
    }()

    @Test(.enabled(if: nobody != nil)) func foldersWithoutPermission() throws {
        let command = "exec \(Self.nobody ?? "") \"$G\" --config tiny.json --no-figures"
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: program.folder)
        let output = try program.shell(command + " --out run")
        #expect(output.status == 73)
        #expect(output.stderr == "gantrain: cannot create run: Permission denied\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.folder)
        try FileManager.default.createDirectory(
            atPath: program.folder + "/run", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o555])
        let other = try program.shell(command + " --out run")
        #expect(other.status == 74)
        #expect(other.stderr == "gantrain: cannot write run/config.json: Permission denied\n")
        #expect(try program.names(in: "run") == [])
    }
}
