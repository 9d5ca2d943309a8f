import Testing

@testable import Live

/// Who gets in. The names are those of an attack by DNS rebinding: a name of somebody else's that leads here.
@Suite struct EntranceTests {
    private let entrance = Entrance(token: "5eed", machine: "node17.cluster")

    private func refusal(_ lines: String..., target: String = "/events?token=5eed") -> Int? {
        let text = (["GET \(target) HTTP/1.1"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
        do {
            try entrance.check(try #require(try Request.head(in: Array(text.utf8))).request)
            return nil
        } catch { return (error as? Request.Refusal)?.code }
    }

    @Test(arguments: [
        "127.0.0.1:4000", "localhost:8000", "LOCALHOST", "[::1]:80", "192.168.1.7:1", "node17",
        "node17.cluster:9",
        "Node17.Cluster",
    ])
    func ownNames(host: String) { #expect(refusal("Host: \(host)") == nil) }

    @Test(arguments: [
        "evil.example", "evil.example:4000", "127.0.0.1.evil.example", "localhost.evil.example", "",
        "node17.evil",
        "127.0.0.1:4000:80", "127.0.0.1:99999", "[::1", "[evil]", "[::1]evil", "1.2.3", "256.0.0.1",
        "0x7f.0.0.1",
        "localhost:4000@evil",
    ])
    func namesOfOthers(host: String) { #expect(refusal("Host: \(host)") == 403) }

    @Test func aRequestWithoutAName() { #expect(refusal() == 403) }

    @Test func origins() {
        #expect(refusal("Host: localhost:80", "Origin: http://localhost:80") == nil)
        for origin in [
            "http://evil.example", "null", "https://localhost:80", "http://localhost:81", "http://localhost",
        ] {
            #expect(refusal("Host: localhost:80", "Origin: \(origin)") == 403)
        }
        #expect(refusal("Host: localhost", "Sec-Fetch-Site: cross-site") == 403)
        #expect(refusal("Host: localhost", "Sec-Fetch-Site: same-site") == 403)
        #expect(refusal("Host: localhost", "Sec-Fetch-Site: same-origin") == nil)
        // A link in a mail leads to the page itself.
        #expect(refusal("Host: localhost", "Sec-Fetch-Site: cross-site", target: "/?token=5eed") == nil)
    }

    @Test(arguments: [
        "/events", "/events?token=", "/events?token=5eee", "/events?token=5eed0", "/events?Token=5eed",
    ])
    func wrongTokens(target: String) { #expect(refusal("Host: localhost", target: target) == 403) }

    /// 128 bits, and no two alike.
    @Test func tokens() {
        let tokens = (0..<100).map { _ in Entrance.newToken() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }
}
