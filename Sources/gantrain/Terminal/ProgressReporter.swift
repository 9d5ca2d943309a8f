import Foundation
import Metrics
import Runs

/// Shows how a run goes: a bar on a terminal, a plain line now and then elsewhere.
final class ProgressReporter: TrainingObserver {
    private enum Style { case bar, lines }

    private let style: Style
    private let modesTotal: Int
    private let clock = ContinuousClock()
    private var start: ContinuousClock.Instant
    private var lastShown: ContinuousClock.Instant
    private var completedBefore = 0
    private var total = 0
    private var coverage: ModeCoverage?

    /// Seconds between two looks of a person, and between two lines of a log.
    private var interval: Duration { style == .bar ? .milliseconds(100) : .seconds(5) }

    init(modesTotal: Int, interactive: Bool) {
        style = interactive ? .bar : .lines
        self.modesTotal = modesTotal
        start = clock.now
        lastShown = start
    }

    func receive(_ event: TrainingEvent) throws {
        switch event {
        case .began(let completed, let total):
            start = clock.now
            completedBefore = completed
            self.total = total
        case .measured(let measurement):
            if let measured = measurement.coverage { coverage = measured }
        case .stepped(let step):
            let now = clock.now
            guard now - lastShown >= interval else { return }
            lastShown = now
            show(step, elapsed: (now - start) / .seconds(1))
        case .ended:
            if style == .bar { Console.clearProgress() }
        case .sampled, .checkpoint, .kept, .spectrum, .finished: break
        }
    }

    private func show(_ step: Int, elapsed: Double) {
        let line = ProgressLine(
            step: step, total: total, stepsPerSecond: Double(step - completedBefore) / max(elapsed, 1e-9),
            coverage: coverage, modesTotal: modesTotal)
        switch style {
        case .bar: Console.showProgress(line.bar(width: Console.width))
        case .lines: Console.print(line.plain)
        }
    }
}

/// The text of one look at a run.
struct ProgressLine {
    var step: Int
    var total: Int
    var stepsPerSecond: Double
    var coverage: ModeCoverage?
    var modesTotal: Int

    var plain: String {
        "step \(step) of \(total), \(rate), \(timeLeft) left\(quality)"
    }

    /// At most `width` columns.
    func bar(width: Int) -> String {
        let share = Double(step) / Double(max(1, total))
        let facts = " \(Int(share * 100)) %  \(rate)  \(timeLeft) left\(quality)"
        let cells = min(30, width - facts.count - 1)
        guard cells >= 5 else { return String(facts.dropFirst().prefix(max(0, width - 1))) }
        let full = Int(share * Double(cells))
        return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full) + facts
    }

    private var rate: String { "\(Int(stepsPerSecond.rounded())) steps/s" }

    private var timeLeft: String {
        guard stepsPerSecond > 0 else { return "?" }
        let seconds = Int((Double(total - step) / stepsPerSecond).rounded(.up))
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
        default: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
        }
    }

    private var quality: String {
        guard let coverage else { return "" }
        return ", \(coverage.modes)/\(modesTotal) modes, \(Self.percent(coverage.highQuality)) high quality"
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
