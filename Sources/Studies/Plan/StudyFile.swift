import Experiments
import Runs
import Settings
import Storage
import SystemPackage
import Text

/// Reading a study file.
public enum StudyFile {
    /// Reads a study and every configuration that it asks for.
    ///
    /// - Parameters:
    ///   - name: a path; one that is not found as given is looked for in `configs/` and `configs/studies/` of each of
    ///     `folders`.
    /// - Throws: ``FileError``, ``ConfigurationSyntaxError``, or `ConfigurationError` with all problems of the file, or
    ///   ``StudyError`` with all problems of the configurations.
    public static func read(_ name: String, lookingIn folders: [String]) throws -> StudyPlan {
        let path = try ConfigurationFile.find(
            name, lookingIn: folders, within: ["configs", "configs/studies"])
        let document = try ConfigurationFile.document(at: path)
        try checkIsStudy(document.root, path, name)
        let (study, json) = try ConfigurationReader.read(
            document, name: path.string, synonyms: synonyms, declaration: StudyConfiguration.init)
        let beside = path.removingLastComponent().appending(study.base)
        let base =
            study.base.hasPrefix("/") || !Files.exists(beside)
            ? try ConfigurationFile.find(study.base, lookingIn: folders) : beside
        return StudyPlan(
            study: study, json: json,
            cells: try cells(of: study, from: ConfigurationFile.document(at: base), base, path.string))
    }

    private static let snapshots = JSONPath("record.snapshots")

    /// What sweeps are called elsewhere.
    private static let synonyms: [String: String?] = [
        "method": nil, "parameters": "axes", "params": "axes", "grid": "axes", "sweep": "axes",
        "repeats": "seeds", "replicates": "seeds", "command": nil, "config": "base", "program": nil,
    ]

    private static func cells(
        of study: StudyConfiguration, from base: JSONDocument, _ path: FilePath, _ file: String
    ) throws -> [StudyCell] {
        var problems: [ConfigurationError] = []
        var conflicts: [String] = []
        var columns: [String] = []
        let cells = try study.cellNames.compactMap { cell -> StudyCell? in
            do {
                let (configuration, pace) = try Self.configuration(
                    of: cell, in: study, from: base, path, file)
                let names = configuration.configuration.possibleColumns
                columns += names.filter { !columns.contains($0) }
                return try StudyCell(
                    name: cell.name, variant: cell.variant?.name, settings: cell.settings,
                    configuration: configuration.json, pace: pace)
            } catch let error as ConfigurationError {
                problems.append(error)
            } catch let error as StudyError where !conflicts.contains(error.description) {
                conflicts.append(error.description)
            } catch is StudyError {}
            return nil
        }
        let found =
            conflicts + (ConfigurationError(joining: problems).map { ["\($0)"] } ?? [])
            // Of cells that cannot be read nothing is known.
            + (problems.isEmpty && conflicts.isEmpty
                ? unknownColumns(of: study, among: columns, file) + twins(among: cells, file) : [])
        guard found.isEmpty else { throw StudyError(found.joined(separator: "\n")) }
        return cells
    }

    /// Cells that train the same: with equal seeds their runs would have equal bytes, and no difference to find.
    private static func twins(among cells: [StudyCell], _ file: String) -> [String] {
        var first: [String: String] = [:]
        return cells.compactMap { cell in
            let identity = cell.fingerprint(ofSeed: 0)
            guard let twin = first[identity] else {
                first[identity] = cell.name
                return nil
            }
            return
                "\(file.printable): \(JSONWriter.quoted(twin)) and \(JSONWriter.quoted(cell.name)) train the same; "
                + "leave one out, or change what it trains"
        }
    }

    /// Columns that no run will have: a study would train for days before it shows.
    private static func unknownColumns(
        of study: StudyConfiguration, among known: [String], _ file: String
    ) -> [String] {
        study.namedColumns.filter { !known.contains($0.column) }.map { place, column in
            let nearest = Spelling.nearest(to: column, among: known).map(JSONWriter.quoted)
            return "\(file.printable): \(place): no run has a column \(JSONWriter.quoted(column))"
                + (nearest.map { "; did you mean \($0)?" } ?? "; there are \(known.joined(separator: ", "))")
        }
    }

    private static func checkIsStudy(_ root: JSONValue, _ path: FilePath, _ name: String) throws(FileError) {
        let ofRuns: [JSONPath] = ["data", "generator", "discriminator", "game", "steps", "batch"]
        guard root["base"] == nil, root["seeds"] == nil, ofRuns.contains(where: { root[$0] != nil }) else {
            return
        }
        throw FileError(
            .configure, path.string, "it is the configuration of a run, and no study",
            advice: "To train it: gantrain --config \(name)")
    }

    /// The configuration of a cell, and what a step counts in the study's unit of time.
    private static func configuration(
        of cell: CellName, in study: StudyConfiguration, from base: JSONDocument, _ path: FilePath,
        _ file: String
    ) throws -> (ExperimentConfiguration.Resolved, pace: Int) {
        var document = base
        func set(_ value: JSONValue, at key: JSONPath, _ place: String) throws(StudyError) {
            let origin = "\(file), \(place)"
            do { try document.set(value, at: key, origin: origin) } catch {
                throw StudyError("\(origin.printable): \(error.reason.printable)")
            }
        }
        for change in study.changes.members {
            try set(change.value, at: JSONPath(change.key), "changes: \(change.key)")
        }
        for change in cell.variant?.changes.members ?? [] {
            try set(
                change.value, at: JSONPath(change.key),
                "variant \(JSONWriter.quoted(cell.variant?.name ?? "")): \(change.key)")
        }
        for setting in cell.settings {
            for key in setting.keys {
                try set(setting.value, at: key, "axis \(setting.axis)=\(setting.text)")
            }
        }
        // What the report shows of a run, unless somebody has said otherwise.
        if document.root[Self.snapshots] == nil { try set(8, at: Self.snapshots, "record.snapshots") }
        // Runs go on side by side, each on one thread; their seeds are the study's.
        try set(1, at: "threads", "threads")
        try set(0, at: "seed", "seed")
        let read = try ExperimentConfiguration.read(document, name: path.string)
        guard let budget = study.budget else { return (read, 1) }
        let cost = Experiment(read.configuration).setup.modelEvaluations
        guard cost <= budget.modelEvaluations else {
            throw StudyError(
                "\(file.printable): budget: a step of \(cell.name) takes \(cost) model evaluations, more than all "
                    + "\(budget.modelEvaluations)")
        }
        for (key, value) in zip(StudyBudget.keys, budget.values(cost: cost)) {
            try set(.number(Double(value)), at: JSONPath(key), "budget")
        }
        return (try ExperimentConfiguration.read(document, name: path.string), cost)
    }
}
