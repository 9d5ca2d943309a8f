import Foundation
import Storage
import Synchronization
import Text

/// Standard output and standard error. All text goes through here, and nothing in it can steer the terminal.
enum Console {
    /// Says how work goes. The work goes on if that cannot be written; ``checkOutput()`` reports it at the end.
    static func print(_ text: String) { say(text.printableLines + "\n") }

    /// Shows one line in the place of the last one, until it is cleared.
    static func showProgress(_ line: String) { say("\r\(line.printable)\u{1B}[K") }

    static func clearProgress() { say("\r\u{1B}[K") }

    /// Shows several lines in the place of the last ones, of which there were `previous`. None may be wider than the
    /// terminal.
    static func showBlock(_ lines: [String], over previous: Int) {
        say(upward(previous) + lines.map { "\($0.printable)\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J")
    }

    static func clearBlock(of lines: Int) { say(upward(lines) + "\u{1B}[J") }

    /// To the first of so many lines, from the end of the last.
    private static func upward(_ lines: Int) -> String {
        lines > 1 ? "\r\u{1B}[\(lines - 1)A" : "\r"
    }

    /// The same on standard error, for work whose result goes to standard output. Where standard error cannot be written,
    /// nobody can be told.
    static func showStatus(_ line: String) { try? put("\r\(line.printable)\u{1B}[K", on: STDERR_FILENO) }

    static func clearStatus() { try? put("\r\u{1B}[K", on: STDERR_FILENO) }

    /// Prints what was asked for: if it cannot be written, that is an error, unless nobody reads any more.
    static func output(_ text: String, terminator: String = "\n") throws(FileError) {
        try put(text.printableLines + terminator, on: STDOUT_FILENO)
    }

    /// Prints lines of fields for another program, with a tab between two fields.
    static func output(lines: [[String]]) throws(FileError) {
        let text = lines.map { $0.map(\.printable).joined(separator: "\t") + "\n" }.joined()
        try put(text, on: STDOUT_FILENO)
    }

    static func error(_ text: String) { try? put(text.printableLines + "\n", on: STDERR_FILENO) }

    /// The first thing of what was said on the way that could not be written.
    private static let lost = Mutex<FileError?>(nil)

    private static func say(_ text: String) {
        do { try put(text, on: STDOUT_FILENO) } catch { lost.withLock { if $0 == nil { $0 = error } } }
    }

    /// - Throws: ``FileError`` if something that was said on the way could not be written.
    static func checkOutput() throws(FileError) {
        if let error = lost.withLock({ $0 }) { throw error }
    }

    /// Whether a person watches standard output on a terminal that can move its cursor.
    static var isInteractive: Bool { canShow(on: STDOUT_FILENO) }

    /// The same of standard error.
    static var hasStatus: Bool { canShow(on: STDERR_FILENO) }

    private static func canShow(on descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether a person typed the command at a shell's prompt and waits for it. The standard streams are then a terminal,
    /// and the process leads the job in its foreground. The commands of a script belong to the script's own job, and
    /// those of a pipeline have another stream.
    static var isAtPrompt: Bool {
        [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].allSatisfy { isatty($0) == 1 }
            && getpgrp() == getpid() && tcgetpgrp(STDIN_FILENO) == getpid()
    }

    /// Columns of the terminal; 80 if it does not say.
    static var width: Int { size.map { Int($0.ws_col) } ?? 80 }

    /// Lines of the terminal; 24 if it does not say.
    static var height: Int { size.map { Int($0.ws_row) } ?? 24 }

    private static var size: winsize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return size
    }

    /// Puts /dev/null in the place of standard streams that are closed. The next file to be opened would take it
    /// otherwise, and have the program's words among its rows.
    static func holdStreams() {
        var opened: Int32
        repeat { opened = open("/dev/null", O_RDWR) } while (0..<STDERR_FILENO).contains(opened)
        if opened > STDERR_FILENO { close(opened) }
    }

    /// A reader that has gone away (`gantrain … | head`) is no reason to lose a run.
    private static func put(_ text: String, on descriptor: Int32) throws(FileError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                return
            } else if errno != EINTR {
                throw FileError(.write, "standard output", String(cString: strerror(errno)))
            }
        }
    }
}
