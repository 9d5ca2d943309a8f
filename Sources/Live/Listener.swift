import FlyingSocks
import Foundation
import Text

/// An address of this machine where clients connect.
final class Listener: Sendable {
    /// Such as "127.0.0.1:4000".
    let name: String
    private let socket: Socket

    /// - Parameters:
    ///   - host: an IP address of this machine.
    ///   - port: 0 for one that is free.
    /// - Throws: ``LiveError`` if that cannot be had.
    init(_ host: String, _ port: UInt16) throws(LiveError) {
        let isIPv6 = host.contains(":")
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(isIPv6 ? AF_INET6 : AF_INET, host, &bytes) == 1 else {
            throw LiveError("\(host.printable) is no IP address; 127.0.0.1 and 0.0.0.0 are two")
        }
        do {
            socket = try Socket(domain: Int32(isIPv6 ? AF_INET6 : AF_INET))
            do { name = try Self.listen(socket, host, port, isIPv6: isIPv6) } catch {
                try? socket.close()
                throw error
            }
        } catch {
            throw LiveError("cannot serve on \(host), port \(port): \(Self.reason(error))")
        }
    }

    deinit { try? socket.close() }

    private static func listen(
        _ socket: Socket, _ host: String, _ port: UInt16, isIPv6: Bool
    ) throws -> String {
        // A program that this one starts must not keep the port.
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        try socket.setValue(true, for: .localAddressReuse)
        if isIPv6 {
            try socket.bind(to: .inet6(ip6: host, port: port))
        } else {
            try socket.bind(to: .inet(ip4: host, port: port))
        }
        try socket.listen()
        try socket.setFlags(.nonBlocking)
        return switch try socket.sockname() {
        case .ip4(let address, let port): "\(address):\(port)"
        case .ip6(let address, let port): "[\(address)]:\(port)"
        case .unix(let path): path
        }
    }

    private static func reason(_ error: any Error) -> String {
        if case SocketError.failed(_, _, let message) = error { message } else { "\(error)" }
    }

    /// The next client; nil if none has come by the deadline.
    func accept(until deadline: ContinuousClock.Instant) -> Connection? {
        while socket.isReady(for: Int16(POLLIN), until: deadline) {
            if let client = try? socket.accept() {
                let client = Socket(file: client.file)
                if let connection = try? Connection(client) { return connection }
                try? client.close()
            } else {
                // Somebody has gone again, or the process has no descriptor left and has one a little later.
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
        return nil
    }
}
