import Dispatch
import Dynamics
import Runs
import Synchronization

/// Between the page, where somebody steers, and the thread that trains, which asks before each step.
final class Helm: Sendable {
    private struct State {
        var isPaused = false
        /// Steps that are still made before a pause.
        var stepsBeforePause = 0
        var speed: Double?
        var changes: [NumberChange] = []
        var numbers: [Adjustable] = []
        var shown: WheelState?
        /// Not before this moment is the next step made.
        var nextStep = ContinuousClock.now
    }

    /// How long a look for a new command may take.
    private static let patience = Duration.milliseconds(20)

    private let state = Mutex(State())
    /// Whether the thread that trains has to look at the state at all.
    private let isAwaited = Atomic<Bool>(true)
    private let wake = DispatchSemaphore(value: 0)
    private let lookOnce: @Sendable () -> Void

    /// - Parameter lookOnce: asks for a look at the players after the next step.
    init(lookOnce: @escaping @Sendable () -> Void) {
        self.lookOnce = lookOnce
    }

    /// What can be steered, and how it stands; nil before the first step.
    var shown: WheelState? { state.withLock { $0.shown } }

    /// Has the numbers told anew: schedules change them.
    func refresh() { isAwaited.store(true, ordering: .relaxed) }

    func turn(_ command: WheelCommand) throws {
        try state.withLock { state in
            switch command {
            case .pause:
                // After one step more, so that what is shown is what the players are.
                if !state.isPaused { (state.isPaused, state.stepsBeforePause) = (true, 1) }
            case .step:
                state.stepsBeforePause = state.isPaused ? min(state.stepsBeforePause + 1, 1000) : 1
                state.isPaused = true
            case .go: (state.isPaused, state.stepsBeforePause) = (false, 0)
            case .speed(let value): state.speed = value
            case .change(let key, let value):
                guard let number = state.numbers.first(where: { $0.key == key }) else {
                    throw WheelRefusal("This run has no number \(key).")
                }
                guard number.allows(value) else { throw WheelRefusal(Self.range(of: number)) }
                guard state.changes.count < 1000 else { throw WheelRefusal("Too many changes at once.") }
                state.changes.append(NumberChange(key, value))
            }
        }
        refresh()
        wake.signal()
    }

    private static func range(of number: Adjustable) -> String {
        number.isCount
            ? "\(number.title) must be a whole number from 1 to \(Adjustable.mostMoves)."
            : "\(number.title) must be a number from 0 to 1,000,000."
    }

    /// What a ``Steersman`` does.
    func changes(
        before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool
    ) -> [NumberChange] {
        guard isAwaited.load(ordering: .relaxed) else { return [] }
        var isTold = false
        while true {
            let (changes, wait) = state.withLock { take(&$0) }
            if !changes.isEmpty { return changes }
            if !isTold { show(numbers(), after: wait == nil ? nil : step - 1) }
            isTold = true
            guard let wait else { return [] }
            if shouldStop() { return [] }
            // A command may have changed what is shown.
            if wake.wait(timeout: .now() + wait / .seconds(1)) == .success { isTold = false }
        }
    }

    /// Changes to be made, or how long to wait before asking again; nil to go on.
    private func take(_ state: inout State) -> ([NumberChange], Duration?) {
        if !state.changes.isEmpty {
            defer { state.changes = [] }
            return (state.changes, nil)
        }
        let now = ContinuousClock.now
        if let speed = state.speed, !state.isPaused {
            if now < state.nextStep { return ([], min(Self.patience, state.nextStep - now)) }
            // A step that took long is not made up for.
            state.nextStep = max(state.nextStep, now - .seconds(1 / speed)) + .seconds(1 / speed)
            return ([], nil)
        }
        if state.isPaused {
            guard state.stepsBeforePause > 0 else { return ([], Self.patience) }
            state.stepsBeforePause -= 1
            lookOnce()
            return ([], nil)
        }
        state.nextStep = now
        isAwaited.store(false, ordering: .relaxed)
        return ([], nil)
    }

    /// - Parameter step: the last one that was made; nil while one is being made.
    private func show(_ numbers: [Adjustable], after step: Int?) {
        state.withLock { state in
            state.numbers = numbers
            state.shown = WheelState(
                pausedAfter: state.isPaused ? step : nil, speed: state.speed,
                numbers: numbers.map {
                    WheelState.Number(
                        key: $0.key, title: "\($0.title), \($0.symbol)", value: $0.value, isWhole: $0.isCount)
                })
        }
    }
}

/// What cannot be done, in words for the page.
struct WheelRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
