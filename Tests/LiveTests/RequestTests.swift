import Testing

@testable import Live

/// What is read of a request, and what is refused. RFC 9112 says what a request is.
@Suite struct RequestTests {
    private func head(_ text: String) throws -> Request? { try Request.head(in: Array(text.utf8))?.request }

    private func refusal(_ text: String) -> Int? {
        do { _ = try head(text)?.bodyLength } catch let error as Request.Refusal { return error.code } catch {
        }
        return nil
    }

    @Test func aRequestOfABrowser() throws {
        let text =
            "GET /events?token=1f&step=3&bare HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept:  */* \r\n\r\nbody"
        let found = try #require(try Request.head(in: Array(text.utf8)))
        #expect(found.request.method == "GET")
        #expect(found.request.path == "/events")
        #expect(found.request.query == ["token": "1f", "step": "3", "bare": ""])
        #expect(found.request.headers == ["host": "127.0.0.1:8080", "accept": "*/*"])
        #expect(found.length == text.utf8.count - 4)
        #expect(try found.request.bodyLength == 0)
    }

    @Test func aHeadThatHasNotEnded() throws {
        let text = "GET / HTTP/1.1\r\nHost: localhost\r\n"
        for count in 0...text.utf8.count { #expect(try head(String(text.prefix(count))) == nil) }
        #expect(try head(text + "\r\n") != nil)
    }

    @Test(arguments: [
        "GET /\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "get / HTTP/1.1\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n", "GET /é HTTP/1.1\r\n\r\n", "GET /?a=1&a=2 HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "\r\n\r\n", "GET\r\n\r\n",
    ])
    func malformedRequests(text: String) { #expect(refusal(text) == 400) }

    @Test func limits() {
        #expect(refusal("GET / HTTP/1.1\r\n" + String(repeating: "a", count: 9000)) == 431)
        #expect(refusal("GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 9000) + "\r\n\r\n") == 431)
        #expect(refusal("POST / HTTP/1.1\r\nContent-Length: 4097\r\n\r\n") == 413)
        #expect(refusal("POST / HTTP/1.1\r\nContent-Length: 4096\r\n\r\n") == nil)
        #expect(refusal("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") == 411)
    }
}
