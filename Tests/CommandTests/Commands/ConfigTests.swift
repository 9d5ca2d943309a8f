import Foundation
import Testing

@Suite struct ConfigTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func check() throws {
        let good = try program.gantrain("config", "check", "tiny.json")
        #expect(good.status == 0)
        #expect(good.stdout == "tiny.json: no problems\n")
        #expect(good.stderr == "")
        try program.write(#"{"steps": 0, "sed": 1}"#, as: "bad.json")
        let bad = try program.gantrain("config", "check", "bad.json")
        #expect(bad.status == 64)
        #expect(bad.stdout == "")
        #expect(
            bad.stderr == """
                gantrain: bad.json: 2 problems
                  line 1  sed: unknown key; did you mean "seed"?
                  line 1  steps: found 0; allowed is an integer from 1 to 4294967295

                """)
    }

    /// Columns that will have no value are said by the check, by training, and once by a study.
    @Test func measuresThatStayEmptyAreSaid() throws {
        let remark =
            "precision, recall, density and coverage will be empty: 7 neighbours need more than 7 points, and there are "
            + "6 (record.samples, and points of the measure)\n"
        let measures = #"[{ "kind": "neighbours", "neighbours": 7 }]"#
        try program.write(
            #"{ "name": "few", "base": "tiny.json", "changes": { "steps": 3, "record.samples": 6, "record.measures": \#(measures) }, "seeds": { "count": 2 } }"#,
            as: "few.json")
        let study = try program.gantrain("study", "few.json", "--quiet")
        #expect(study.status == 0 && study.stderr == "gantrain: \(remark)", "\(study.stderr)")
        let run = try #require(try program.names(in: "runs/few").first { $0.contains("seed0") })
        let configuration = "runs/few/\(run)/config.json"
        #expect(
            try program.gantrain("config", "check", configuration).stdout
                == "\(configuration): no problems\n\(remark)")
        let training = try program.gantrain(
            "--config", configuration, "--out", "alone", "--quiet", "--no-figures")
        #expect(training.status == 0 && training.stderr == "gantrain: \(remark)", "\(training.stderr)")
    }

    @Test func showReadAgainShowsTheSame() throws {
        let shown = try program.gantrain("config", "show", "tiny.json")
        #expect(shown.status == 0)
        #expect(shown.stderr == "")
        try program.write(shown.stdout, as: "shown.json")
        #expect(try program.gantrain("config", "show", "shown.json").stdout == shown.stdout)
        #expect(try program.gantrain("config", "show", "none.json").status == 64)
    }

    @Test func changesAreShownAndWhatTheyLeaveOutIsSaid() throws {
        let shown = try program.gantrain("config", "show", "tiny.json", "--set", "penalties=r1")
        #expect(shown.status == 0)
        #expect(shown.stderr == "")
        #expect(shown.stdout.contains(#""kind": "r1""#))
        let other = try program.gantrain("config", "show", "tiny.json", "--set", "data=grid")
        #expect(other.status == 0)
        #expect(
            other.stderr
                == "gantrain: --set data=grid: left out, as another kind's: data.modes, data.radius\n")
    }

    @Test func shippedConfigurationsAreListed() throws {
        let output = try program.gantrain("config", "list")
        #expect(output.status == 0)
        let lines = output.stdout.split(separator: "\n")
        let mog8 = lines.first { $0.hasPrefix("mog8.json ") }
        #expect(mog8?.hasSuffix("  Eight Gaussians on a ring: the first thing to run") == true)
        #expect(lines.allSatisfy { $0.contains(/^[a-z]\S+\.json +\S/) })
    }

    @Test func aSectionIsExplained() throws {
        let keys = try program.gantrain("config", "keys", "latent")
        #expect(keys.status == 0)
        #expect(
            keys.stdout == """
                Top level
                  latent: an object; default {}
                      The generator's input.

                latent
                  kind: one of "normal", "uniform"; default "normal"
                      The distribution: normal around `mean` with standard deviation `scale`, or
                      uniform between `mean` − `scale` and `mean` + `scale`.
                  width: an integer from 1 to 4096; default 16
                      How many numbers a latent point has.
                  scale: a number above 0; default 1
                      The standard deviation of each number, or half the width of the interval.
                  mean: a number; default 0
                      The mean of each number. Uniform on 0 to 1, as torch.rand, is scale 0.5
                      and mean 0.5.

                """)
        let unknown = try program.gantrain("config", "keys", "lr")
        #expect(unknown.status == 64)
        #expect(
            unknown.stderr
                == "gantrain: there is no key \"lr\"; did you mean \"generator.optimizer.learningRate\"?\n")
    }

    @Test func keysAndSchemaKnowTheSameKeys() throws {
        let keys = try program.gantrain("config", "keys")
        #expect(keys.status == 0)
        #expect(keys.stderr == "")
        #expect(keys.stdout.hasPrefix("# Configuration\n"))
        let schema = try program.gantrain("config", "schema")
        #expect(schema.status == 0)
        #expect(schema.stderr == "")
        let json = try JSONSerialization.jsonObject(with: Data(schema.stdout.utf8))
        let object = try #require(json as? [String: Any])
        let properties = try #require(object["properties"] as? [String: Any])
        let shown = try program.gantrain("config", "show", "tiny.json").stdout
        let resolved = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
        #expect(properties.keys.sorted() == resolved?.keys.sorted())
        for key in properties.keys { #expect(keys.stdout.contains("`\(key)"), "\(key)") }
    }

    @Test func whatWasAskedForMustBeWritten() throws {
        let output = try program.shell("\"$G\" config keys > /dev/full")
        #expect(output.status == 74)
        #expect(output.stderr == "gantrain: cannot write standard output: No space left on device\n")
    }
}
