import Experiments
import Foundation
import Records
import Settings
import Storage
import SystemPackage

// The table of a run and what its columns are: metrics.csv and columns.json.

extension RunDirectory {
    var columns: FilePath { path.appending("columns.json") }

    /// The measurements of the run, strictly read.
    ///
    /// - Throws: ``FileError`` if a file is missing or damaged.
    package func readTable(of configuration: ExperimentConfiguration) throws -> Table {
        let contents = try StepTable.read(metrics)
        let columns =
            Files.exists(columns)
            ? try readColumns(for: contents.names)
            : try configuration.columnsOfVersion01(named: contents.names, in: metrics)
        return try Table(contents, columns: columns, of: metrics)
    }

    private func readColumns(for names: [String]) throws -> [Column] {
        let bytes = try Files.read(columns)
        guard let found = try? JSONDecoder().decode([Column].self, from: bytes),
            found.first?.role == .step, found.last?.role == .time,
            Set(found.map(\.name)).count == found.count,
            // The folder may come from somebody else, and a figure's name becomes the name of files.
            found.allSatisfy({ $0.figure?.hasSoundName ?? true })
        else {
            throw FileError(.read, columns.string, "it does not describe the columns of a run, or is damaged")
        }
        guard found.map(\.name) == names else {
            throw FileError(
                .read, metrics.string, "its header is damaged: it does not name the columns of columns.json")
        }
        return found
    }

    /// The same bytes for equal columns.
    func write(_ columns: [Column]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try Files.write(try encoder.encode(columns) + Data("\n".utf8), to: self.columns)
    }

    /// Points of the generator on the way.
    package func readSnapshots(until last: Int = .max) throws -> [Samples] {
        let columns = [Column.step, Column("x", .outcome), Column("y", .outcome)]
        let contents = try StepTable.read(snapshots)
        guard contents.names == columns.map(\.name) else {
            throw FileError(.read, snapshots.string, "its header is damaged; expected step,x,y")
        }
        var found: [Samples] = []
        for row in try Table(contents, columns: columns, of: snapshots).rows {
            guard let step = row[0].flatMap({ Int(exactly: $0) }), step <= last else { continue }
            if found.last?.step != step { found.append(Samples(step: step, points: [])) }
            found[found.count - 1].points.append(Point(row[1] ?? .nan, row[2] ?? .nan))
        }
        return found
    }
}

extension ExperimentConfiguration {
    /// The columns of a run of version 0.1, which had no columns.json: what they are is known by their names.
    ///
    /// - Throws: ``FileError`` if one that every such run has is missing.
    func columnsOfVersion01(named names: [String], in path: FilePath) throws(FileError) -> [Column] {
        let outcomes = measures.flatMap(\.metric.columns)
        let known =
            [
                .step, .loss(of: .discriminator), .loss(of: .generator), .norm(of: .discriminator),
                .norm(of: .generator),
            ]
            + outcomes + [.seconds]
        let later = knownGame == nil ? Set(outcomes.map(\.name)).subtracting(Self.outcomesOfVersion01) : []
        if let missing = known.map(\.name).first(where: { !names.contains($0) && !later.contains($0) }) {
            throw FileError(.read, path.string, "its header is damaged: the column \(missing) is missing")
        }
        guard names.first == Column.step.name, Set(names).count == names.count else {
            throw FileError(
                .read, path.string, "its header is damaged: a column stands twice, or step is not the first")
        }
        let methods = fieldMethods.map(\.method.name)
        return names.map { name in
            known.first { $0.name == name } ?? Column(name, isTerm(name, of: methods) ? .fieldTerm : .penalty)
        }
    }

    private static let outcomesOfVersion01: Set = ["modes", "highQuality", "reverseKL"]

    /// A term that both players feel is called after the player too.
    private func isTerm(_ name: String, of methods: [String]) -> Bool {
        methods.contains { name == $0 || name.lowercased().hasSuffix($0.lowercased()) }
    }
}

// What somebody reads who only watches.
extension RunDirectory {
    /// The files that change while a run trains.
    package var watchedFiles: [FilePath] {
        [configuration, metrics, snapshots, surfaces, summary, checkpoint]
    }

    /// The measurements so far; none before there is a table.
    ///
    /// - Throws: ``FileError`` if a file is damaged.
    package func table(of configuration: ExperimentConfiguration) throws -> Table {
        Files.exists(metrics) ? try readTable(of: configuration) : Table(columns: [])
    }

    /// How the run ended, and after how many steps; nil if it did not or the summary is none.
    package var toldEnding: (status: String, steps: Int)? {
        get throws(FileError) {
            guard let summary = try soundSummary(), let status = summary["status"]?.textValue,
                let steps = summary["steps"]?.integerValue
            else { return nil }
            return (status, steps)
        }
    }
}
