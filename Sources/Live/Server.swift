import FlyingSocks
import Foundation
import Synchronization
import Text

/// Serves the page on one address. Everything that a client sends has a limit: how long, how much, and how many at once.
/// It works on threads of its own, and nobody who trains waits for it.
public final class Server: Sendable {
    /// Connections at once, and seconds that a client may take to send a request or to take a frame.
    static let mostConnections = 64
    static let patience = Duration.seconds(10)

    /// What to open in a browser, with the token.
    public let address: String
    let entrance: Entrance
    private let socket: Socket
    private let broadcast: Broadcast
    private let wheel: (any Wheel)?
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let connections = Atomic<Int>(0)

    /// Listens from now on; ``start()`` begins to answer.
    ///
    /// - Parameters:
    ///   - host: an IP address of this machine.
    ///   - port: 0 for one that is free.
    ///   - wheel: nil if nothing can be steered.
    /// - Throws: ``LiveError`` if that cannot be had.
    public init(
        host: String = "127.0.0.1", port: UInt16 = 0, showing broadcast: Broadcast,
        steering wheel: (any Wheel)? = nil
    ) throws {
        self.broadcast = broadcast
        self.wheel = wheel
        entrance = Entrance(machine: ProcessInfo.processInfo.hostName)
        do { socket = try Self.listen(host, port) } catch let error as LiveError { throw error } catch {
            throw LiveError("cannot serve on \(host), port \(port): \(Self.reason(error))")
        }
        let name =
            switch try socket.sockname() {
            case .ip4(let address, let port): "\(address):\(port)"
            case .ip6(let address, let port): "[\(address)]:\(port)"
            case .unix(let path): path
            }
        address = "http://\(name)/?token=\(entrance.token)"
    }

    deinit { try? socket.close() }

    private static func listen(_ host: String, _ port: UInt16) throws -> Socket {
        let isIPv6 = host.contains(":")
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(isIPv6 ? AF_INET6 : AF_INET, host, &bytes) == 1 else {
            throw LiveError("\(host.printable) is no IP address; 127.0.0.1 and 0.0.0.0 are two")
        }
        let socket = try Socket(domain: Int32(isIPv6 ? AF_INET6 : AF_INET))
        // A program that this one starts must not keep the port.
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        try socket.setValue(true, for: .localAddressReuse)
        if isIPv6 {
            try socket.bind(to: .inet6(ip6: host, port: port))
        } else {
            try socket.bind(to: .inet(ip4: host, port: port))
        }
        try socket.listen()
        return socket
    }

    private static func reason(_ error: any Error) -> String {
        if case SocketError.failed(_, _, let message) = error { message } else { "\(error)" }
    }

    /// Answers from now on.
    public func start() {
        task.withLock { task in
            task =
                task
                ?? Task.detached { [self] in
                    do { try await run(on: SocketPool.make()) } catch {}
                }
        }
    }

    /// Sends readers what they have not seen, within a second, and ends.
    public func stop() {
        broadcast.close()
        let deadline = ContinuousClock.now + .seconds(1)
        while connections.load(ordering: .relaxed) > 0, ContinuousClock.now < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        task.withLock { $0?.cancel() }
    }

    private func run(on pool: some AsyncSocketPool) async throws {
        try await pool.prepare()
        let listener = try AsyncSocket(socket: socket, pool: pool)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            group.addTask { [broadcast] in
                while !Task.isCancelled {
                    try await Task.sleep(for: Broadcast.interval)
                    broadcast.tick()
                }
            }
            group.addTask { await self.accept(from: listener) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func accept(from listener: AsyncSocket) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                // A machine that has no descriptor left has one a little later.
                guard let client = try? await listener.accept() else {
                    try? await Task.sleep(for: .milliseconds(100))
                    continue
                }
                _ = fcntl(client.socket.file.rawValue, F_SETFD, FD_CLOEXEC)
                guard connections.load(ordering: .relaxed) < Self.mostConnections else {
                    _ = try? client.socket.write(
                        Reply(Request.Refusal(503, "Too many pages are open.")).bytes)
                    try? client.close()
                    continue
                }
                connections.add(1, ordering: .relaxed)
                group.addTask {
                    await self.serve(client)
                    try? client.close()
                    self.connections.subtract(1, ordering: .relaxed)
                }
            }
        }
    }

    private func serve(_ client: AsyncSocket) async {
        do {
            let (request, body) = try await within(Self.patience) { try await Self.request(from: client) }
            let reply = try answer(request, body)
            try await within(Self.patience) { try await client.write(reply.bytes) }
            if reply.body == nil { try await stream(to: client) }
        } catch let refusal as Request.Refusal {
            try? await within(.seconds(1)) { try await client.write(Reply(refusal).bytes) }
            await drain(client)
        } catch {
            // Who has gone, or sends and takes nothing, hears nothing.
        }
    }

    private static func request(from client: AsyncSocket) async throws -> (Request, [UInt8]) {
        var bytes: [UInt8] = []
        while true {
            if let (request, length) = try Request.head(in: bytes) {
                let end = length + (try request.bodyLength)
                while bytes.count < end { bytes += try await client.read(atMost: end - bytes.count) }
                return (request, Array(bytes[length..<end]))
            }
            bytes += try await client.read(atMost: 4096)
        }
    }

    /// Takes a little of what a refused client still sends: closing on it would take the refusal away again.
    private func drain(_ client: AsyncSocket) async {
        shutdown(client.socket.file.rawValue, Int32(SHUT_WR))
        try? await within(.milliseconds(500)) {
            for _ in 0..<16 where try await client.read(atMost: 4096).isEmpty { return }
        }
    }

    func answer(_ request: Request, _ body: [UInt8]) throws(Request.Refusal) -> Reply {
        if request.path == "/" || PageFiles.all[request.path] == nil {
            try entrance.check(request)
        } else {
            try entrance.checkPlace(request)
        }
        if request.path == "/wheel" { return try turnWheel(request, body) }
        guard request.method == "GET" else { throw Request.Refusal(405, "Only GET is answered here.") }
        if let file = PageFiles.all[request.path] { return file }
        switch request.path {
        case "/events": return .stream
        case "/moment":
            guard let text = request.query["step"], let step = Int(text),
                let moment = broadcast.moment(step: step)
            else {
                throw Request.Refusal(404, "Nothing was recorded of that step.")
            }
            return .json(moment)
        default: throw Request.Refusal(404, "There is no such page.")
        }
    }

    private func turnWheel(_ request: Request, _ body: [UInt8]) throws(Request.Refusal) -> Reply {
        guard request.method == "POST" else { throw Request.Refusal(405, "Only POST is answered here.") }
        guard let wheel else { throw Request.Refusal(404, "There is nothing to steer.") }
        // A form of another site cannot send this type without being asked first.
        guard request.headers["content-type"] == "application/json" else {
            throw Request.Refusal(415, "The body must be application/json.")
        }
        do {
            try wheel.turn(try WheelCommand(reading: body))
        } catch {
            // For a person to read, and no failure of the page's.
            return .json(PageText.object([("refused", PageText.quoted("\(error)"))]))
        }
        return .json("{}")
    }

    /// Frames until the reader or the run goes away. Who is slow finds the newest state in the place of frames that were
    /// missed.
    private func stream(to client: AsyncSocket) async throws {
        let reader = broadcast.join()
        defer { broadcast.leave(reader.number) }
        var last: Int?
        for await _ in reader.wakes {
            while let frame = broadcast.frame(after: last) {
                last = frame.number
                try await within(Self.patience) { try await client.write(frame.bytes) }
            }
        }
    }
}

/// What stands in the way of a live page.
public struct LiveError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// - Throws: `CancellationError` if it takes longer.
private func within<Result: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask(operation: body)
        group.addTask {
            try await Task.sleep(for: time)
            throw CancellationError()
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
