/// What a browser asks: an HTTP/1.1 request without anything that this server has no use for.
struct Request: Equatable {
    var method: String
    var path: String
    /// The parameters behind the question mark, as they are written.
    var query: [String: String]
    /// By names in small letters. No name stands twice.
    var headers: [String: String]

    /// Why a request is not answered as it asks, with the code of HTTP.
    struct Refusal: Error, Equatable {
        var code: Int
        var reason: String

        init(_ code: Int, _ reason: String) {
            self.code = code
            self.reason = reason
        }

        static let malformed = Refusal(400, "The request is no HTTP/1.1 that this server reads.")
    }

    /// The bytes of a head, and of a body, that a client may send.
    static let mostHead = 8192
    static let mostBody = 4096

    /// Reads the head of a request.
    ///
    /// - Parameter bytes: what has come so far.
    /// - Returns: the request and how many bytes its head takes; nil if the head has not ended yet.
    /// - Throws: ``Refusal`` as soon as the head is too long or cannot be read.
    static func head(in bytes: [UInt8]) throws(Refusal) -> (request: Request, length: Int)? {
        let end = bytes.indices.first { bytes[$0...].starts(with: [13, 10, 13, 10]) }
        guard (end ?? bytes.count) <= mostHead else {
            throw Refusal(431, "The head of the request is longer than \(mostHead) bytes.")
        }
        guard let end else { return nil }
        // Bytes of other alphabets have no place in a head, and characters that steer none in a line.
        guard bytes[..<end].allSatisfy({ (32...126).contains($0) || $0 == 13 || $0 == 10 || $0 == 9 }) else {
            throw .malformed
        }
        var lines = String(decoding: bytes[..<end], as: UTF8.self).components(of: "\r\n")
        guard !lines.contains(where: { $0.utf8.contains(13) || $0.utf8.contains(10) }) else {
            throw .malformed
        }
        var request = try Request(line: lines.removeFirst())
        for line in lines { try request.add(header: line) }
        return (request, end + 4)
    }

    /// Such as "GET /events?token=1f HTTP/1.1".
    private init(line: String) throws(Refusal) {
        let words = line.components(of: " ")
        guard words.count == 3, ["HTTP/1.1", "HTTP/1.0"].contains(words[2]), words[1].hasPrefix("/"),
            (1...16).contains(words[0].utf8.count),
            words[0].utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { throw .malformed }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        method = words[0]
        path = String(target[0])
        query = [:]
        headers = [:]
        guard target.count > 1 else { return }
        for part in target[1].split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(pair[0])
            guard query[name] == nil else { throw .malformed }
            query[name] = pair.count > 1 ? String(pair[1]) : ""
        }
    }

    private mutating func add(header line: String) throws(Refusal) {
        guard let colon = line.firstIndex(of: ":") else { throw .malformed }
        let name = line[..<colon].lowercased()
        // A space before the colon, or a line that goes on with the one before, has hidden headers from others.
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 32 }), headers[name] == nil else { throw .malformed }
        headers[name] = line[line.index(after: colon)...].trimmingSpaces
    }

    /// The bytes of the body.
    ///
    /// - Throws: ``Refusal`` for one that is too long, or whose length is not said.
    var bodyLength: Int {
        get throws(Refusal) {
            guard headers["transfer-encoding"] == nil else {
                throw Refusal(411, "A body must say its length.")
            }
            guard let text = headers["content-length"] else { return 0 }
            guard text.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(text) else {
                throw .malformed
            }
            guard length <= Self.mostBody else {
                throw Refusal(413, "The body is longer than \(Self.mostBody) bytes.")
            }
            return length
        }
    }
}

extension StringProtocol {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
    }

    fileprivate var trimmingSpaces: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
