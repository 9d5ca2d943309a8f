import Evidence
import Foundation
import Records
import Runs
import Settings
import Studies
import TestSupport
import Testing

@testable import Reports

/// Pages of a study and of a run that are made up.
@Suite struct PagesTests {
    private static let hostile = "</script><b onclick=alert(1)>\u{202E}&\""

    private static let columns = [
        Column.step, Column("modes", title: "modes", .outcome, format: .integer, better: .higher, most: 3),
        Column("reverseKL", title: "reverse KL", .outcome, unit: "nats", better: .lower),
    ]

    private static func evidence(about: String = "Does R1 help?", seeds: Int = 8, gammas: Int = 2) throws
        -> StudyEvidence
    {
        let scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        let text = JSONWriter.quoted(about)
        try scratch.write(
            """
            { "name": "made-up", "base": "tiny.json", "about": \(text),
              "variants": [
                { "name": "none", "about": \(text), "changes": { "penalties.0.gamma": 0.5 } },
                { "name": "r1", "axes": [{ "key": "penalties.0.gamma",
                  "values": \((1...gammas).map { $0 }) }] }],
              "seeds": { "count": \(seeds) }, "success": [{ "column": "modes", "atLeast": 3 }], "baseline": "none",
              "outcomes": ["reverseKL"],
              "claims": [{ "name": "helps", "text": \(text), "source": \(text), "of": "r1-gamma=1", "than": "none",
                "column": "reverseKL", "is": "lower" },
                { "name": "hurts", "text": "R1 is worse", "of": "r1-gamma=1", "than": "none",
                "column": "reverseKL", "is": "higher" }] }
            """, as: "study.json")
        let plan = try StudyFile.read(scratch.file("study.json").string, lookingIn: [])
        return StudyEvidence(
            of: plan,
            runs: plan.runs.map { planned in
                let cell = planned.cell.name
                let value = (cell == "none" ? 2 : 1) + Double(planned.seed) / 16
                let isBroken = cell == "none" && planned.seed == 1
                return StudyRun(
                    cell: cell, variant: planned.cell.variant ?? cell, seed: planned.seed,
                    status: isBroken ? .diverged : .completed, steps: 12,
                    reachedAt: planned.seed > 2 ? 6 : nil,
                    outcomes: isBroken ? [:] : ["modes": 3, "reverseKL": value],
                    table: Table(
                        columns: columns,
                        rows: isBroken ? [[4, nil, nil]] : [[6, 2, 2 * value], [12, 3, value]]),
                    remark: isBroken ? about : nil)
            })
    }

    private static func record(
        _ title: String = "made up", surfaces: Bool = true, spectra: Bool = true
    ) -> RunRecord {
        let modes = Modes(centres: [Point(1, 0), Point(-1, 0), Point(0, 1)], standardDeviation: 0.1)
        let frame = Frame(modes: modes, data: [])
        let steps = [1, 4, 12]
        return RunRecord(
            title: title, step: 12, table: Table(columns: columns, rows: [[6, 2, 1], [12, 3, 0.5]]),
            modes: modes,
            target: modes.centres, samples: modes.centres,
            snapshots: steps.map { Samples(step: $0, points: [Point(0.2, 0.1), Point(9, 9)]) },
            surfaces: surfaces
                ? steps.map {
                    SurfaceRecord(
                        step: $0,
                        surface: Surface(
                            xs: frame.columns(5), ys: frame.rows(5), scores: frame.mesh(5).map(\.x),
                            gradients: []))
                } : [],
            spectra: spectra
                ? [1, 12].map { SpectrumRecord(step: $0, eigenvalues: [Point(-1, 2), Point(-1, -2)]) } : [])
    }

    @Test func aStudy() throws {
        let page = StudyPage(try Self.evidence(), timings: Timings()) { run in
            var record = Self.record()
            // Another seed draws other points.
            record.target[0].x += Double(run.cell.count) / 50
            return record
        }
        let parsed = try ParsedPage(page.html)
        try parsed.expectSound(page.html)
        #expect(try parsed.texts("//h1") == ["made-up"])
        #expect(
            try parsed.texts("//h2") == [
                "What was asked", "Verdicts", "What came of it", "Curves", "Time to success",
                "Samples and discriminators through training", "Spectra", "Settings",
            ])
        // With seven pairs or more an interval is known: the whole of it decides.
        #expect(try parsed.texts("//span[@class='verdict']") == ["✓ holds", "✗ does not hold"])
        #expect(try parsed.elements("//figure//div[@class='target']").isEmpty)
        // Three cells, a density and a surface at three moments each, and the target once.
        #expect(try parsed.elements("//img").count == 3 * 2 * 3 + 1)
        #expect(try parsed.elements("//li[@data-step='12']").count == 6)
        #expect(try parsed.texts("//input/@data-steps") == ["1 4 12"])
        #expect(try parsed.texts("//svg/title").contains("reverse KL"))
        #expect(try parsed.texts("//table//th").contains("penalties.0.gamma"))
        // The run whose reverse KL is the fourth of eight, 1 + 3/16.
        #expect(try parsed.texts("//figcaption").contains { $0.hasPrefix("seed 3, reverse KL 1.1875") })
    }

    /// The same numbers as those of `gantrain compare STUDY`.
    @Test func theTablesAreThoseOfTheEvidence() throws {
        let evidence = try Self.evidence()
        let parsed = try ParsedPage(StudyPage(evidence, timings: Timings()) { _ in nil }.html)
        let cells = Set(try parsed.texts("//td") + parsed.texts("//th"))
        for section in evidence.sections where section != evidence.claimSection {
            for cell in section.rows.flatMap(\.self) { #expect(cells.contains(cell), "\(cell)") }
        }
    }

    @Test func namesThatAreHostile() throws {
        let page = StudyPage(try Self.evidence(about: Self.hostile), timings: Timings()) { _ in
            Self.record(Self.hostile)
        }
        try ParsedPage(page.html).expectSound(page.html)
        #expect(!page.html.contains("<b ") && !page.html.contains("\u{202E}"))
        let run = RunPage(
            Self.record(Self.hostile), configuration: ["name": .string(Self.hostile)],
            summary: ["status": .string(Self.hostile)])
        try ParsedPage(run.html).expectSound(run.html)
        #expect(!run.html.contains("<b ") && run.html.contains("&lt;/script&gt;&lt;b onclick"))
    }

    @Test func aRunOfAnEarlierVersionHasNoSurfaces() throws {
        let page = StudyPage(try Self.evidence(), timings: Timings()) { _ in Self.record(surfaces: false) }
        let parsed = try ParsedPage(page.html)
        try parsed.expectSound(page.html)
        #expect(try parsed.elements("//img").count == 3 * 3 + 1)
        #expect(
            try parsed.texts("//p[@class='none']").filter { $0.hasPrefix("This run has not recorded") }.count
                == 3)
    }

    @Test func picturesThatCannotBeReadSpoilNothingElse() throws {
        struct Damage: Error, CustomStringConvertible { let description = "it is damaged" }
        let page = StudyPage(try Self.evidence(), timings: Timings()) { run in
            if run.cell == "none" { throw Damage() }
            return Self.record()
        }
        let parsed = try ParsedPage(page.html)
        #expect(try parsed.texts("//p[@class='none']") == ["it is damaged"])
        #expect(try parsed.elements("//img").count == 2 * 2 * 3 + 1)
    }

    /// Each loss and each term has a chart and an axis; the objective's value at equilibrium is a line, named below.
    @Test func lossesAndTermsHaveAChartEach() throws {
        var record = Self.record()
        record.table = Table(
            columns: [
                .step, .loss(of: .discriminator, landmarks: [.init(1.386, "at equilibrium: 2 ln 2")]),
                .loss(of: .generator), Column("r1", title: "R1", .penalty, of: .discriminator),
                Column("jare", title: "JARE", .fieldTerm, of: .generator),
            ], rows: [[0, 0.9, 40, 1e-3, 7], [12, 1.2, 50, 2e-3, 8]])
        let parsed = try ParsedPage(RunPage(record, configuration: [:], summary: [:]).html)
        let headings = try parsed.texts("//figure/h3")
        #expect(
            headings.prefix(4) == ["discriminator's loss", "generator's loss", "R1 penalty", "JARE term"])
        #expect(try parsed.texts("//figcaption").contains { $0.hasPrefix("dashed: at equilibrium: 2 ln 2") })
        #expect(
            try parsed.elements("//figure[starts-with(h3, 'discriminator')]//path[@class='mark']").count == 1)
        #expect(
            try parsed.elements("//figure[starts-with(h3, 'generator')]//path[@class='curve s1']").count == 1)
    }

    /// Data on a line have curves in the place of pixels: histograms, and the score at each moment.
    @Test func aLine() throws {
        var record = Self.record(spectra: false)
        record.dimensions = 1
        record.modes = Modes(
            centres: [Point(-1, 0), Point(1, 0)],
            spreads: Array(repeating: .init(xx: 0.1, yx: 0, yy: 0), count: 2),
            dimensions: 1)
        record.target = [Point(-1, 0), Point(1, 0)]
        let xs = record.frame.columns(5)
        record.surfaces = [1, 4, 12].map { step in
            SurfaceRecord(
                step: step,
                surface: Surface(xs: xs, ys: [0], scores: xs.map { $0 * Double(step) }, gradients: []))
        }
        let page = StudyPage(try Self.evidence(), timings: Timings()) { _ in record }
        let parsed = try ParsedPage(page.html)
        try parsed.expectSound(page.html)
        #expect(try parsed.elements("//img").isEmpty)
        // Three cells at three moments, and the data once.
        #expect(try parsed.elements("//path[@class='line-samples']").count == 9)
        #expect(try parsed.elements("//path[@class='line-data']").count == 10)
        #expect(try parsed.elements("//path[@class='line-score']").count == 9)
        let reach = 12 * (xs.last ?? 0)
        #expect(abs((PictureStrip(record)?.scores?.upperBound ?? 0) - reach) < 1e-9)
    }

    /// A target is shown once where all cells learn the same data, whatever the seed, and beside each where they do not.
    @Test func cellsOfDifferentData() throws {
        let scratch = try Scratch()
        try scratch.write(Tiny.text, as: "tiny.json")
        try scratch.write(
            #"{ "name": "d", "base": "tiny.json", "axes": [{ "key": "data.modes", "values": [3, 4] }], "seeds": { "count": 1 } }"#,
            as: "study.json")
        let plan = try StudyFile.read(scratch.file("study.json").string, lookingIn: [])
        let runs = plan.runs.map {
            StudyRun(
                cell: $0.cell.name, variant: $0.cell.name, seed: 0, status: .completed, steps: 12,
                table: Table(columns: Self.columns, rows: [[12, 3, 1]]))
        }
        let page = StudyPage(StudyEvidence(of: plan, runs: runs), timings: Timings()) { _ in Self.record() }
        let parsed = try ParsedPage(page.html)
        #expect(try parsed.elements("//div[@class='target']").count == 2)
        #expect(try parsed.elements("//figure//div[@class='target']").count == 2)
        try parsed.expectSound(page.html)
    }

    /// Of many cells one a variant is shown, the better one; the table has all.
    @Test func manyCells() throws {
        let page = StudyPage(try Self.evidence(gammas: 20), timings: Timings()) { _ in Self.record() }
        let parsed = try ParsedPage(page.html)
        #expect(try parsed.elements("//img").count == 2 * 2 * 3 + 1)
        #expect(
            try parsed.texts("//p").contains {
                $0.hasPrefix("Of 21 cells the pictures and curves show of each variant")
            })
        #expect(try parsed.texts("//th").contains("r1-gamma=20"))
    }

    /// Seven to twelve cells have a chart each, among the others.
    @Test func moreCellsThanColours() throws {
        let page = StudyPage(try Self.evidence(gammas: 7), timings: Timings()) { _ in nil }
        let parsed = try ParsedPage(page.html)
        #expect(try parsed.texts("//h3").filter { $0.hasPrefix("reverse KL: ") }.count == 8)
        try parsed.expectSound(page.html)
    }

    @Test func aStudyOfWhichNothingIsDone() throws {
        let plan = try Self.evidence().plan
        let runs = plan.runs.map {
            StudyRun(cell: $0.cell.name, variant: "v", seed: $0.seed, status: .unfinished)
        }
        let page = StudyPage(StudyEvidence(of: plan, runs: runs), timings: Timings()) { _ in nil }
        let parsed = try ParsedPage(page.html)
        try parsed.expectSound(page.html)
        #expect(try parsed.texts("//span[@class='verdict']").allSatisfy { $0.hasPrefix("?") })
    }

    @Test func aRun() throws {
        let page = RunPage(
            Self.record(), configuration: ["steps": 12, "penalties": [["kind": "r1", "gamma": 1]]],
            summary: [
                "status": "completed", "steps": 12, "reverseKL": 0.5, "modes": 3,
                "provenance": [
                    "version": "9.9", "kernels": "Haswell", "command": ["/x/gantrain", "a b", "it's"],
                ],
            ])
        let parsed = try ParsedPage(page.html)
        try parsed.expectSound(page.html)
        #expect(
            try parsed.texts("//h2") == [
                "How it ended", "Measures", "Samples and discriminator through training", "Spectra",
                "Settings",
                "Provenance",
            ])
        #expect(try parsed.texts("//dd").contains(#"gantrain 'a b' 'it'\''s'"#))
        #expect(try parsed.texts("//dd").contains("0.5000 nats"))
        #expect(try parsed.texts("//th").contains("penalties.0.gamma"))
    }

    @Test func theSurfaceAtTheEndStandsInForTheLastOne() throws {
        var record = Self.record(surfaces: false)
        let frame = record.frame
        record.surface = Surface(
            xs: frame.columns(5), ys: frame.rows(5), scores: frame.mesh(5).map(\.x), gradients: [])
        let strip = try #require(PictureStrip(record))
        #expect(strip.moments.map { $0.surface != nil } == [false, false, true])
        // Scores from −x to x have a contour up the middle.
        let picture = try #require(strip.moments[2].surface).html("w").source
        #expect(picture.contains(#"<path class="zero" d="M500 "#))
        #expect(strip.moments[0].outside == 0.5)
    }
}
