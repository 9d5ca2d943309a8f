import Foundation
import Testing

/// The built program, run as a user would: in a folder of its own, with arguments and an environment.
final class Program {
    /// What a finished process has left.
    struct Output {
        let stdout: String
        let stderr: String
        /// The exit code; for one that a signal ended, the signal's number below zero.
        let status: Int32
    }

    /// The working directory, gone when the test is over.
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "command-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(Self.tiny, as: "tiny.json")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The project's folder.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The program lies beside the program that runs the tests.
    static let path: String = {
        let beside = Bundle.main.executableURL.map {
            $0.resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("gantrain").path
        }
        guard let beside, FileManager.default.isExecutableFile(atPath: beside) else {
            return project + "/.build/debug/gantrain"
        }
        return beside
    }()

    static let hasGnuplot = find("gnuplot") != nil
    static let hasScript = find("script") != nil

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first(where: FileManager.default.isExecutableFile)
    }

    /// A run that takes a fraction of a second.
    static let tiny = """
        {
          "name": "tiny", "steps": 40, "batch": 8, "threads": 1,
          "data": { "modes": 2, "radius": 1, "standardDeviation": 0.2 },
          "latent": { "width": 2 },
          "generator": { "hidden": [4], "optimizer": { "learningRate": 0.01 } },
          "discriminator": { "hidden": [4], "optimizer": { "learningRate": 0.01 } },
          "penalties": [{ "kind": "r1", "gamma": 0.1 }],
          "record": { "metricsEvery": 3, "evaluateEvery": 7, "checkpointEvery": 10, "samples": 16, "snapshots": 3 }
        }
        """

    /// More steps than anyone waits for.
    static let endless = ["--steps", "4000000000"]

    // MARK: Running

    /// Runs to the end. The default is `gantrain --config tiny.json --out run --no-figures` and `arguments`.
    func train(_ arguments: String..., quiet: Bool = false) throws -> Output {
        try gantrain(trainArguments(arguments + (quiet ? ["--quiet"] : [])))
    }

    func trainArguments(_ arguments: [String] = []) -> [String] {
        let out = arguments.contains("--out") ? [] : ["--out", "run"]
        return ["--config", "tiny.json", "--no-figures"] + out + arguments
    }

    func gantrain(_ arguments: String..., environment: [String: String] = [:]) throws -> Output {
        try gantrain(arguments, environment: environment)
    }

    func gantrain(_ arguments: [String], environment: [String: String] = [:]) throws -> Output {
        try start(arguments, environment: environment).output()
    }

    /// Runs a shell command; `$G` is the program.
    func shell(_ command: String, environment: [String: String] = [:]) throws -> Output {
        try start(["-c", command], of: "/bin/sh", environment: environment).output()
    }

    func start(
        _ arguments: [String], of program: String = path, environment: [String: String] = [:]
    ) throws -> Running {
        try Running(program, arguments, in: folder, environment)
    }

    // MARK: Files

    func write(_ text: String, as name: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }

    func write(_ bytes: Data, as name: String) throws {
        try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func bytes(of name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }

    func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
    }

    /// The files of a run that must not depend on how it came about, without the times.
    func comparable(_ run: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in ["config.json", "samples.csv", "latents.csv", "snapshots.csv"] {
            files[name] = try text(of: "\(run)/\(name)")
        }
        for name in ["checkpoint.safetensors", "surfaces.safetensors"] {
            files[name] = try bytes(of: "\(run)/\(name)").base64EncodedString()
        }
        let rows = try text(of: "\(run)/metrics.csv").split(separator: "\n", omittingEmptySubsequences: false)
        files["metrics.csv"] = rows.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",")
        }.joined(separator: "\n")
        let times = [
            "seconds", "stepsPerSecond", "allModesSinceSeconds", "secondsToFirstStep", "peakMemoryMB",
        ]
        // The process's date and command line come last.
        let summary = try text(of: "\(run)/summary.json").split(separator: "\n")
        files["summary.json"] = summary.prefix { !$0.contains("\"provenance\":") }.filter { line in
            !times.contains { line.contains("\"\($0)\":") }
        }.joined(separator: "\n")
        return files
    }

    /// Which files of two runs differ.
    func differences(_ one: String, _ other: String) throws -> [String] {
        let (first, second) = (try comparable(one), try comparable(other))
        return first.keys.filter { first[$0] != second[$0] }.sorted()
    }

    /// The step of a run's checkpoint, read without the program's own reader.
    func checkpointStep(_ run: String) throws -> Int? {
        let bytes = try bytes(of: "\(run)/checkpoint.safetensors")
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try JSONSerialization.jsonObject(with: bytes[8..<8 + length]) as? [String: Any]
        let metadata = header?["__metadata__"] as? [String: String]
        return metadata?["step"].flatMap { Int($0) }
    }

    func summary(_ run: String) throws -> [String: Any] {
        let json = try JSONSerialization.jsonObject(with: bytes(of: "\(run)/summary.json"))
        return try #require(json as? [String: Any])
    }
}

/// A process that may still be at work; killed at the latest when the test is over.
final class Running {
    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let outputs: String

    init(
        _ program: String, _ arguments: [String], in folder: String, _ environment: [String: String]
    ) throws {
        outputs = NSTemporaryDirectory() + "command-tests-output-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: outputs, withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let own = ProcessInfo.processInfo.environment
        var all = ["PATH": own["PATH"] ?? "", "HOME": own["HOME"] ?? "/", "TERM": "dumb", "G": Program.path]
        all["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
        all.merge(environment) { $1 }
        process.environment = all
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(outputs + "/stdout")
        process.standardError = try Self.file(outputs + "/stderr")
        process.terminationHandler = { [ended] _ in ended.signal() }
        try Self.unblockingSignals { try process.run() }
    }

    /// A process inherits which signals are blocked, and the threads that run tests block most.
    private static func unblockingSignals(_ start: () throws -> Void) rethrows {
        var (none, old) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &old)
        defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
        try start()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(atPath: outputs)
    }

    /// A file and not a pipe, which would have to be emptied while we wait.
    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    /// What a descriptor of the process leads to, as Linux tells.
    func target(of descriptor: Int) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/\(process.processIdentifier)/fd/\(descriptor)")
    }

    /// Whether gantrain has begun and has a handler for a signal, as Linux tells.
    func catches(_ signal: Int32) -> Bool {
        let program = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/\(process.processIdentifier)/exe")
        guard program?.hasSuffix("/gantrain") == true else { return false }
        let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let bits = line.flatMap { UInt64($0.dropFirst("SigCgt:".count).drop { $0 == "\t" }, radix: 16) } ?? 0
        return bits >> UInt64(signal - 1) & 1 == 1
    }

    var identifier: Int32 { process.processIdentifier }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits until it has ended, five minutes at most: a machine that does other things too may take one for what
    /// takes a second elsewhere.
    func output() throws -> Program.Output {
        if ended.wait(timeout: .now() + 300) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            Issue.record("\(process.arguments ?? []) did not end")
        }
        let exited = process.terminationReason == .exit
        return Program.Output(
            stdout: try text("stdout"), stderr: try text("stderr"),
            status: exited ? process.terminationStatus : -process.terminationStatus)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(outputs)/\(name)")), as: UTF8.self)
    }

    /// What it has written to standard output so far.
    var printed: String { (try? text("stdout")) ?? "" }

    /// Waits until something has come about, or the process has ended, or a minute is over.
    func wait(until condition: () -> Bool) {
        for _ in 0..<6000 where process.isRunning && !condition() { usleep(10_000) }
    }
}
