import Foundation
import Machines
import Synchronization

/// The process that trains runs for a supervisor, one after another. Requests come on standard input; when that ends,
/// because there is nothing left to do, or the supervisor wants to stop, or is gone, the worker ends too.
public struct StudyWorker {
    private let session: Session
    private let shouldStop: @Sendable () -> Bool
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - shouldStop: whether a signal asks to save the state and end.
    ///   - write: sends a line to the supervisor.
    public init(
        session: Session, shouldStop: @escaping @Sendable () -> Bool,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.session = session
        self.shouldStop = shouldStop
        self.write = write
    }

    /// - Returns: whether it ended before its run did.
    public func run() -> Bool {
        let requests = RequestQueue()
        requests.listen()
        while let line = requests.next(unless: shouldStop) {
            guard let request = WorkRequest(line: line) else { continue }
            let event = RunWork(
                request: request, session: session, shouldStop: { shouldStop() || requests.hasEnded },
                emit: { [write] in write($0.line) }
            ).perform()
            write(event.line)
            if event == .interrupted { return true }
        }
        return shouldStop()
    }
}

/// Lines of standard input, read on a thread so that its end is noticed during a run.
private final class RequestQueue: Sendable {
    private let lines = Mutex<[String]>([])
    private let arrived = DispatchSemaphore(value: 0)
    private let ended = Atomic<Bool>(false)

    var hasEnded: Bool { ended.load(ordering: .acquiring) }

    func listen() {
        Thread.detachNewThread { [self] in
            // Swift's readLine never returns from the end of the input if a signal has interrupted it before.
            var buffer = LineBuffer()
            while !buffer.fill(from: STDIN_FILENO, once: true) {
                for line in buffer.take() {
                    lines.withLock { $0.append(line) }
                    arrived.signal()
                }
            }
            ended.store(true, ordering: .releasing)
            arrived.signal()
        }
    }

    /// Waits for the next line; nil when there will be none.
    func next(unless shouldStop: () -> Bool) -> String? {
        while !shouldStop() {
            guard arrived.wait(timeout: .now() + .milliseconds(100)) == .success else { continue }
            return lines.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }
        return nil
    }
}
