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
    private func names(_ key: String) throws -> [String] {
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
        let names = try names(key)
        #expect(names.count > 3)
        for name in names {
            #expect(all.contains("`\(name)`") || all.contains("\"kind\": \"\(name)\""), "\(key): \(name)")
        }
    }

    @Test func theIndexNamesEveryPage() throws {
        let index = try String(contentsOfFile: projectFolder + "/docs/methods.md", encoding: .utf8)
        #expect(Self.pages.count > 15)
        for page in Self.pages { #expect(index.contains("(methods/\(page))"), "\(page)") }
    }
}
