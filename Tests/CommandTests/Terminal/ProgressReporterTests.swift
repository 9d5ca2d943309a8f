import Metrics
import Records
import Testing

@testable import gantrain

@Suite struct ProgressReporterTests {
    private func line(step: Int = 1000, total: Int = 4000, speed: Double = 100, judged: Bool = true) throws
        -> ProgressLine
    {
        let coverage = CoverageMetric(
            of: Modes(centres: [Point(0, 0), Point(1, 0), Point(0, 1)], standardDeviation: 0.1))
        let samples = [Point(0, 0), Point(1, 0)] + Array(repeating: Point(9, 9), count: 6)
        return ProgressLine(
            step: step, total: total, stepsPerSecond: speed, columns: coverage.columns,
            row: judged ? coverage.values(of: Look(step: step, generated: samples)) : [])
    }

    @Test func plain() throws {
        #expect(
            try line().plain == "step 1000 of 4000, 100 steps/s, 30 s left, 2/3 modes, 25.0 % high quality")
        #expect(try line(judged: false).plain == "step 1000 of 4000, 100 steps/s, 30 s left")
    }

    /// Without counts and shares the first measure says how it goes.
    @Test func ofOtherMeasures() {
        let columns = [
            Column("psi", .outcome), Column("slicedW1", title: "sliced W₁", .outcome, better: .lower),
        ]
        let line = ProgressLine(step: 1, total: 2, stepsPerSecond: 1, columns: columns, row: [1, 0.5])
        #expect(line.plain.hasSuffix(" left, sliced W₁ 0.5000"))
    }

    @Test(arguments: [
        (4000, 100, "0 s"), (3999, 100, "1 s"), (0, 66.7, "1 min 0 s"), (0, 4.5, "14 min 49 s"),
        (0, 1.0, "1 h 6 min"), (0, 0.01, "111 h 6 min"), (0, 0, "?"),
    ])
    func timeLeft(step: Int, speed: Double, words: String) throws {
        let text = try line(step: step, speed: speed, judged: false).plain
        #expect(text.hasSuffix(" steps/s, \(words) left"), "\(text)")
    }

    @Test func bar() throws {
        #expect(
            try line().bar(width: 100)
                == "███████░░░░░░░░░░░░░░░░░░░░░░░ 25 %  100 steps/s  30 s left, 2/3 modes, 25.0 % high quality"
        )
        #expect(
            try line().bar(width: 75)
                == "███░░░░░░░░░░ 25 %  100 steps/s  30 s left, 2/3 modes, 25.0 % high quality"
        )
        #expect(try line(judged: false).bar(width: 40) == "██░░░░░░░░ 25 %  100 steps/s  30 s left")
        #expect(
            try line(step: 4000, judged: false).bar(width: 80).hasPrefix(
                String(repeating: "█", count: 30) + " 100 %"))
        #expect(
            try line(step: 0, judged: false).bar(width: 80).hasPrefix(
                String(repeating: "░", count: 30) + " 0 %"))
    }

    @Test(arguments: 0...120) func theBarFits(width: Int) throws {
        for step in [0, 1, 3999, 4000] {
            #expect(try line(step: step).bar(width: width).count <= max(0, width - 1))
        }
    }

    @Test(arguments: [(0, "0.0 %"), (0.98889, "98.9 %"), (1, "100.0 %")])
    func percent(share: Double, text: String) {
        #expect(Column("share", .outcome, format: .share).text(share) == text)
    }

    @Test(.enabled(if: Program.hasScript)) func onATerminal() throws {
        let program = try Program()
        let command = "'\(Program.path)' --config tiny.json --no-figures --steps 4000 --out run"
        let output = try program.shell(
            "stty_cols=100 exec script -qec \"stty cols 100; \(command)\" /dev/null",
            environment: ["TERM": "xterm"])
        #expect(output.status == 0)
        let looks = output.stdout.components(separatedBy: "\r").filter { $0.contains("steps/s") }
        let bar = try #require(looks.first)
        let shape = try Regex(
            #"[█░]{5,30} [0-9]+ %  [0-9]+ steps/s  [0-9]+ s left(, [0-2]/2 modes, [0-9.]+ % high quality)?\x1B\[K"#
        )
        #expect(bar.wholeMatch(of: shape) != nil, "\(bar.debugDescription)")
        #expect(looks.contains { $0.contains("/2 modes") })
        // The bar is wiped out before the picture.
        let picture = try #require(output.stdout.range(of: "\r\u{1B}[K┌─ samples ─"))
        let rest = output.stdout[picture.upperBound...]
        #expect(rest.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
        #expect(rest.contains("┌─ data ─"))
        #expect(rest.contains("tiny, seed 0: 4000 steps in "))
    }
}
