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
        // Writing to a closed pipe is then an error that is reported.
        signal(SIGPIPE, SIG_IGN)
        return { requested.load(ordering: .relaxed) }
    }
}

/// The work was stopped as the user asked.
struct Interrupted: Error, CustomStringConvertible {
    var description = "interrupted"
}
