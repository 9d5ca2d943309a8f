import Dynamics
import Experiments
import KnownGames
import Records
import Runs
import Synchronization

/// Tells a page of a run while it trains, and steers the run as the page says.
public final class LiveRun: Onlooker, Steersman, Wheel {
    /// Of the time of training, the share that looks at the players may take.
    private static let share = 0.03
    /// Between two frames of a game's field, which is computed for each.
    private static let gameInterval = Duration.milliseconds(500)

    private struct State {
        var pace = Pace()
        /// Whether it is a game with a known answer.
        var isGame = false
        var lastRefresh = ContinuousClock.now
        var lastGame = ContinuousClock.now - .seconds(60)
        /// No look before.
        var nextGlimpse = ContinuousClock.now
    }

    private let directory: RunDirectory
    private let broadcast: Broadcast
    private let state = Mutex(State())
    /// Set on the thread that hears the events, read after every step.
    private let isWanted = Flag()
    private let helm: Helm

    public init(_ directory: RunDirectory, telling broadcast: Broadcast) {
        self.directory = directory
        self.broadcast = broadcast
        helm = Helm(lookOnce: { [isWanted] in isWanted.raise() })
        broadcast.show { [helm] in helm.shown }
    }

    public func turn(_ command: WheelCommand) throws { try helm.turn(command) }

    public func changes(
        before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool
    ) -> [NumberChange] {
        helm.changes(before: step, numbers: numbers, shouldStop: shouldStop)
    }

    public func wantsGlimpse(after step: Int) -> Bool {
        isWanted.take()
    }

    public func receive(_ event: Event) {
        switch event {
        case .began(let beginning): begin(beginning)
        case .stepped(let step): note(step)
        case .measured, .broke:
            broadcast.change(.rows) { $0.record.add(event) }
            drawGame()
        case .sampled, .scored: broadcast.change(.moments) { $0.record.add(event) }
        case .spectrum: broadcast.change { $0.record.add(event) }
        case .glimpsed(let glimpse):
            state.withLock {
                $0.nextGlimpse = .now + max(Broadcast.interval, .seconds(glimpse.seconds / Self.share))
            }
            broadcast.change(.picture) { $0.glimpse = glimpse }
        case .finished(let last):
            broadcast.change(.picture) { show in
                show.glimpse = Glimpse(step: last.step, samples: last.points, surface: show.glimpse?.surface)
            }
        case .touched(let touch): broadcast.change(.notes) { $0.note(touch.text) }
        case .warned(let text): broadcast.change(.notes) { $0.note(text) }
        case .ended(let ending): end(ending)
        case .surface, .saved: break
        }
    }

    private func begin(_ beginning: Beginning) {
        let configuration = configuration
        let isGame = configuration?.knownGame != nil
        state.withLock {
            $0.isGame = isGame
            $0.pace = Pace()
        }
        broadcast.replace { show in
            show.record = beginning.record
            show.packing = configuration?.players.discriminator.packing ?? 1
            show.head = Show.Head(
                title: "\(beginning.record.title), in \(directory.name)", status: "training",
                step: beginning.completed,
                total: beginning.total)
        }
        drawGame()
        isWanted.raise()
    }

    private func note(_ step: Int) {
        let now = ContinuousClock.now
        let (rate, isTime, isOld) = state.withLock { state in
            let isOld = now - state.lastRefresh >= .seconds(1)
            if isOld { state.lastRefresh = now }
            return (state.pace.note(step), now >= state.nextGlimpse, isOld)
        }
        if isOld, broadcast.readers > 0 { helm.refresh() }
        if isTime, broadcast.readers > 0 { isWanted.raise() }
        broadcast.change(.head) { show in
            show.head.step = step
            show.head.stepsPerSecond = rate
        }
    }

    /// It is in the folder before the first step.
    private var configuration: ExperimentConfiguration? { try? StoredRun(reading: directory).configuration }

    /// The orbit so far, in its field.
    private func drawGame() {
        let isDue = state.withLock { state in
            guard state.isGame, ContinuousClock.now - state.lastGame >= Self.gameInterval else {
                return false
            }
            state.lastGame = .now
            return true
        }
        guard isDue, let configuration else { return }
        let record = broadcast.look(\.record)
        guard let game = try? GameRecord(of: record, configuration) else { return }
        broadcast.change(.game) { $0.game = game }
    }

    private func end(_ ending: Ending) {
        state.withLock { $0.lastGame = .now - .seconds(60) }
        drawGame()
        broadcast.change(.head, .notes) { show in
            show.head.step = ending.step
            show.head.status = ending.status
            show.head.stepsPerSecond = nil
            if let divergence = ending.divergence { show.note("Training diverged at \(divergence).") }
        }
    }
}

/// Steps a second, over the last seconds.
private struct Pace {
    private var marks: [(moment: ContinuousClock.Instant, step: Int)] = []

    /// - Returns: nil before there is anything to compare with.
    mutating func note(_ step: Int) -> Double? {
        let now = ContinuousClock.now
        if let last = marks.last, now - last.moment < .milliseconds(200) { return rate(now, step) }
        marks.append((now, step))
        marks.removeAll { now - $0.moment > .seconds(3) }
        return rate(now, step)
    }

    private func rate(_ now: ContinuousClock.Instant, _ step: Int) -> Double? {
        guard let first = marks.first, step > first.step else { return nil }
        return Double(step - first.step) / max((now - first.moment) / .seconds(1), 1e-9)
    }
}

/// A word from one thread to another.
private final class Flag: Sendable {
    private let isRaised = Atomic<Bool>(false)

    func raise() { isRaised.store(true, ordering: .relaxed) }

    /// Whether it was raised since it was taken last.
    func take() -> Bool { isRaised.load(ordering: .relaxed) && isRaised.exchange(false, ordering: .relaxed) }
}

extension Touch {
    /// For the page.
    fileprivate var text: String {
        "From step \(step) on: \(key) is \(PageText.number(new)); before, it was \(PageText.number(old))."
    }
}
