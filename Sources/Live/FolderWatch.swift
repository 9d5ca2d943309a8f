import Foundation
import Storage
import SystemPackage

/// Looks at files again and again and says when one has changed. Events of a file system do not cross a network, so it
/// asks. It opens nothing for writing and takes no lock.
final class FolderWatch: Sendable {
    /// Between two looks.
    static let interval = Duration.seconds(1)

    /// What tells one version of a file from another.
    struct Stamp: Hashable {
        var seconds: Int
        var nanoseconds: Int
        var bytes: Int64
        var node: UInt64

        /// Nil for what is not there.
        init?(_ path: FilePath) {
            var facts = stat()
            guard stat(path.string, &facts) == 0 else { return nil }
            #if os(Linux)
            (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
            #else
            (seconds, nanoseconds) = (facts.st_mtimespec.tv_sec, facts.st_mtimespec.tv_nsec)
            #endif
            bytes = Int64(facts.st_size)
            node = UInt64(facts.st_ino)
        }
    }

    /// Calls `look` at once, then at every interval, and once more when `shouldStop` says so.
    static func follow(shouldStop: () -> Bool, look: () -> Void) {
        var next = ContinuousClock.now
        while !shouldStop() {
            if ContinuousClock.now >= next {
                look()
                next = .now + interval
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
        look()
    }
}
