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
    ///   - name: a path, or `-` for standard input; a path that is not found as given is looked for in `configs/` of
    ///     each of `folders`.
    ///   - changes: values to set, by key path.
    ///   - commands: words that may have been meant in the place of a file.
    ///   - notify: hears of keys of the file that a change leaves out.
    /// - Throws: ``FileError``, ``ConfigurationSyntaxError``, ``ChangeError`` or `ConfigurationError`.
    public static func read(
        _ name: String, lookingIn folders: [String], changes: [Change] = [],
        orCommands commands: [String] = [],
        notify: (String) -> Void = { _ in }
    ) throws -> ExperimentConfiguration.Resolved {
        let isGiven = name == "-"
        let path = isGiven ? "standard input" : try find(name, lookingIn: folders, orCommands: commands)
        var document = isGiven ? try standardInput(called: path.string) : try document(at: path)
        if document.root["base"] != nil, document.root["seeds"] != nil {
            throw FileError(
                .configure, path.string, "it is a study, and no configuration of a run",
                advice: "To train its runs: gantrain study \(name)")
        }
        for change in changes { try change.apply(to: &document).map(notify) }
        return try ExperimentConfiguration.read(document, name: path.string)
    }

    /// The contents of a configuration, before anything is checked.
    package static func document(at path: FilePath) throws -> JSONDocument {
        try parse(try contents(of: path), name: path.string)
    }

    /// - Parameters:
    ///   - places: the folders inside each of `folders` in which to look.
    ///   - commands: words that may have been meant in the place of a file.
    package static func find(
        _ name: String, lookingIn folders: [String], within places: [String] = ["configs"],
        orCommands commands: [String] = []
    ) throws -> FilePath {
        guard !name.isEmpty else { throw FileError(.configure, "\"\"", "the name of a file is needed") }
        let shipped =
            name.hasPrefix("/")
            ? []
            : folders.flatMap { folder in
                places.map { FilePath(folder).appending($0).appending(name) }
            }
        let candidates = [FilePath(name)] + shipped
        if let found = candidates.first(where: Files.exists) {
            guard let inside = try? FileManager.default.contentsOfDirectory(atPath: found.string) else {
                return found
            }
            let files = inside.filter { $0.hasSuffix(".json") }.sorted()
            throw FileError(
                .configure, name, "it is a folder",
                advice: files.isEmpty ? nil : "It has: \(files.joined(separator: ", "))")
        }
        guard FileKind(ofLink: FilePath(name)) != .link else {
            throw FileError(.configure, name, "it is a link that leads nowhere")
        }
        let place = places.last ?? "configs"
        throw FileError(
            .configure, name, "no such file, neither here nor in \(place)/",
            advice: Spelling.nearest(to: name, among: commands).map { "Did you mean: gantrain \($0)?" }
                ?? advice(for: name, in: place, among: Self.shipped(in: folders)))
    }

    /// The configurations and studies below `configs/` of the first of the folders that has it: names, and the first
    /// sentence of the comment that each begins with.
    public static func shippedWithAbout(in folders: [String]) -> [(name: String, about: String)] {
        guard let home = folders.first(where: { !shipped(in: [$0]).isEmpty }) else { return [] }
        return shipped(in: [home]).map { name in
            let bytes = try? Files.read(FilePath(home).appending("configs").appending(name))
            let lines = bytes.map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
            let comment = lines.prefix { $0.hasPrefix("//") }.map { $0.dropFirst(2).trimmingPrefix(" ") }
            return (name, comment.joined(separator: " ").firstSentence)
        }
    }

    /// The configurations below `configs/` of the first of the folders that has it.
    private static func shipped(in folders: [String]) -> [String] {
        let paths = folders.lazy.compactMap { folder in
            try? FileManager.default.subpathsOfDirectory(
                atPath: FilePath(folder).appending("configs").string)
        }.first
        return (paths ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    /// - Parameter place: `configs`, or a folder in it.
    private static func advice(for name: String, in place: String, among paths: [String]) -> String? {
        func stem(_ path: String) -> String { FilePath(path).stem ?? path }
        // Whoever leaves out the folder or the ending, or names the wrong folder, means the file of that name.
        let wanted = stem(name)
        let meant =
            paths.first { stem($0) == wanted }
            ?? Spelling.nearest(to: wanted, among: paths.map(stem)).flatMap { near in
                paths.first { stem($0) == near }
            }
        if let meant { return "Did you mean \(meant)?" }
        // What lies in the folder that was named, or else where such files are looked for.
        let named = FilePath(name).removingLastComponent()
        let folder = named.isEmpty ? String("\(place)/".trimmingPrefix("configs/")) : named.string + "/"
        let inside = paths.filter { $0.hasPrefix(folder) }
        let names = inside.isEmpty ? paths : inside.map { String($0.dropFirst(folder.count)) }
        let entries = names.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? path }
        guard !entries.isEmpty else { return nil }
        return "configs/\(inside.isEmpty ? "" : folder) has: \(Set(entries).sorted().joined(separator: ", "))"
    }

    private static func standardInput(called name: String) throws -> JSONDocument {
        let bytes = try FileHandle.standardInput.read(upToCount: 10_000_000) ?? Data()
        return try parse(bytes, name: name)
    }

    private static func contents(of path: FilePath) throws(FileError) -> Data {
        do { return try Files.read(path) } catch { throw FileError(.configure, error.path, error.reason) }
    }

    package static func parse(_ bytes: Data, name: String) throws -> JSONDocument {
        do { return try JSONDocument.parse(bytes: bytes) } catch {
            let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
            let isOther = first.map { ![UInt8(ascii: "{"), UInt8(ascii: "/")].contains($0) } ?? false
            throw ConfigurationSyntaxError(file: name, error: error, isOtherFormat: isOther)
        }
    }
}

/// A value that an option of the command line puts into a configuration.
public struct Change: Sendable {
    let path: JSONPath
    let value: JSONValue
    /// The option as it was written.
    let origin: String

    /// The change that an option such as `--steps 5` makes. The value is JSON, or text where it is none.
    public init(_ path: JSONPath, _ value: String, option: String) {
        self.path = path
        self.value = Self.value(value)
        origin = option
    }

    /// The change that `--set key.path=value` makes.
    public init(setting text: String) throws(ChangeError) {
        origin = "--set \(text)"
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw ChangeError(
                origin: origin, reason: "expected key.path=value, such as steps=5000, without spaces around ="
            )
        }
        let (key, word) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
        guard !key.contains("[") else {
            let dotted = key.replacing("[", with: ".").replacing("]", with: "")
            throw ChangeError(origin: origin, reason: "a place in a list is written with a point: \(dotted)")
        }
        path = JSONPath(key)
        value = Self.value(word)
        // Nobody means a text by what begins like a list or an object.
        if value.textValue == word, let first = word.first, "[{".contains(first) {
            do { _ = try JSONValue.parse(word) } catch {
                let remark = word.contains("'") ? "; JSON needs double quotes" : ""
                throw ChangeError(origin: origin, reason: "the value is not JSON: \(error.message)\(remark)")
            }
        }
        if let next = word.firstMatch(of: /^([^, ]+)[, ] *([A-Za-z][A-Za-z0-9_.]*)=/),
            (try? JSONValue.parse(String(next.1))) != nil
        {
            throw ChangeError(
                origin: origin, reason: "one --set changes one key; give \(next.2) a --set too")
        }
    }

    private static func value(_ text: String) -> JSONValue { (try? JSONValue.parse(text)) ?? .string(text) }

    /// - Returns: what is to be said of keys that the change leaves out; nil if there are none.
    @discardableResult
    package func apply(to document: inout JSONDocument) throws(ChangeError) -> String? {
        do {
            let keys = try ExperimentConfiguration.shortForms.set(
                value, at: path, of: &document, origin: origin)
            guard !keys.isEmpty else { return nil }
            let names = keys.map(\.description).joined(separator: ", ")
            return "\(origin.excerpt(200).printable): left out, as another kind's: \(names)"
        } catch { throw ChangeError(origin: origin, reason: error.reason) }
    }
}

/// An option whose value cannot be put into the configuration.
public struct ChangeError: Error, Equatable, CustomStringConvertible {
    let origin: String
    let reason: String

    public var description: String { "\(origin.excerpt(200).printable): \(reason.printable)" }
}

/// A configuration that is not JSON.
public struct ConfigurationSyntaxError: Error, Equatable, CustomStringConvertible {
    public let file: String
    public let error: JSONSyntaxError
    /// Whether the file does not even begin as a configuration does.
    var isOtherFormat = false

    public var description: String {
        let remark = isOtherFormat ? "; a configuration is JSON, which begins with {" : ""
        return "\(file.printable): \(error)\(remark)"
    }
}
