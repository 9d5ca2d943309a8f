import Foundation
import Synchronization
import Tensors
import Testing

@testable import Machines

@Suite struct SessionTests {
    @Test func aResultSaysWhereItComesFrom() {
        var session = Session(
            build: Build(version: "1.2.3", commit: "0123456789abcdef", isClean: false),
            command: ["gantrain", "--seed", "7"])
        session.machine.processor = .current
        let provenance = session.provenance(threads: 3)
        #expect(provenance.version == "1.2.3")
        #expect(provenance.commit == "0123456789abcdef")
        #expect(provenance.isClean == false)
        #expect(provenance.command == ["gantrain", "--seed", "7"])
        #expect(provenance.threads == 3)
        #expect(provenance.kernels == OpenBLAS.core)
        #expect(provenance.openBLAS == OpenBLAS.version)
        #expect(provenance.processor == Processor.current.name)
        #expect(provenance.compiler.hasPrefix("Swift 6."))
        let date = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:?[0-9]{2})/
        #expect(provenance.date.wholeMatch(of: date) != nil, "\(provenance.date)")
    }

    @Test func theClockRuns() async throws {
        let session = Session()
        let before = session.seconds
        try await Task.sleep(for: .milliseconds(2))
        #expect(before >= 0 && session.seconds >= before + 0.002)
        #expect(session.peakMemoryMB > 1)
    }

    /// In a process of its own, whose address space has no room for so many stacks.
    @Test func missingThreadsAreSaidOnce() async {
        await #expect(processExitsWith: .success) {
            let said = Mutex<[String]>([])
            let session = Session(notify: { text in said.withLock { $0.append(text) } })
            #expect(session.team(members: 2).threads == 2)
            #expect(said.withLock { $0 } == [])
            let used =
                try #require(
                    try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
                        .first
                        .flatMap { Double($0) }) * 4096
            var limit = rlimit(rlim_cur: rlim_t(used + 6e7), rlim_max: rlim_t(used + 6e7))
            setrlimit(.init(RLIMIT_AS.rawValue), &limit)
            let team = session.team(members: 64)
            #expect(team.members == 64 && team.threads < 64)
            let texts = said.withLock { $0 }
            #expect(texts.count == 1)
            #expect(texts.first?.hasPrefix("only \(team.threads) of 64 threads could be made") == true)
        }
    }
}

@Suite struct BuildTests {
    private let folder = NSTemporaryDirectory() + "build-tests-" + UUID().uuidString
    private var program: String { folder + "/program" }
    private let commit = "0123456789abcdef0123456789abcdef01234567"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("machine code".utf8).write(to: URL(fileURLWithPath: program))
    }

    private func build(saying text: String) throws -> Build {
        try text.write(toFile: program + ".built", atomically: false, encoding: .utf8)
        return Build(version: "1.0.0", ofProgramAt: program)
    }

    @Test func theCommitIsThatOfTheProgram() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let identity = try #require(Build.identity(ofFileAt: program))
        #expect(identity.wholeMatch(of: /12 [0-9]+\.[0-9]{9}/) != nil)
        let clean = try build(saying: "program \(identity)\ncommit \(commit)\nsources clean\n")
        #expect(clean.text == "1.0.0, commit 0123456789ab")
        #expect(clean.commit == commit && clean.isClean == true)
        let changed = try build(saying: "program \(identity)\ncommit \(commit)\nsources changed\n")
        #expect(changed.text == "1.0.0, commit 0123456789ab with changes")
        #expect(changed.isClean == false)
    }

    @Test func whatIsNotSureIsUnknown() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(Build(version: "1.0.0", ofProgramAt: program) == Build(version: "1.0.0"))
        let identity = try #require(Build.identity(ofFileAt: program))
        for text in [
            "", "commit \(commit)", "program \(identity)", "program\ncommit\n", "\0",
            "program \(identity)\ncommit unknown\nsources clean", "program 12 1.000000000\ncommit \(commit)",
            "program \(identity)\ncommit \u{1B}[31m0123456\n",
        ] {
            #expect(try build(saying: text).text == "1.0.0, commit unknown", "\(text)")
        }
        let whole = "program \(identity)\ncommit \(commit)\nsources clean\n"
        #expect(try build(saying: whole).commit == commit)
        // Built anew by other means.
        try Data("another program".utf8).write(to: URL(fileURLWithPath: program))
        #expect(Build(version: "1.0.0", ofProgramAt: program).text == "1.0.0, commit unknown")
        #expect(Build(version: "1.0.0", ofProgramAt: folder + "/missing").commit == "unknown")
    }
}
