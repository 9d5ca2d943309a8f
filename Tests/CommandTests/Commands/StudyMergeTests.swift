import Foundation
import TestSupport
import Testing

/// Folders of one study that were trained apart.
extension StudyTests {
    @Test func foldersOfSeveralMachinesAreMerged() throws {
        #expect(try study("--seeds", "0").status == 0)
        #expect(try study("--only", "none", "--out", "other").status == 0)
        let output = try program.gantrain("study", "merge", "runs/small", "other")
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stdout == "1 run copied, 1 in both\n")
        #expect(try study("--seeds", "0").stdout.contains("2 of them done before"))
        #expect(try study("--only", "none").stdout.contains("2 of them done before"))
        #expect(try study().status == 0)
        try expectSameAsUndisturbed()
    }

    /// A digit of metrics.csv that is another.
    private func damage(_ run: String) throws {
        let metrics = "\(run)/metrics.csv"
        try program.write(try #require(program.text(of: metrics).withAnotherDigit), as: metrics)
    }

    @Test func aMergeNamesWhatIsDamaged() throws {
        #expect(try study("--only", "r1").status == 0)
        #expect(try study("--out", "other").status == 0)
        let others = try runs("other")
        let damaged = try #require(others.first { $0.contains("none-seed0") })
        let spoiled = try #require(others.first { $0.contains("r1-seed0") })
        let own = try #require(try runs().first { $0.contains("r1-seed1") })
        for run in [damaged, spoiled, own] { try damage(run) }
        let output = try program.gantrain("study", "merge", "runs/small", "other")
        #expect(output.status == 0, "\(output.stderr)")
        #expect(output.stdout.hasPrefix("2 runs copied, 0 in both\n"))
        let name = own.replacing("runs/small/", with: "")
        #expect(output.stdout.contains("\(name) was damaged in runs/small; a whole one has replaced it\n"))
        for run in [damaged, spoiled] {
            #expect(output.stdout.contains("\(run) is damaged and was not copied: "))
        }
        #expect(!program.exists(damaged.replacing("other", with: "runs/small")))
        #expect(try study().status == 0)
        try expectSameAsUndisturbed()
    }

    /// A claim that was another when the runs of the other folder ended is shown, and `compare` warns of it.
    @Test func aMergeTellsOfOtherClaims() throws {
        func ask(margin: Double) throws {
            try write(
                steps: 40,
                more: """
                    , "claims": [{ "name": "helps", "text": "It helps.", "of": "r1", "than": "none",
                    "column": "slicedW1", "is": "lower", "margin": \(margin) }]
                    """)
        }
        try ask(margin: 0.25)
        #expect(try study("--only", "r1").status == 0)
        try ask(margin: 0)
        #expect(try study("--only", "none", "--out", "other").status == 0)
        for _ in 0..<2 {
            let output = try program.gantrain("study", "merge", "runs/small", "other")
            #expect(
                output.stdout.hasSuffix(
                    """
                    other asked otherwise; what runs/small asks stays:
                      claim helps: margin: 0 -> 0.25

                    """), "\(output.stdout)\(output.stderr)")
        }
        let record = try program.text(of: "runs/small/study.json")
        #expect(record.components(separatedBy: "claim helps: margin: 0 -> 0.25").count == 2)
        let table = try program.gantrain("compare", "runs/small")
        #expect(
            table.status == 0 && table.stdout.contains("margin: 0 -> 0.25"), "\(table.stdout)\(table.stderr)")
    }

    @Test func foldersOfOtherSettingsAreNotMerged() throws {
        #expect(try study("--only", "none").status == 0)
        try write(steps: 41)
        #expect(try study("--only", "none", "--out", "other").status == 0)
        let output = try program.gantrain("study", "merge", "runs/small", "other")
        #expect(output.status == 64)
        #expect(output.stderr.contains("all cells: steps: 41 -> 40"))
        #expect(try program.gantrain("study", "merge", "runs/small", "nowhere").status == 64)
    }
}
