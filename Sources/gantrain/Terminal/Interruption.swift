import Foundation
import Synchronization

/// Ctrl-C and a polite kill: the first asks the loop to stop after its step, the second ends the program at
/// once, which loses nothing that the last checkpoint holds.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    static func install() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        // Writing past a file-size limit or to a closed pipe is then an error that is reported.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
    }
}
