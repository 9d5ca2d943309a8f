import Foundation
import Testing

/// `gantrain sample`. That the samples are right: RunSamplesTests.
@Suite struct SampleTests {
    private let program: Program

    init() throws {
        program = try Program()
        #expect(try program.train("--set", "record.keepEvery=20", quiet: true).status == 0)
    }

    @Test func printsOrWrites() throws {
        let printed = try program.gantrain("sample", "run", "--count", "16")
        #expect(printed.status == 0)
        #expect(printed.stderr == "")
        #expect(try printed.stdout == program.text(of: "run/samples.csv"))
        let written = try program.gantrain("sample", "run", "--count", "16", "--out", "points.csv")
        #expect(written.status == 0)
        #expect(written.stdout == "points.csv: 16 samples of run at step 40\n")
        #expect(try program.text(of: "points.csv") == printed.stdout)
        // What is written can be learned.
        let data = #"data={"kind":"csv","path":"points.csv"}"#
        #expect(try program.train("--set", data, "--out", "next", quiet: true).status == 0)
        let kept = try program.gantrain("sample", "run", "--at", "20", "--seed", "5", "-o", "early.npy")
        #expect(kept.status == 0)
        #expect(kept.stdout == "early.npy: 1000 samples of run at step 20\n")
        #expect(try program.bytes(of: "early.npy").prefix(6) == Data([0x93] + Array("NUMPY".utf8)))
    }

    @Test func whatIsThereStays() throws {
        try program.write("mine", as: "points.csv")
        try program.expectRefusal(
            ["sample", "run", "--out", "points.csv"], status: 73,
            """
            cannot create points.csv: it is there already
            Replace it with --overwrite, or choose another name with --out.
            """)
        #expect(try program.text(of: "points.csv") == "mine")
        let output = try program.gantrain(
            "sample", "run", "--count", "1", "--out", "points.csv", "--overwrite")
        #expect(output.stdout == "points.csv: 1 sample of run at step 40\n")
    }

    @Test func refusals() throws {
        try program.expectRefusal(
            ["sample", "run", "--at", "30"], status: 64,
            """
            run has no checkpoint of step 30; it has those of 0, 20, 40. Checkpoints are kept every so many steps if \
            record.keepEvery says so.
            """)
        try program.expectRefusal(
            ["sample", "run", "--out", "points.txt"], status: 64,
            "cannot write points.txt: samples are written as .csv or .npy")
        try program.expectRefusal(
            ["sample", "run", "--out", "no/points.csv"], status: 74,
            "cannot write no/points.csv: No such file or directory")
        try program.expectRefusal(
            ["sample", "nope"], status: 64, "nope: no such folder")
        try program.write(#"{"name": "dirac", "steps": 5, "game": {"kind": "dirac"}}"#, as: "dirac.json")
        #expect(
            try program.gantrain("dirac.json", "--out", "dirac", "--quiet", "--no-figures").status == 0)
        try program.expectRefusal(
            ["sample", "dirac"], status: 64,
            "dirac plays a game with a known answer, which has no generator to sample")
        let full = try program.shell("\"$G\" sample run > /dev/full")
        #expect(full.status == 74)
    }
}
