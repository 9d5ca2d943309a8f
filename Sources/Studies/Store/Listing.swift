import Comparisons
import Experiments
import Foundation
import Runs
import Settings
import Storage
import SystemPackage

/// The runs, studies and comparisons that lie in folders.
public struct Listing: Sendable {
    public enum Kind: String, Sendable { case run, study, comparison }

    /// A folder that gantrain has made.
    public struct Entry: Sendable {
        public let kind: Kind
        /// Of the folder, as a command takes it.
        public let name: String
        /// How far it has come, in a word or two; empty for a comparison.
        public fileprivate(set) var state = ""
        /// Steps of a run, or runs of a study, that are done.
        public fileprivate(set) var done = 0
        /// Of how many.
        public fileprivate(set) var planned = 0
        public fileprivate(set) var seed: Double?
        /// What is trained, such as "mog8: nonSaturating, r1".
        public fileprivate(set) var about = ""

        fileprivate init(_ kind: Kind, _ name: String) { (self.kind, self.name) = (kind, name) }
    }

    /// By name.
    public let entries: [Entry]

    /// How deep below a folder its entries may lie. Inside an entry none is looked for.
    private static let depth = 3

    /// - Parameter folders: each an entry, or a folder in which entries lie.
    /// - Throws: ``FileError`` if a folder is missing or cannot be read.
    public init(of folders: [String]) throws {
        entries = try folders.flatMap { folder in
            guard FileKind(of: FilePath(folder)) == .folder else {
                throw FileError(.configure, folder, "no such folder")
            }
            return try Self.entries(in: folder, depth: Self.depth)
        }
    }

    private static func entries(in folder: String, depth: Int) throws -> [Entry] {
        let path = FilePath(folder)
        if StudyFolder(folder).isStudy { return [Entry(study: StudyFolder(folder))] }
        if try RunDirectory(folder).holdsRun { return [Entry(run: RunDirectory(folder))] }
        if ComparisonFolder(folder).isComparison { return [Entry(.comparison, folder)] }
        guard depth > 0 else { return [] }
        return try Folders.names(in: path).filter { FileKind(ofLink: path.appending($0)) == .folder }.flatMap
        {
            try entries(in: folder == "." ? $0 : path.appending($0).string, depth: depth - 1)
        }
    }
}

extension Listing.Entry {
    /// A run whose files cannot be read is listed all the same.
    fileprivate init(run: RunDirectory) {
        self.init(.run, run.name)
        let configuration =
            (try? Files.read(run.configuration, atMost: 1 << 24))
            .flatMap { try? JSONDocument.parse(bytes: $0).root }
        planned = configuration?["steps"]?.integerValue ?? 0
        seed = configuration?["seed"]?.numberValue
        about = configuration.map(Self.about) ?? ""
        state = ((try? run.toldState(ofSteps: planned))?.word ?? "damaged")
        done = (try? run.soundSummary())??["steps"]?.integerValue ?? (try? run.savedStep) ?? 0
    }

    fileprivate init(study: StudyFolder) {
        self.init(.study, study.name)
        guard let record = try? StudyRecord(reading: study) else {
            state = "damaged"
            return
        }
        let states = record.plan.runs.compactMap { try? study.toldState(of: $0) }
        (done, planned) = (states.count(where: \.isOver), record.plan.runs.count)
        let counts: [(word: String, count: Int)] = ["running", "failed", "interrupted"].map { word in
            (word, states.count { $0.word == word })
        }
        state =
            counts.first { $0.count > 0 }.map { "\($0.count) \($0.word)" }
            ?? (done == planned ? "completed" : "not complete")
        about = record.plan.study.name
    }

    /// The name of a configuration and its methods.
    private static func about(_ configuration: JSONValue) -> String {
        func kinds(_ key: JSONPath) -> [String] {
            (configuration[key]?.listValue ?? []).compactMap { $0["kind"]?.textValue }
        }
        let game = configuration["game.kind"]?.textValue.flatMap { $0 == "network" ? nil : $0 }
        let scheme = configuration["scheme.kind"]?.textValue.flatMap { $0 == "alternating" ? nil : $0 }
        let methods =
            [game, configuration["objective"]?.textValue].compactMap(\.self) + kinds("penalties")
            + kinds("fieldMethods") + [scheme].compactMap(\.self)
        return "\(configuration["name"]?.textValue ?? ""): \(methods.joined(separator: ", "))"
    }
}
