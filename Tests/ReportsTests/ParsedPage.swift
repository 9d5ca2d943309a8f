import Foundation
import FoundationXML
import Testing

/// A page as libxml2 reads it: it is well-formed, or nothing is read.
struct ParsedPage {
    private let document: XMLDocument

    init(_ html: String) throws {
        document = try XMLDocument(data: Data(html.dropFirst("<!DOCTYPE html>\n".count).utf8))
    }

    func elements(_ path: String) throws -> [XMLElement] {
        try document.nodes(forXPath: path).compactMap { $0 as? XMLElement }
    }

    func texts(_ path: String) throws -> [String] {
        try document.nodes(forXPath: path).map { $0.stringValue ?? "" }
    }

    /// What every page must be: names occur once, labels lead somewhere, nothing is fetched.
    func expectSound(_ html: String) throws {
        let ids = try texts("//@id")
        #expect(Set(ids).count == ids.count)
        let known = Set(ids)
        for name in try texts("//@aria-labelledby").flatMap({ $0.split(separator: " ") })
            + texts("//@for").map({ $0[...] })
        {
            #expect(known.contains(String(name)), "\(name)")
        }
        #expect(
            try texts("//a/@href").allSatisfy { $0.hasPrefix("#") && known.contains(String($0.dropFirst())) })
        #expect(try texts("//@src").allSatisfy { $0.hasPrefix("data:image/png;base64,") })
        #expect(try texts("//img/@alt").count == texts("//img").count)
        #expect(try texts("//th").count == texts("//th/@scope").count)
        #expect(try elements("//link | //iframe | //object | //embed | //script[@src]").isEmpty)
        #expect(try elements("//script").count == 1)
        for address in ["http:", "https:", "//www", "@import"] {
            #expect(!html.contains(address), "\(address)")
        }
        #expect(html.matches(of: /url\(([^)]*)\)/).allSatisfy { $0.1.hasPrefix("#") })
    }
}
