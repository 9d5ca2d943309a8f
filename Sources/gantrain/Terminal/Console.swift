import Foundation
import Storage
import Text

/// Standard output and standard error. All text goes through here, and nothing in it can steer the terminal.
enum Console {
    static func print(_ text: String) {
        put(text.printableLines + "\n", to: FileHandle.standardOutput)
    }

    /// Shows one line in the place of the last one, until it is cleared.
    static func showProgress(_ line: String) {
        put("\r\(line.printable)\u{1B}[K", to: FileHandle.standardOutput)
    }

    static func clearProgress() { put("\r\u{1B}[K", to: FileHandle.standardOutput) }

    /// The same on standard error, for work whose result goes to standard output.
    static func showStatus(_ line: String) {
        put("\r\(line.printable)\u{1B}[K", to: FileHandle.standardError)
    }

    static func clearStatus() { put("\r\u{1B}[K", to: FileHandle.standardError) }

    /// Prints what was asked for, as opposed to what is said on the way: if it cannot be written, that is an
    /// error, unless nobody reads any more.
    static func output(_ text: String, terminator: String = "\n") throws(FileError) {
        var rest = Array((text.printableLines + terminator).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                return
            } else if errno != EINTR {
                throw FileError(.write, "standard output", String(cString: strerror(errno)))
            }
        }
    }

    static func error(_ text: String) {
        put(text.printableLines + "\n", to: FileHandle.standardError)
    }

    /// Whether a person watches standard output on a terminal that can move its cursor.
    static var isInteractive: Bool { canShow(on: STDOUT_FILENO) }

    /// The same of standard error.
    static var hasStatus: Bool { canShow(on: STDERR_FILENO) }

    private static func canShow(on descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Columns of the terminal; 80 if it does not say.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Puts /dev/null in the place of standard streams that are closed. The next file to be opened would take it
    /// otherwise, and have the program's words among its rows.
    static func holdStreams() {
        var opened: Int32
        repeat { opened = open("/dev/null", O_RDWR) } while (0..<STDERR_FILENO).contains(opened)
        if opened > STDERR_FILENO { close(opened) }
    }

    /// A reader that has gone away (`gantrain … | head`) is no reason to lose a run.
    private static func put(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
