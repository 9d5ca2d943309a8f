/// Who may look at the page, and who may steer. A page of another site that a browser shows at the same time must not
/// get in: neither by sending a request, nor by a name whose address has been changed to this machine.
struct Entrance: Sendable {
    /// In the address that was printed, and known to nobody else.
    let token: String
    /// What this machine calls itself.
    let machine: String

    /// - Parameter machine: such as "node17.cluster".
    init(token: String = Self.newToken(), machine: String) {
        self.token = token
        self.machine = machine.lowercased()
    }

    /// 128 random bits of the system.
    static func newToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// - Throws: ``Request/Refusal`` for somebody who has come by another name, from another page, or without the token.
    func check(_ request: Request) throws(Request.Refusal) {
        try checkPlace(request)
        guard Self.areEqual(request.query["token"] ?? "", token) else {
            throw Request.Refusal(
                403, "The token is missing or wrong: open the address that gantrain printed.")
        }
    }

    /// The same without the token, for files that are in everybody's copy of the program.
    func checkPlace(_ request: Request) throws(Request.Refusal) {
        guard let host = request.headers["host"], isOwn(host) else {
            throw Request.Refusal(
                403, "This server is not known by that name. Use the address that gantrain printed.")
        }
        if let origin = request.headers["origin"], origin.lowercased() != "http://\(host.lowercased())" {
            throw Request.Refusal(403, "Another site asks in your browser's name.")
        }
        if let site = request.headers["sec-fetch-site"], !["same-origin", "none"].contains(site),
            request.path != "/"
        {
            throw Request.Refusal(403, "Another site asks in your browser's name.")
        }
    }

    /// Whether a `Host` header can mean this machine and nothing that somebody else has named: an address in digits,
    /// `localhost`, or the machine's name. The port may belong to a tunnel.
    private func isOwn(_ host: String) -> Bool {
        var name = host.lowercased()[...]
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return false }
            let address = name[name.index(after: name.startIndex)..<end]
            return isPort(name[name.index(after: end)...]) && address.utf8.allSatisfy(Self.isOfIPv6)
        }
        if let colon = name.firstIndex(of: ":") {
            guard isPort(name[colon...]) else { return false }
            name = name[..<colon]
        }
        let short = machine.prefix { $0 != "." }
        return name == "localhost" || (!machine.isEmpty && (name == machine || name == short))
            || Self.isIPv4(name)
    }

    private func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.hasPrefix(":") && UInt16(text.dropFirst()) != nil)
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isOfIPv6(_ byte: UInt8) -> Bool {
        byte == 58 || byte == 46 || (48...57).contains(byte) || (97...102).contains(byte)
    }

    /// In a time that does not tell how far they agree.
    private static func areEqual(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
