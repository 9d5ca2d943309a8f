import Testing

/// What `gantrain study` says of data before it trains, as `gantrain config check` does.
@Suite struct StudyWarningTests {
    @Test(arguments: [[], ["--dry-run"]]) func dataThatAreFarAway(options: [String]) throws {
        let program = try Program()
        try program.write(
            """
            {
              "name": "far", "base": "tiny.json", "changes": { "steps": 2 },
              "variants": [
                { "name": "near" }, { "name": "far", "changes": { "data.radius": 1000 } },
                { "name": "far-too", "changes": { "data.radius": 1000, "penalties": [] } }
              ],
              "seeds": { "count": 1 }
            }
            """, as: "study.json")
        let warning =
            "gantrain: beware: the data lie about 1000 from the origin, where networks begin around 1; "
            + "\"standardize\": true, or scale and shift in data, bring them near\n"
        let checked = try program.gantrain("config", "check", "tiny.json", "--set", "data.radius=1000")
        #expect(checked.stderr == warning)
        let output = try program.gantrain(["study", "study.json"] + options)
        #expect(output.status == 0)
        #expect(output.stderr == warning, "once, though two cells have such data")
    }
}
