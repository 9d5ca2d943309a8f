import Foundation
import Synchronization

/// Ctrl-C, a polite kill, and the end of the terminal: the first signal asks the program to stop, the second ends it
/// at once, which loses nothing that the last checkpoint holds.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    /// A signal ends the program, with the code of an interruption, while it does nothing that would be lost.
    static func endAtOnce() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            handle(number) { _ in _exit(Failure.interrupted.rawValue) }
        }
    }

    /// `nohup` has the end of the terminal ignored, and so it stays.
    private static func handle(_ number: Int32, by handler: @escaping @convention(c) (Int32) -> Void) {
        let before: (@convention(c) (Int32) -> Void)? = signal(number, handler)
        let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        if number == SIGHUP, isIgnored { signal(number, SIG_IGN) }
    }

    /// Listens from now on. What is handed back says whether to stop.
    static func listen() -> @Sendable () -> Bool {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            handle(number) { number in
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        return ignoringPipes()
    }

    /// For a process that a supervisor has started: a terminal's signals reach both, and the supervisor says what is to
    /// be done about them.
    static func listenAsWorker() -> @Sendable () -> Bool {
        for number in [SIGINT, SIGHUP] { signal(number, SIG_IGN) }
        signal(SIGTERM) { number in
            Interruption.requested.store(true, ordering: .relaxed)
            signal(number, SIG_DFL)
        }
        return ignoringPipes()
    }

    private static func ignoringPipes() -> @Sendable () -> Bool {
        // Writing to a closed pipe is then an error that is reported.
        signal(SIGPIPE, SIG_IGN)
        return { requested.load(ordering: .relaxed) }
    }
}

/// The work was stopped as the user asked.
struct Interrupted: Error, CustomStringConvertible {
    var description = "interrupted"
}
