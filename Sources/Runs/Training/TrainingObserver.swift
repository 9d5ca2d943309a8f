import Dispatch
import Foundation
import Records
import Synchronization

/// Someone who watches a run: a progress bar, a page, a program of your own. Events come one after another on a thread
/// of the observer's own, so it may take its time. Of steps it hears some twenty times a second. What it throws is said to the session's `notify` and to the other
/// observers, and it hears no more; training goes on.
public protocol TrainingObserver: Sendable {
    /// What it needs beside what the run makes anyway.
    var wishes: [Wish] { get }

    func receive(_ event: Event) throws
}

extension TrainingObserver {
    public var wishes: [Wish] { [] }
}

/// An observer who looks at the players while they train, as often as it likes.
public protocol Onlooker: TrainingObserver {
    /// Whether an ``Event/glimpsed(_:)`` is wanted after a step. It is asked after every step, on the thread that trains,
    /// and so answers at once.
    func wantsGlimpse(after step: Int) -> Bool
}

/// Keeps the record of a run while it is made, for those who want it at the end.
public final class RecordKeeper: TrainingObserver {
    private let state = Mutex(RunRecord(title: ""))
    public let wishes: [Wish]

    /// - Parameter wishes: such as the discriminator's surface after the last step.
    public init(wishing wishes: [Wish] = []) { self.wishes = wishes }

    public func receive(_ event: Event) { state.withLock { $0.add(event) } }

    /// As far as it is known.
    public var record: RunRecord { state.withLock { $0 } }
}

/// Events on their way to one observer.
final class ObserverQueue: Sendable {
    private struct State {
        var waiting: [Event] = []
        /// The newest event of the progress kind; it comes after those that wait.
        var progress: Event?
        var isClosed = false
        /// Whether somebody delivers, on the thread or after the end.
        var isDelivering = false
        var failure: String?
    }

    /// So many events of the recorded kind may wait. Who is further behind is taken for dead.
    static let most = 10_000
    /// Steps are told so often. A thread that was woken for each of them would take more time than short steps do.
    static let progressInterval = DispatchTimeInterval.milliseconds(50)

    let name: String
    private let observer: any TrainingObserver
    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)
    private let delivered = DispatchSemaphore(value: 0)

    init(_ observer: any TrainingObserver) {
        self.observer = observer
        name = "\(type(of: observer))"
        let thread = Thread { [self] in deliver() }
        thread.name = name
        thread.start()
    }

    /// Never waits. Of steps that nobody has looked at yet only the newest is kept, and nobody is woken for it.
    ///
    /// - Returns: why the observer hears no more, the first time.
    func add(_ event: Event) -> String? {
        let (isNew, failure) = state.withLock { state -> (Bool, String?) in
            if let failure = state.failure { return (false, Self.take(&state, failure)) }
            guard !state.isClosed else { return (false, nil) }
            if event.isProgress {
                state.progress = event
                return (false, nil)
            }
            guard state.waiting.count < Self.most else {
                return (false, Self.take(&state, "it is \(Self.most) events behind"))
            }
            state.waiting.append(event)
            // Nothing comes after the end.
            if case .ended = event { state.progress = nil }
            return (true, nil)
        }
        if isNew { arrived.signal() }
        return failure
    }

    private static func take(_ state: inout State, _ failure: String) -> String {
        state.failure = nil
        state.isClosed = true
        (state.waiting, state.progress) = ([], nil)
        return failure
    }

    /// Delivers what is waiting, and ends.
    ///
    /// - Parameter patience: how long an observer may take for it.
    /// - Returns: why it did not hear everything.
    func close(patience: DispatchTimeInterval = .seconds(10)) -> String? {
        state.withLock { $0.isClosed = true }
        arrived.signal()
        if delivered.wait(timeout: .now() + patience) == .timedOut {
            // The machine may have had no thread for it; then nobody has begun to deliver.
            guard state.withLock({ !$0.isDelivering }) else { return "it did not finish in time" }
            deliver()
        }
        return state.withLock { $0.failure }
    }

    private func deliver() {
        let isFirst = state.withLock { state in
            defer { state.isDelivering = true }
            return !state.isDelivering
        }
        guard isFirst else { return }
        defer { delivered.signal() }
        while true {
            _ = arrived.wait(timeout: .now() + Self.progressInterval)
            let (batch, isOver) = state.withLock { state -> ([Event], Bool) in
                defer { (state.waiting, state.progress) = ([], nil) }
                return (state.waiting + (state.progress.map { [$0] } ?? []), state.isClosed)
            }
            do { for event in batch { try observer.receive(event) } } catch {
                state.withLock { $0.failure = "\(error)" }
                return
            }
            if isOver { return }
        }
    }
}

/// All who watch a run.
struct Audience {
    private let queues: [ObserverQueue]
    private let notify: (String) -> Void

    /// - Parameter notify: hears of observers who fail, for nobody else may be left.
    init(_ observers: [any TrainingObserver], notify: @escaping (String) -> Void) {
        queues = observers.map(ObserverQueue.init)
        self.notify = notify
    }

    /// Tells everybody; of one who fails the others hear.
    func tell(_ event: Event) {
        for queue in queues {
            if let failure = queue.add(event) { report(failure, of: queue) }
        }
    }

    /// Waits until everybody has heard everything, within reason.
    func close() {
        for queue in queues {
            if let failure = queue.close() { report(failure, of: queue) }
        }
    }

    private func report(_ failure: String, of failed: ObserverQueue) {
        let warning = "\(failed.name) watches no more: \(failure)"
        notify(warning)
        for queue in queues where queue !== failed { _ = queue.add(.warned(warning)) }
    }
}
