import Experiments
import Settings
import Text

/// A study with everything filled in: its file, and the complete configuration of each cell.
public struct StudyPlan: Sendable {
    public let study: StudyConfiguration
    /// The study file with its defaults.
    let json: JSONValue
    public let cells: [StudyCell]

    /// All runs: the first seed of every cell, then the second, so that a study that is broken off has compared
    /// something.
    public var runs: [PlannedRun] {
        study.seeds.flatMap { seed in cells.map { PlannedRun(cell: $0, seed: seed) } }
    }

    /// What a person should know of the cells, each said once.
    ///
    /// - Throws: `ConfigurationError` if a cell's configuration is none.
    public func remarks() throws -> [String] {
        var said: [String] = []
        for cell in cells {
            let configuration = try cell.experiment().configuration
            let all = configuration.remarks + configuration.dataWarnings.map { "beware: \($0)" }
            said += all.filter { !said.contains($0) }
        }
        return said
    }

    /// Some of the runs.
    ///
    /// - Parameters:
    ///   - seeds: nil for all.
    ///   - names: of variants or cells; empty for all.
    /// - Throws: ``StudyError`` if the study has no such seed or cell.
    public func runs(ofSeeds seeds: [UInt64]?, only names: [String]) throws(StudyError) -> [PlannedRun] {
        if let unknown = seeds?.first(where: { !study.seeds.contains($0) }) {
            throw StudyError(
                "--seeds: \(unknown) is not among the seeds of \(study.name), \(study.seeds[0]) to "
                    + "\(study.seeds[study.seeds.count - 1]); change seeds in the study file")
        }
        for name in names where !cells.contains(where: { $0.isCalled(name) }) {
            let known = cells.map(\.name) + cells.compactMap(\.variant)
            let hint = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
            throw StudyError("--only: \(study.name) has no variant or cell \(JSONWriter.quoted(name))\(hint)")
        }
        let chosenSeeds = seeds.map(Set.init)
        return runs.filter { run in
            chosenSeeds?.contains(run.seed) ?? true
                && (names.isEmpty || names.contains(where: run.cell.isCalled))
        }
    }
}

/// A variant with one value of each axis: what is trained with every seed.
public struct StudyCell: Sendable {
    public let name: String
    /// nil if the study has no variants.
    public let variant: String?
    public let settings: [StudySetting]
    /// Complete, with one thread. The seed in it is replaced for each run.
    package let configuration: JSONValue
    /// What a step counts in the study's unit of time: 1, or the model evaluations of a step if they are budgeted.
    public let pace: Int
    /// What is studied, as ``RunIdentity`` keeps it for names, without the seed.
    private let lasting: JSONObject

    /// - Throws: `ConfigurationError` if the configuration is none.
    init(
        name: String, variant: String?, settings: [StudySetting], configuration: JSONValue, pace: Int = 1
    ) throws(ConfigurationError) {
        self.name = name
        self.variant = variant
        self.settings = settings
        self.configuration = configuration
        self.pace = pace
        lasting = try RunIdentity.lasting(of: configuration)
    }

    /// 64 bits that tell a run from others of other settings or seeds.
    func fingerprint(ofSeed seed: UInt64) -> String {
        var whole = lasting
        whole["seed"] = .number(Double(seed))
        return RunIdentity.fingerprint(of: .object(whole))
    }

    /// Whether a name is the cell's or its variant's.
    func isCalled(_ name: String) -> Bool { name == self.name || name == variant }
}

extension StudyConfiguration {
    /// In what time passes: "steps", or "model evaluations" if they are budgeted.
    public var unitOfTime: String { budget == nil ? "steps" : "model evaluations" }
}

/// A cell with a seed.
public struct PlannedRun: Sendable {
    public let cell: StudyCell
    public let seed: UInt64

    /// Complete.
    var configuration: JSONValue {
        guard case .object(var whole) = cell.configuration else { return cell.configuration }
        whole["seed"] = .number(Double(seed))
        return .object(whole)
    }

    /// The name of the run's folder, which is a function of what is studied.
    public var folderName: String { folderName(cell.fingerprint(ofSeed: seed)) }

    /// Its name by a rule that this version has left: all keys counted, also those that have their defaults.
    var formerFolderName: String { folderName(RunIdentity(of: configuration).fingerprint) }

    private func folderName(_ hash: String) -> String {
        "\(cell.name)-seed\(seed)-\(String(repeating: "0", count: max(0, 16 - hash.count)))\(hash)"
    }

    /// Whether a run's complete configuration is the one that is asked for, but for what does not change results. Keys that
    /// have come since the study was begun have their defaults.
    package func isDone(by configuration: JSONValue) throws -> Bool {
        try RunIdentity(reading: self.configuration) == RunIdentity(of: configuration)
    }

    /// Steps that the run trains at most.
    public var steps: Int { cell.configuration["steps"]?.integerValue ?? 0 }
}

/// A study that cannot be done as it is asked for.
public struct StudyError: Error, Equatable, CustomStringConvertible {
    public let description: String

    package init(_ description: String) { self.description = description }
}
