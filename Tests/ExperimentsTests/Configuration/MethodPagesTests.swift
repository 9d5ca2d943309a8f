import TestSupport
import Foundation
import Settings
import Testing

@testable import Experiments

@Suite struct MethodPagesTests {
    private static let folder = projectFolder + "/docs/methods"

    private static var pages: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
    }

    private static func text(of page: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(page)", encoding: .utf8)
    }

    /// What a configuration can call a method.
    static func names(_ key: String) throws -> [String] {
        let properties = ExperimentConfiguration.schema.objectValue?["properties"]?.objectValue
        let schema = try #require(properties?[key]?.objectValue)
        if let names = schema["enum"]?.listValue { return names.compactMap(\.textValue) }
        let variants = schema["oneOf"] ?? schema["items"]?.objectValue?["oneOf"]
        return try #require(variants?.listValue).compactMap { variant in
            variant.objectValue?["properties"]?.objectValue?["kind"]?.objectValue?["const"]?.textValue
        }
    }

    @Test(arguments: ["penalties", "fieldMethods", "scheme", "objective"])
    func everyMethodHasAPage(key: String) throws {
        let all = try Self.pages.map(Self.text).joined()
        let names = try Self.names(key)
        #expect(names.count > 3)
        for name in names {
            #expect(all.contains("`\(name)`") || all.contains("\"kind\": \"\(name)\""), "\(key): \(name)")
        }
    }

    @Test(arguments: pages.filter { $0 != "costs.md" })
    func aPageSaysWhatAReaderNeeds(page: String) throws {
        let text = try Self.text(of: page)
        #expect(text.contains("arxiv.org/abs/"), "a source")
        #expect(text.contains("[Cost](costs.md): "))
        #expect(text.contains("**Where it fails.**") || text.contains("**Where they fail.**"))
        let pictures = text.components(separatedBy: "](").dropFirst().map { $0.prefix { $0 != ")" } }
            .filter { $0.hasSuffix(".png") }
        #expect(!pictures.isEmpty)
        for picture in pictures {
            #expect(FileManager.default.fileExists(atPath: "\(Self.folder)/\(picture)"), "\(picture)")
        }
    }

    /// What `scripts/method-costs` counted stands on the page of each method.
    @Test func costsArePerPageThoseOfTheTable() throws {
        let rows = try Self.text(of: "costs.md").split(separator: "\n").filter { $0.hasPrefix("| [") }
        #expect(rows.count > 15)
        for row in rows {
            let page = try #require(row.components(separatedBy: "](").last?.prefix { $0 != ")" })
            let layers = try #require(row.split(separator: "|").dropFirst().first).drop { $0 == " " }
            let cost = try #require(
                try Self.text(of: "\(page)").components(separatedBy: "[Cost](costs.md): ").last)
            let numbers = cost.prefix { $0 != "\n" }.split { !$0.isNumber }
            #expect(numbers.contains(layers.prefix { $0 != " " }), "\(page): \(layers) layers")
        }
    }

    @Test func theIndexNamesEveryPage() throws {
        let index = try String(contentsOfFile: projectFolder + "/docs/methods.md", encoding: .utf8)
        #expect(Self.pages.count > 15)
        for page in Self.pages { #expect(index.contains("(methods/\(page))"), "\(page)") }
    }
}
