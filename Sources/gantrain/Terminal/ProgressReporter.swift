import Records
import Runs
import Synchronization

/// Shows how a run goes: a bar on a terminal, a plain line now and then elsewhere.
final class ProgressReporter: TrainingObserver {
    private enum Style { case bar, lines }

    private struct State {
        var start: ContinuousClock.Instant
        var lastShown: ContinuousClock.Instant
        var completedBefore = 0
        var total = 0
        var columns: [Column] = []
        /// The last row of an evaluation.
        var row: [Double?] = []
    }

    private let style: Style
    private let clock = ContinuousClock()
    private let state: Mutex<State>

    /// Seconds between two looks of a person, and between two lines of a log.
    private var interval: Duration { style == .bar ? .milliseconds(100) : .seconds(5) }

    init(interactive: Bool) {
        style = interactive ? .bar : .lines
        state = Mutex(State(start: clock.now, lastShown: clock.now))
    }

    func receive(_ event: Event) {
        state.withLock { state in
            switch event {
            case .began(let beginning):
                state.start = clock.now
                state.completedBefore = beginning.completed
                state.total = beginning.total
                state.columns = beginning.record.table.columns
            case .measured(let row):
                let outcomes = zip(state.columns, row).filter { $0.0.isResult }
                if outcomes.contains(where: { $0.1 != nil }) { state.row = row }
            case .stepped(let step): show(step, &state)
            case .ended: if style == .bar { Console.clearProgress() }
            case .broke, .sampled, .scored, .spectrum, .surface, .touched, .glimpsed, .saved, .finished,
                .warned:
                break
            }
        }
    }

    private func show(_ step: Int, _ state: inout State) {
        let now = clock.now
        guard now - state.lastShown >= interval else { return }
        state.lastShown = now
        let elapsed = (now - state.start) / .seconds(1)
        let line = ProgressLine(
            step: step, total: state.total,
            stepsPerSecond: Double(step - state.completedBefore) / max(elapsed, 1e-9),
            columns: state.columns, row: state.row)
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
    var columns: [Column] = []
    /// A value for each of ``columns``; empty before the first evaluation.
    var row: [Double?] = []

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

    /// Counts and shares, which say most in little room; of a run without any, the first measure.
    private var quality: String {
        let measured = zip(columns, row).compactMap { column, value in
            column.isResult ? value.map { (column: column, value: $0) } : nil
        }
        let short = measured.filter { $0.column.format == .integer || $0.column.format == .share }
        return (short.isEmpty ? Array(measured.prefix(1)) : short).map {
            ", \(Self.text($0.column, $0.value))"
        }
        .joined()
    }

    /// Such as "2/3 modes" or "25.0 % high quality".
    private static func text(_ column: Column, _ value: Double) -> String {
        let number = column.text(value)
        return switch column.format {
        case .integer: number + (column.most.map { "/\(column.text($0))" } ?? "") + " \(column.name)"
        case .share: "\(number) \(column.title)"
        case .number, .seconds: "\(column.title) \(number)"
        }
    }
}
