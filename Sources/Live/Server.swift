import Foundation
import Synchronization

/// Serves the page on one address. Everything that a client sends has a limit: how long, how much, and how many at once.
///
/// It has its own threads: one for the address and the frames, one for each connection. Nobody who trains waits for
/// it, and it does not wait for those who keep the threads of asynchronous tasks busy.
public final class Server: Sendable {
    /// Connections at once, and how long a client may take to send a request or to take a frame.
    static let mostConnections = 64
    private let patience: Duration
    /// Of the thread of a connection. Systems count it as memory.
    private static let stackBytes = 1 << 19

    /// What to open in a browser, with the token.
    public let address: String
    let entrance: Entrance
    private let listener: Listener
    private let broadcast: Broadcast
    private let wheel: (any Wheel)?
    private let connections = Atomic<Int>(0)
    private let hasStarted = Atomic<Bool>(false)
    private let isOver = Atomic<Bool>(false)

    /// Listens from now on; ``start()`` begins to answer.
    ///
    /// - Parameters:
    ///   - host: an IP address of this machine.
    ///   - port: 0 for one that is free.
    ///   - wheel: nil if nothing can be steered.
    /// - Throws: ``LiveError`` if that cannot be had.
    public convenience init(
        host: String = "127.0.0.1", port: UInt16 = 0, showing broadcast: Broadcast,
        steering wheel: (any Wheel)? = nil
    ) throws {
        try self.init(host: host, port: port, showing: broadcast, steering: wheel, patience: .seconds(10))
    }

    init(
        host: String = "127.0.0.1", port: UInt16 = 0, showing broadcast: Broadcast,
        steering wheel: (any Wheel)? = nil, patience: Duration
    ) throws {
        self.patience = patience
        self.broadcast = broadcast
        self.wheel = wheel
        entrance = Entrance(machine: ProcessInfo.processInfo.hostName)
        listener = try Listener(host, port)
        address = "http://\(listener.name)/?token=\(entrance.token)"
    }

    /// Answers from now on.
    public func start() {
        guard !hasStarted.exchange(true, ordering: .relaxed) else { return }
        let thread = Thread { [self] in attend() }
        thread.name = "live page"
        thread.start()
    }

    /// Sends readers what they have not seen, within a second, and ends.
    public func stop() {
        broadcast.close()
        let deadline = ContinuousClock.now + .seconds(1)
        while connections.load(ordering: .relaxed) > 0, ContinuousClock.now < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        isOver.store(true, ordering: .relaxed)
    }

    /// Lets clients in, and makes frames.
    private func attend() {
        var nextFrame = ContinuousClock.now
        while !isOver.load(ordering: .relaxed) {
            if let client = listener.accept(until: nextFrame) { admit(client) }
            let now = ContinuousClock.now
            guard now >= nextFrame else { continue }
            broadcast.tick()
            nextFrame = now + Broadcast.interval
        }
    }

    private func admit(_ client: Connection) {
        guard connections.load(ordering: .relaxed) < Self.mostConnections else {
            // An empty socket takes so little at once.
            try? client.write(Reply(Request.Refusal(503, "Too many pages are open.")).bytes, until: .now)
            return client.close()
        }
        connections.add(1, ordering: .relaxed)
        let thread = Thread { [self] in
            serve(client)
            client.close()
            connections.subtract(1, ordering: .relaxed)
        }
        thread.stackSize = Self.stackBytes
        thread.start()
    }

    private func serve(_ client: Connection) {
        do {
            let (request, body) = try request(from: client)
            let reply = try answer(request, body)
            try client.write(reply.bytes, until: .now + patience)
            if reply.body == nil { try stream(to: client) }
        } catch let refusal as Request.Refusal {
            try? client.write(Reply(refusal).bytes, until: .now + .seconds(1))
            client.drain(until: .now + .milliseconds(500))
        } catch {
            // Who has gone, or sends and takes nothing, hears nothing.
        }
    }

    private func request(from client: Connection) throws -> (Request, [UInt8]) {
        let deadline = ContinuousClock.now + patience
        var bytes: [UInt8] = []
        while true {
            if let (request, length) = try Request.head(in: bytes) {
                let end = length + (try request.bodyLength)
                while bytes.count < end {
                    bytes += try client.read(atMost: end - bytes.count, until: deadline)
                }
                return (request, Array(bytes[length..<end]))
            }
            bytes += try client.read(atMost: 4096, until: deadline)
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
    private func stream(to client: Connection) throws {
        let reader = broadcast.join()
        defer { broadcast.leave(reader) }
        var last: Int?
        while true {
            // Asked before the frames, of which the last one tells the end.
            let hasEnded = broadcast.hasEnded
            while let frame = broadcast.frame(after: last) {
                last = frame.number
                try client.write(frame.bytes, until: .now + patience)
            }
            if hasEnded { return }
            reader.wake.wait()
        }
    }
}

/// What stands in the way of a live page.
public struct LiveError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
