import Foundation
import Settings
import Storage
import SystemPackage
import Text

/// Finding and reading a configuration file, and changing single keys of it.
public enum ConfigurationFile {
    /// Reads a configuration and applies changes to it.
    ///
    /// - Parameters:
    ///   - name: a path; one that is not found as given is looked for in `configs/` of each of `folders`.
    ///   - changes: values to set, by key path.
    /// - Throws: ``FileError``, ``ConfigurationSyntaxError``, `JSONPathError` or `ConfigurationError`.
    public static func read(
        _ name: String, lookingIn folders: [String], changes: [(path: JSONPath, value: JSONValue)] = []
    ) throws -> ExperimentConfiguration.Resolved {
        let path = try find(name, lookingIn: folders)
        var document = try parse(try contents(of: path), name: path.string)
        for change in changes { try document.set(change.value, at: change.path) }
        return try ExperimentConfiguration.read(document, name: path.string)
    }

    private static func find(_ name: String, lookingIn folders: [String]) throws -> FilePath {
        let candidates =
            [FilePath(name)]
            + (name.hasPrefix("/") ? [] : folders.map { FilePath($0).appending("configs").appending(name) })
        if let found = candidates.first(where: Files.exists) {
            guard let inside = try? FileManager.default.contentsOfDirectory(atPath: found.string) else {
                return found
            }
            let files = inside.filter { $0.hasSuffix(".json") }.sorted()
            throw FileError(
                .configure, name, "it is a folder",
                advice: files.isEmpty ? nil : "It has: \(files.joined(separator: ", "))")
        }
        throw FileError(
            .configure, name, "no such file, neither here nor in configs/",
            advice: advice(for: name, among: shipped(in: folders)))
    }

    /// The configurations below `configs/` of the first of the folders that has it.
    private static func shipped(in folders: [String]) -> [String] {
        let paths = folders.lazy.compactMap { folder in
            try? FileManager.default.subpathsOfDirectory(
                atPath: FilePath(folder).appending("configs").string)
        }.first
        return (paths ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    private static func advice(for name: String, among paths: [String]) -> String? {
        // Whoever leaves out the folder or the ending, or names the wrong folder, means the file of that name.
        let wanted = FilePath(name).lastComponent?.string ?? name
        let elsewhere = paths.first { path in
            let last = FilePath(path).lastComponent?.string
            return last == wanted || last == wanted + ".json"
        }
        if let nearest = elsewhere ?? Spelling.nearest(to: name, among: paths) {
            return "Did you mean \(nearest)?"
        }
        let entries = paths.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? path }
        let names = Set(entries).sorted()
        return names.isEmpty ? nil : "configs/ has: \(names.joined(separator: ", "))"
    }

    private static func contents(of path: FilePath) throws(FileError) -> Data {
        do { return try Files.read(path) } catch { throw FileError(.configure, error.path, error.reason) }
    }

    package static func parse(_ bytes: Data, name: String) throws -> JSONDocument {
        do { return try JSONDocument.parse(bytes: bytes) } catch {
            throw ConfigurationSyntaxError(file: name, error: error)
        }
    }

    /// A change written as `key.path=value`. The value is JSON, or text where it is none.
    ///
    /// - Returns: nil if there is no `=` or no key.
    public static func change(_ text: String) -> (path: JSONPath, value: JSONValue)? {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        let value = String(text[text.index(after: equals)...])
        return (JSONPath(String(text[..<equals])), (try? JSONValue.parse(value)) ?? .string(value))
    }
}

/// A configuration that is not JSON.
public struct ConfigurationSyntaxError: Error, Equatable, CustomStringConvertible {
    public let file: String
    public let error: JSONSyntaxError

    public var description: String { "\(file): \(error)" }
}
