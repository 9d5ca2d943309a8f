import Foundation
import Synchronization

/// Ctrl-C, a polite kill, and the end of the terminal: the first signal asks the program to stop, the second ends it
/// at once, which loses nothing that the last checkpoint holds.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    /// Listens from now on. What is handed back says whether to stop.
    static func listen() -> @Sendable () -> Bool {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
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
