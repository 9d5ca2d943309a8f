import Foundation

/// Whether the system lets the program open enough files. Its libraries open some without being asked, and end the
/// program if they cannot.
enum Descriptors {
    /// A run has about eight open at a time, gnuplot's pipes included; the rest is for libraries.
    private static let needed = 16

    /// - Throws: ``TooFewFilesError``.
    static func check() throws(TooFewFilesError) {
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < needed {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw TooFewFilesError(left: opened.count, needed: needed) }
            opened.append(descriptor)
        }
    }
}

/// The limit of open files is too low.
struct TooFewFilesError: Error, CustomStringConvertible {
    let left: Int
    let needed: Int

    var description: String {
        "the system lets gantrain open \(left) more files (ulimit -n), and it needs \(needed)"
    }
}
