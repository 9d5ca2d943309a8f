import Foundation
import Records
import Synchronization
import Testing

@testable import Live

/// The server, asked over sockets as a browser asks. These tests wait on the threads they run on, and the server has its
/// own: what other tests do meanwhile keeps neither waiting.
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
    private func ask(_ text: String) throws -> (code: Int, head: String, body: String) {
        let answer = try Client(port).ask(text)
        let parts = answer.components(separatedBy: "\r\n\r\n")
        return (
            Int(answer.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0, parts[0],
            parts.dropFirst().joined(separator: "\r\n\r\n")
        )
    }

    private func get(_ target: String, _ lines: String...) throws -> (
        code: Int, head: String, body: String
    ) {
        try ask(
            (["GET \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + lines).joined(separator: "\r\n")
                + "\r\n\r\n")
    }

    private func post(_ body: String, type: String = "application/json") throws -> (
        code: Int, head: String, body: String
    ) {
        try ask(
            "POST /wheel\(token) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    @Test func thePageAndItsFiles() throws {
        let page = try get("/\(token)")
        #expect(page.code == 200)
        #expect(page.body.hasPrefix("<!doctype html>"))
        #expect(
            page.head.contains(
                "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'"))
        // Neither scripts nor styles nor handlers stand in the page.
        #expect(
            !page.body.contains("<style") && !page.body.contains("style=")
                && !page.body.contains(#/ on[a-z]+=/#))
        // What the page asks for is what there is.
        let scripts = page.body.matches(of: /<script src="([a-z]+\.js)" defer><\/script>/).map { "/\($0.1)" }
        #expect(Set(scripts + ["/", "/live.css"]) == Set(PageFiles.all.keys))
        #expect(page.body.components(separatedBy: "<script").count == scripts.count + 1)
        var bytes = 0
        for (path, file) in PageFiles.all {
            bytes += file.body?.count ?? 0
            if path != "/" { #expect(try get(path).code == 200) }
        }
        #expect(bytes < 150_000)
    }

    @Test func whoIsNotLetIn() throws {
        #expect(try get("/").code == 403)
        #expect(try get("/?token=0").code == 403)
        #expect(try get("/events").code == 403)
        #expect(try get("/\(token)", "Origin: http://evil.example").code == 403)
        #expect(try ask("GET /\(token) HTTP/1.1\r\nHost: evil.example\r\n\r\n").code == 403)
        #expect(try get("/live.js", "Sec-Fetch-Site: cross-site").code == 403)
        for path in [
            "/etc/passwd", "/../Package.swift", "/Page/live.js", "/live.js/", "//live.js", "/%6cive.js",
        ] {
            #expect(try get(path + token).code == 404)
        }
        #expect(try ask("HEAD /\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n").code == 405)
        #expect(try ask("junk\r\n\r\n").code == 400)
        #expect(try get("/moment\(token)&step=x").code == 404)
    }

    @Test func theWheel() throws {
        #expect(try post(#"{"do": "pause"}"#).body == "{}")
        #expect(try post(#"{"do": "speed", "value": 10}"#).code == 200)
        #expect(try post(#"{"do": "speed", "value": null}"#).code == 200)
        #expect(try post(#"{"do": "change", "key": "penalty.r1", "value": 2.5}"#).code == 200)
        #expect(
            wheel.commands.withLock { $0 } == [
                .pause, .speed(10), .speed(nil), .change(key: "penalty.r1", value: 2.5),
            ])
        for body in [
            "", "{", "[]", "{}", #"{"do": "fly"}"#, #"{"do": "speed"}"#, #"{"do": "change", "key": 1}"#,
        ] {
            #expect(try post(body).body.contains("refused"))
        }
        #expect(try post(#"{"do": "go"}"#, type: "text/plain").code == 415)
        #expect(try get("/wheel\(token)").code == 405)
        #expect(wheel.commands.withLock { $0.count } == 4)
    }

    @Test func framesOfAStream() throws {
        broadcast.replace { $0.head.title = "first" }
        let client = try Client(port)
        client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let first = client.receive { $0.contains("\n\n") && $0.contains("event: state") }
        #expect(first.contains("Content-Type: text/event-stream"))
        #expect(first.contains("first"))
        broadcast.change(.head) { $0.head.title = "second" }
        #expect(
            client.receive { $0.contains("event: change") && $0.contains("second") }.contains("second"))
        server.stop()
        #expect(client.receive { $0.contains("event: end") }.contains("event: end"))
    }

    /// Whoever never reads does not keep the one who tells waiting, and others hear everything. The server waits for a
    /// client longer than a busy machine can take for the rest.
    @Test func aReaderWhoDoesNotRead() throws {
        let patience = Duration.seconds(600)
        let server = try Server(showing: broadcast, patience: patience)
        server.start()
        defer { server.stop() }
        let port = try #require(URLComponents(string: server.address)?.port.map { UInt16($0) })
        let (slow, quick) = (try Client(port, buffer: 1024), try Client(port))
        for client in [slow, quick] {
            client.send("GET /events?token=\(server.entrance.token) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }
        _ = quick.receive { $0.contains("event: state") }
        let start = ContinuousClock.now
        for step in 1...2000 {
            broadcast.change(.notes, .head) { show in
                show.head.step = step
                show.note(String(repeating: "x", count: 10_000))
            }
        }
        #expect(quick.receive { $0.contains(#""step":2000"#) }.contains(#""step":2000"#))
        #expect(ContinuousClock.now - start < patience)
        _ = slow
    }

    /// Connections beyond the limit are refused, and those who go make room.
    @Test func tooManyConnections() throws {
        var clients = try (0..<Server.mostConnections).map { _ in try Client(port) }
        for client in clients { client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n") }
        for client in clients { _ = client.receive { $0.contains("event: state") } }
        #expect(try get("/live.js").code == 503)
        clients = []
        let end = ContinuousClock.now + .seconds(60)
        var code = 0
        while code != 200, ContinuousClock.now < end {
            // Writing shows who has gone.
            broadcast.change(.head) { $0.head.step += 1 }
            Thread.sleep(forTimeInterval: 0.1)
            code = (try? get("/live.js").code) ?? 0
        }
        #expect(code == 200)
    }

    /// Asynchronous tasks share a few threads. The server needs none of them.
    @Test func allThreadsOfTasksAreBusy() throws {
        let release = DispatchSemaphore(value: 0)
        let busy = 4 * ProcessInfo.processInfo.activeProcessorCount
        for _ in 0..<busy { Task.detached { _ = release.wait(timeout: .now() + 60) } }
        defer { for _ in 0..<busy { release.signal() } }
        #expect(try get("/\(token)").code == 200)
        let client = try Client(port)
        client.send("GET /events\(token) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = client.receive { $0.contains("event: state") }
        broadcast.change(.head) { $0.head.title = "news" }
        #expect(client.receive { $0.contains("news") }.contains("news"))
    }

    /// A client that sends its request bit by bit, or only a part of it, is let go.
    @Test(arguments: [
        "GET /live.js HTTP/1.1\r\nHost: local", "POST /wheel HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
    ])
    func aClientThatDoesNotGoOn(start: String) throws {
        let server = try Server(showing: broadcast, patience: .milliseconds(200))
        server.start()
        defer { server.stop() }
        let client = try Client(try #require(URLComponents(string: server.address)?.port.map { UInt16($0) }))
        let begin = ContinuousClock.now
        client.send(start)
        #expect(client.receive { _ in false } == "")
        #expect(ContinuousClock.now - begin >= .milliseconds(200))
    }

    @Test func placesThatCannotBeHad() throws {
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
private final class Client {
    private let socket: Int32

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
        var time = timeval(tv_sec: 60, tv_usec: 0)
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
    func receive(_ isEnough: (String) -> Bool) -> String {
        var heard = ""
        var buffer = [UInt8](repeating: 0, count: 65536)
        while !isEnough(heard) {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            heard += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return heard
    }

    func ask(_ text: String) -> String {
        send(text)
        return receive { _ in false }
    }
}
