import Foundation

/// What is answered. Every reply closes its connection, so that no request can hide behind another.
struct Reply: Sendable {
    var code: Int
    var type: String
    /// Nil for a stream without an end.
    var body: [UInt8]?

    init(_ code: Int = 200, _ type: String, _ body: [UInt8]?) {
        self.code = code
        self.type = type
        self.body = body
    }

    static func json(_ text: String) -> Reply { Reply(200, "application/json", Array(text.utf8)) }

    init(_ refusal: Request.Refusal) {
        self.init(refusal.code, "text/plain; charset=utf-8", Array((refusal.reason + "\n").utf8))
    }

    static let stream = Reply(200, "text/event-stream", nil)

    /// What a browser may do with it. Scripts and styles come from here and nowhere else, and none stands in the page.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let phrases = [
        200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        411: "Length Required", 413: "Content Too Large", 415: "Unsupported Media Type",
        431: "Request Header Fields Too Large", 503: "Service Unavailable",
    ]

    /// Head and body.
    var bytes: Data {
        var lines = [
            "HTTP/1.1 \(code) \(Self.phrases[code] ?? "Refused")", "Content-Type: \(type)",
            "Connection: close", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin", "Content-Security-Policy: \(Self.policy)",
        ]
        if let body { lines.append("Content-Length: \(body.count)") }
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + Data(body ?? [])
    }
}
