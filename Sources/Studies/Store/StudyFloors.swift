import Experiments
import Foundation
import Records
import Runs
import Settings
import Storage
import SystemPackage

/// What perfect generators score in the distances that a study measures: the contents of `floors.json`. A floor depends
/// on the data and on the number of points, so cells that have both in common share it.
public struct StudyFloors: Equatable, Sendable {
    static let format = "gantrain floors 1"
    static let pairs = 10

    /// By what they depend on, as compact JSON.
    private(set) var known: [String: [Floor]] = [:]

    public init() {}

    /// Of a cell's distances; empty before they are computed.
    public func floors(of cell: StudyCell) -> [Floor] {
        (try? cell.experiment()).flatMap { Self.key(of: $0) }.flatMap { known[$0] } ?? []
    }

    /// nil if no such distance is measured.
    private static func key(of cell: ExperimentConfiguration.Resolved) -> String? {
        guard let points = cell.configuration.transportPoints else { return nil }
        let data = RunIdentity(of: cell).json["data"] ?? .null
        return JSONWriter.compact(["data": data, "points": .number(Double(points))])
    }

    /// Computes those that are missing, in a second or two for each kind of data.
    mutating func complete(for plan: StudyPlan) throws {
        for cell in plan.cells {
            let experiment = try cell.experiment()
            guard let key = Self.key(of: experiment), known[key] == nil else { continue }
            known[key] = experiment.configuration.transportFloors(pairs: Self.pairs)
        }
    }
}

extension StudyFloors {
    private struct Entry: Codable {
        var of: String
        var floors: [Floor]
    }

    private struct Contents: Codable {
        var format: String
        var floors: [Entry]
    }

    /// The same bytes for equal floors.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let entries = known.keys.sorted().map { Entry(of: $0, floors: known[$0] ?? []) }
        return try encoder.encode(Contents(format: Self.format, floors: entries)) + Data("\n".utf8)
    }

    /// nil if it is no such file, or a damaged one. Floors can always be computed anew.
    init?(decoding data: Data) {
        guard let contents = try? JSONDecoder().decode(Contents.self, from: data),
            contents.format == Self.format
        else { return nil }
        known = Dictionary(contents.floors.map { ($0.of, $0.floors) }) { first, _ in first }
    }
}

extension StudyFolder {
    private var floors: FilePath { path.appending("floors.json") }

    /// The floors that are known so far.
    ///
    /// - Throws: ``FileError`` if the file is there and cannot be read.
    public func readFloors() throws(FileError) -> StudyFloors {
        guard Files.exists(floors) else { return StudyFloors() }
        return StudyFloors(decoding: try Files.read(floors, atMost: 1 << 26)) ?? StudyFloors()
    }

    /// The floors of all cells, those that are not known yet computed. Nothing is written.
    ///
    /// - Throws: ``FileError`` if data are in a file that is gone.
    public func completeFloors(of plan: StudyPlan) throws -> StudyFloors {
        var floors = try readFloors()
        try floors.complete(for: plan)
        return floors
    }

    public func keep(_ floors: StudyFloors) throws {
        guard try floors != readFloors() else { return }
        try Files.write(floors.encoded(), to: self.floors)
    }
}

extension StudyCell {
    /// The configuration, read.
    func experiment() throws -> ExperimentConfiguration.Resolved {
        try ExperimentConfiguration.read(JSONDocument(root: configuration), name: name)
    }
}
