import FlyingSocks
import Foundation

/// A client's socket. Each wait for it ends at a moment, however slowly its bytes come or go.
struct Connection: Sendable {
    struct TooSlow: Error {}

    private let socket: Socket

    /// - Throws: `SocketError` if the socket cannot be set up.
    init(_ socket: Socket) throws {
        self.socket = socket
        // A program that this one starts must not keep it open.
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        try socket.setFlags(.nonBlocking)
    }

    /// At least one byte.
    ///
    /// - Throws: ``TooSlow`` after the deadline, and `SocketError` if the client has gone.
    func read(atMost count: Int, until deadline: ContinuousClock.Instant) throws -> [UInt8] {
        while true {
            do { return try socket.read(atMost: count) } catch SocketError.blocked {
                guard socket.isReady(for: Int16(POLLIN), until: deadline) else { throw TooSlow() }
            }
        }
    }

    /// All of it.
    ///
    /// - Throws: ``TooSlow`` after the deadline, and `SocketError` if the client has gone.
    func write(_ data: Data, until deadline: ContinuousClock.Instant) throws {
        var place = data.startIndex
        while place < data.endIndex {
            do { place = try socket.write(data, from: place) } catch SocketError.blocked {
                guard socket.isReady(for: Int16(POLLOUT), until: deadline) else { throw TooSlow() }
            }
        }
    }

    /// Takes a little of what a refused client still sends: closing on it would take the refusal away again.
    func drain(until deadline: ContinuousClock.Instant) {
        shutdown(socket.file.rawValue, Int32(SHUT_WR))
        for _ in 0..<16 {
            guard (try? read(atMost: 4096, until: deadline)) != nil else { return }
        }
    }

    /// Ends it even if another process has it, too.
    func close() {
        shutdown(socket.file.rawValue, Int32(SHUT_RDWR))
        try? socket.close()
    }
}

extension Socket {
    /// Waits until bytes can be read or written, or the other side has gone.
    ///
    /// - Parameter events: flags of `poll`, such as `POLLIN`.
    /// - Returns: false after the deadline.
    func isReady(for events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
        var entry = pollfd(fd: file.rawValue, events: events, revents: 0)
        while true {
            let milliseconds = (deadline - .now) / .milliseconds(1)
            guard milliseconds > 0 else { return false }
            let count = poll(&entry, 1, Int32(min(milliseconds.rounded(.up), 1e6)))
            // A signal only interrupts the wait.
            if count > 0 || (count < 0 && errno != EINTR) { return true }
        }
    }
}
