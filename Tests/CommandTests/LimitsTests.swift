import Foundation
import Testing

/// What the system does not let the program have.
@Suite struct LimitsTests {
    private let program: Program

    init() throws { program = try Program() }

    /// OpenBLAS used to try for ever where its buffers find no room.
    @Test(arguments: [40_000, 100_000, 200_000, 300_000, 2_000_000])
    func littleAddressSpaceIsNoReasonToHang(kilobytes: Int) throws {
        let output = try program.shell(
            "ulimit -v \(kilobytes); exec timeout 60 \"$G\" --config tiny.json --out run --no-figures --quiet"
        )
        #expect(output.status != 124)
        // The system's loader has its own code where not even the program fits.
        #expect([0, 64, 69, 127].contains(output.status), "\(output.status) \(output.stderr)")
        if output.status == 64 {
            #expect(output.stderr.contains("GB of addresses; the limit of address space (ulimit -v) leaves"))
        }
        if kilobytes >= 2_000_000 { #expect(output.status == 0, "\(output.stderr)") }
    }

    /// Libraries end the program where they cannot open what they want.
    @Test(arguments: 4...18) func fewOpenFilesAreNoReasonToTrap(limit: Int) throws {
        let output = try program.shell(
            "ulimit -n \(limit); exec \"$G\" --config tiny.json --out run --no-figures --quiet "
                + "--set record.spectrumEvery=20")
        #expect([74, 127].contains(output.status), "\(output.status)")
        if output.status == 74 {
            #expect(output.stderr.contains("more files (ulimit -n), and it needs 16\n"), "\(output.stderr)")
        }
    }

    private static let canLimitThreads =
        getuid() == 0 && Program.find("setpriv") != nil && Program.find("prlimit") != nil
        && (try? Program().shell(
            "chmod 777 .; exec setpriv --reuid=65534 --clear-groups \"$G\" --version"
        ).status) == 0

    /// Root's threads are not limited, so another user trains.
    @Test(.enabled(if: canLimitThreads)) func missingThreadsChangeNoResultAndAreSaid() throws {
        let output = try program.shell(
            """
            chmod 777 .; exec setpriv --reuid=65534 --clear-groups prlimit --nproc=2:2 \
            "$G" --config tiny.json --threads 4 --out few --no-figures --quiet
            """)
        #expect(output.status == 0)
        let said = try Regex(
            #"""
            gantrain: only [12] of 4 threads could be made \(ulimit -u, ulimit -v or a limit of the control group\); \#
            they do the work of all, so the results are the same, but it takes longer\n
            """#)
        #expect(output.stderr.wholeMatch(of: said) != nil, "\(output.stderr)")
        #expect(try program.train("--threads", "4", "--out", "all", quiet: true).status == 0)
        for file in ["config.json", "checkpoint.safetensors", "samples.csv"] {
            #expect(try program.bytes(of: "few/\(file)") == program.bytes(of: "all/\(file)"))
        }
        #expect(try program.text(of: "few/summary.json").contains(try Regex(#""threads": [12],"#)))
        #expect(try program.text(of: "all/summary.json").contains(#""threads": 4,"#))
    }

    /// A limit of file sizes used to kill every command but training.
    @Test func aLimitOfFileSizesIsAnErrorOfEveryCommand() throws {
        let trace = try program.shell(
            "ulimit -f 4; exec \"$G\" trace --config tiny.json --steps 2 --out t.safetensors")
        #expect(trace.status == 74)
        #expect(trace.stderr == "gantrain: cannot write t.safetensors: File too large\n")
        #expect(!program.exists("t.safetensors"))
        let keys = try program.shell("ulimit -f 4; exec \"$G\" config keys > keys.md")
        #expect(keys.status == 74)
        #expect(keys.stderr.contains("File too large"))
    }

    @Test func whatCannotFitIsRefused() throws {
        let layers = Array(repeating: "8192", count: 32).joined(separator: ",")
        let large = try program.gantrain(
            "trace", "--config", "tiny.json", "--out", "t", "--set", "generator.hidden=[\(layers)]")
        #expect(large.status == 64)
        #expect(large.stderr.hasPrefix("gantrain: a trace needs about "), "\(large.stderr)")
        #expect(large.stderr.hasSuffix(". Make batch, hidden or record.samples smaller.\n"))
        #expect(!program.exists("t"))
    }
}
