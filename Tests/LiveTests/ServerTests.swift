import Foundation
import Records
import Synchronization
import Testing

@testable import Live

/// The server, asked over sockets as a browser asks.
@Suite(.serialized) final class ServerTests {
    private let broadcast = Broadcast()
    private let wheel = RecordingWheel()
    private let server: Server
    private let port: UInt16

    init() throws {
        server = try Server(showing: broadcast, steering: wheel)
        port = try #require(URLComponents(string: server.address)?.port.map { UInt16($0) })
        server.start()
    }

    deinit { server.stop() }

    private var token: String { "?token=\(server.entrance.token)" }

    /// Everything that is answered until the connection closes.
    private func ask(_ text: String) async throws -> (code: Int, head: String, body: String) {
        let answer = await (try Client(port)).ask(text)
        let parts = answer.components(separatedBy: "\r\n\r\n")
        return (
            Int(answer.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0, parts[0],
            parts.dropFirst().joined(separator: "\r\n\r\n")
        )
    }

    private func get(_ target: String, _ lines: String...) async throws -> (
        code: Int, head: String, body: String
    ) {
        try await ask(
            (["GET \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + lines).joined(separator: "\r\n")
                + "\r\n\r\n")
    }

    private func post(_ body: String, type: String = "application/json") async throws -> (
        code: Int, head: String, body: String
    ) {
        try await ask(
            "POST /wheel\(token) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    @Test func thePageAndItsFiles() async throws {
        let page = try await get("/\(token)")
        #expect(page.code == 200)
        #expect(page.body.hasPrefix("<!doctype html>"))
        #expect(
            page.head.contains(
                "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'"))
        // Neither scripts nor styles nor handlers stand in the page.
        #expect(
            !page.body.contains("<style") && !page.body.contains("style=")
                && !page.body.contains(#/ on[a-z]+=/#))
        #expect(page.body.matches(of: /<script src="[a-z]+\.js" defer><\/script>/).count == 4)
        #expect(page.body.components(separatedBy: "<script").count == 5)
        var bytes = 0
        for (path, file) in PageFiles.all {
            bytes += file.body?.count ?? 0
            if path != "/" { #expect(try await get(path).code == 200) }
        }
        #expect(bytes < 150_000)
        #expect(PageFiles.all.count == 6)
    }

    @Test func whoIsNotLetIn() async throws {
        #expect(try await get("/").code == 403)
        #expect(try await get("/?token=0").code == 403)
        #expect(try await get("/events").code == 403)
        #expect(try await get("/\(token)", "Origin: http://evil.example").code == 403)
        #expect(try await ask("GET /\(token) HTTP/1.1\r\nHost: evil.example\r\n\r\n").code == 403)
        #expect(try await get("/live.js", "Sec-Fetch-Site: cross-site").code == 403)
        for path in [
            "/etc/passwd", "/../Package.swift", "/Page/live.js", "/live.js/", "//live.js", "/%6cive.js",
        ] {
            #expect(try await get(path + token).code == 404)
        }
        #expect(try await ask("HEAD /\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n").code == 405)
        #expect(try await ask("junk\r\n\r\n").code == 400)
        #expect(try await get("/moment\(token)&step=x").code == 404)
    }

    @Test func theWheel() async throws {
        #expect(try await post(#"{"do": "pause"}"#).body == "{}")
        #expect(try await post(#"{"do": "speed", "value": 10}"#).code == 200)
        #expect(try await post(#"{"do": "speed", "value": null}"#).code == 200)
        #expect(try await post(#"{"do": "change", "key": "penalty.r1", "value": 2.5}"#).code == 200)
        #expect(
            wheel.commands.withLock { $0 } == [
                .pause, .speed(10), .speed(nil), .change(key: "penalty.r1", value: 2.5),
            ])
        for body in [
            "", "{", "[]", "{}", #"{"do": "fly"}"#, #"{"do": "speed"}"#, #"{"do": "change", "key": 1}"#,
        ] {
            #expect(try await post(body).body.contains("refused"))
        }
        #expect(try await post(#"{"do": "go"}"#, type: "text/plain").code == 415)
        #expect(try await get("/wheel\(token)").code == 405)
        #expect(wheel.commands.withLock { $0.count } == 4)
    }

    @Test func framesOfAStream() async throws {
        broadcast.replace { $0.head.title = "first" }
        let client = try Client(port)
        client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let first = await client.receive { $0.contains("\n\n") && $0.contains("event: state") }
        #expect(first.contains("Content-Type: text/event-stream"))
        #expect(first.contains("first"))
        broadcast.change(.head) { $0.head.title = "second" }
        #expect(
            await client.receive { $0.contains("event: change") && $0.contains("second") }.contains("second"))
        await blocking { [server] in server.stop() }
        #expect(await client.receive { $0.contains("event: end") }.contains("event: end"))
    }

    /// Whoever never reads does not keep the one who tells waiting, and others hear everything.
    @Test func aReaderWhoDoesNotRead() async throws {
        let (slow, quick) = (try Client(port, buffer: 1024), try Client(port))
        for client in [slow, quick] {
            client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }
        _ = await quick.receive { $0.contains("event: state") }
        let start = ContinuousClock.now
        for step in 1...2000 {
            broadcast.change(.notes, .head) { show in
                show.head.step = step
                show.note(String(repeating: "x", count: 10_000))
            }
        }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(await quick.receive { $0.contains(#""step":2000"#) }.contains(#""step":2000"#))
    }

    /// Connections beyond the limit are refused, and those who go make room.
    @Test func tooManyConnections() async throws {
        var clients = try (0..<Server.mostConnections).map { _ in try Client(port) }
        for client in clients { client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n") }
        for client in clients { _ = await client.receive { $0.contains("event: state") } }
        #expect(try await get("/live.js").code == 503)
        clients = []
        let end = ContinuousClock.now + .seconds(15)
        var code = 0
        while code != 200, ContinuousClock.now < end {
            // Writing shows who has gone.
            broadcast.change(.head) { $0.head.step += 1 }
            try await Task.sleep(for: .milliseconds(100))
            code = (try? await get("/live.js").code) ?? 0
        }
        #expect(code == 200)
    }

    @Test func placesThatCannotBeHad() async throws {
        #expect(throws: LiveError.self) { _ = try Server(port: port, showing: broadcast) }
        #expect(throws: LiveError.self) { _ = try Server(host: "example.org", showing: broadcast) }
        #expect(throws: LiveError.self) { _ = try Server(host: "192.0.2.1", showing: broadcast) }
        let other = try Server(host: "::1", showing: broadcast)
        #expect(other.address.hasPrefix("http://[::1]:"))
    }
}

private final class RecordingWheel: Wheel {
    let commands = Mutex<[WheelCommand]>([])

    func turn(_ command: WheelCommand) throws { commands.withLock { $0.append(command) } }
}

/// A socket to the server, plain and blocking.
private final class Client: @unchecked Sendable {
    private let socket: Int32
    private var heard = ""

    struct Refused: Error {}

    init(_ port: UInt16, buffer: Int32? = nil) throws {
        #if os(Linux)
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        if var buffer {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var time = timeval(tv_sec: 15, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Refused() }
    }

    deinit { close(socket) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Reads until something has been heard, counted from the last time, or the connection is closed.
    func receive(_ isEnough: @escaping @Sendable (String) -> Bool) async -> String {
        await blocking { [self] in
            heard = ""
            var buffer = [UInt8](repeating: 0, count: 65536)
            while !isEnough(heard) {
                let count = recv(socket, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                heard += String(decoding: buffer[..<count], as: UTF8.self)
            }
            return heard
        }
    }

    func ask(_ text: String) async -> String {
        send(text)
        return await receive { _ in false }
    }
}

/// On a thread of its own: those of the tests are few, and the server works on them, too.
private func blocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
