import Experiments
import Settings
import Storage
import SystemPackage
import Tensors

/// A run read back from its folder: its configuration, and its last checkpoint if there is one. The two belong
/// together, which is checked here for everyone who reads a run.
public struct StoredRun {
    public let directory: RunDirectory
    public let resolved: ExperimentConfiguration.Resolved
    /// nil before the first.
    public let checkpoint: Checkpoint?
    /// What somebody has changed while it trained.
    package let touches: TouchLog

    public var configuration: ExperimentConfiguration { resolved.configuration }

    /// - Throws: ``ResumeError`` if there is no run, or its configuration has been changed since it was started;
    ///   ``CheckpointError``, ``FileError`` or what reading a configuration throws for damaged files.
    public init(reading directory: RunDirectory) throws {
        try OpenBLAS.load()
        guard Files.exists(directory.configuration) else { throw ResumeError.noRun(directory.name) }
        self.directory = directory
        resolved = try directory.readConfiguration()
        touches = try TouchLog(reading: directory)
        guard FileKind(ofLink: directory.checkpoint) != nil else {
            checkpoint = nil
            guard try directory.holdsRun else { throw ResumeError.foreign(directory.name) }
            return
        }
        let last = try Checkpoint(reading: directory.checkpoint)
        checkpoint = last
        try check(last)
    }

    /// The last checkpoint, of a run that must have one.
    public func lastCheckpoint() throws(FileError) -> Checkpoint {
        guard let checkpoint else {
            throw FileError(.read, directory.checkpoint, Errno.noSuchFileOrDirectory)
        }
        return checkpoint
    }

    /// The checkpoint of a step, or the last one.
    ///
    /// - Throws: ``SpectrumError`` if the run has not kept it.
    func checkpoint(of step: Int?) throws -> (path: FilePath, checkpoint: Checkpoint) {
        if let step, Files.exists(directory.keptCheckpoint(of: step)) {
            let kept = try Checkpoint(reading: directory.keptCheckpoint(of: step))
            try check(kept)
            return (directory.keptCheckpoint(of: step), kept)
        }
        let last = try lastCheckpoint()
        if let step, last.step != step {
            throw SpectrumError.notKept(
                directory.name, step: step, kept: Set(try directory.keptSteps + [last.step]).sorted())
        }
        return (directory.checkpoint, last)
    }

    /// - Throws: ``ResumeError/another(_:_:)`` if the run studies something else.
    func check(studies run: ExperimentConfiguration.Resolved) throws(ResumeError) {
        let differences = JSONDifference.all(
            among: [RunIdentity(of: resolved).json, RunIdentity(of: run).json])
        guard differences.isEmpty else { throw .another(directory.name, differences.map { "\($0)" }) }
        guard touches.isEmpty else { throw ResumeError.touched(directory.name, touches.touches.count) }
    }

    /// - Throws: ``CheckpointError`` if the run had begun, so that a checkpoint must have been there.
    func checkThatNothingIsLost() throws {
        // Killed before its first checkpoint a run has nothing to lose.
        guard checkpoint == nil, try directory.hasMeasurements else { return }
        throw CheckpointError(
            directory.checkpoint.string,
            """
            it is missing, though the run had begun. \
            To train anew: gantrain --config \(directory.name)/config.json --out \(directory.name) --overwrite
            """)
    }

    private func check(_ checkpoint: Checkpoint) throws {
        guard checkpoint.touched == touches.fingerprint(upTo: checkpoint.step) else {
            throw ResumeError.otherTouches(directory.name)
        }
        let differences = JSONDifference.all(
            among: [checkpoint.identity.json, RunIdentity(of: resolved).json])
        if differences.map(\.path) == ["steps"], try hadBefore(differences[0].values[0]) { return }
        guard differences.isEmpty else {
            throw ResumeError.changed(directory.name, differences.map { "\($0)" })
        }
    }

    /// Whether the run once had so many steps, and was given more since.
    private func hadBefore(_ steps: JSONValue?) throws -> Bool {
        let record = try directory.readMachine()
        return record?.lengthenings(to: configuration.steps).contains { $0.from == steps?.integerValue }
            ?? false
    }
}

extension RunDirectory {
    /// The configuration of the run in this folder.
    ///
    /// - Throws: ``FileError`` or ``ConfigurationError``.
    fileprivate func readConfiguration() throws -> ExperimentConfiguration.Resolved {
        let bytes = try Files.read(configuration)
        let document: JSONDocument
        // gantrain wrote it, so what is no JSON is damage and not a slip of the user's.
        do { document = try JSONDocument.parse(bytes: bytes) } catch {
            throw FileError(
                .read, configuration.string, bytes.isEmpty ? "it is empty" : "it is damaged: \(error)")
        }
        return try ExperimentConfiguration.read(document, name: configuration.string)
    }
}

/// A folder that holds no run that can be read or gone on with.
public enum ResumeError: Error, Equatable, CustomStringConvertible {
    case noRun(String)
    /// There is a `config.json`, but not one that gantrain has written.
    case foreign(String)
    case complete(String, steps: Int)
    case diverged(String, String)
    case changed(String, [String])
    /// The folder holds a run that studies something else than the one wanted.
    case another(String, [String])
    /// Fewer steps than the run has are asked for.
    case shorter(String, steps: Int, asked: Int)
    /// More steps are asked for, and some schedules last as long as the run.
    case boundToItsSteps(String, steps: Int, asked: Int, schedules: [String])
    /// Somebody has changed so many numbers of the run in the folder while it trained.
    case touched(String, Int)
    /// The file of these changes is not the one that the checkpoint knows.
    case otherTouches(String)

    /// Whether there is nothing left to do, which is no failure.
    public var isComplete: Bool {
        if case .complete = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .noRun(let run):
            "\(run.isEmpty ? "\"\"" : run) holds no run of gantrain: it has no config.json"
        case .foreign(let run):
            """
            \(run) holds no run of gantrain: its config.json lacks keys that gantrain writes, and there is no \
            checkpoint
            """
        case .complete(let run, let steps):
            "\(run) is complete: all \(steps) steps are done"
        case .diverged(let run, let divergence):
            "\(run) diverged at \(divergence); going on would only repeat it"
        case .changed(let run, let differences):
            """
            \(run)/config.json is not the configuration this run was started with:
            \(differences.map { "  \($0)" }.joined(separator: "\n"))
            Undo the change, or start a new run with the changed file.
            """
        case .touched(let run, let count):
            """
            \(run) holds a run whose numbers were changed \(count == 1 ? "once" : "\(count) times") while it trained, \
            which makes it another run
            """
        case .otherTouches(let run):
            """
            \(run)/touches.jsonl does not hold the changes that this run was trained with. Put the file back as it was.
            """
        case .another(let run, let differences):
            """
            \(run) holds another run:
            \(differences.map { "  \($0)" }.joined(separator: "\n"))
            """
        case .shorter(let run, let steps, let asked):
            "\(run) has \(steps) steps, and --steps \(asked) is fewer; a run can only be given more"
        case .boundToItsSteps(let run, let steps, let asked, let schedules):
            """
            \(run) cannot be given more steps: a schedule that lasts as long as the run ("over": 0) would have been \
            another from the first step on.
            \(schedules.map { "  \($0)" }.joined(separator: "\n"))
            To train the longer run:         gantrain --config \(run)/config.json --steps \(asked) --out FOLDER
            To keep the schedule's \(steps) steps:  write "over": \(steps) and train anew; such a run can be given more
            """
        }
    }
}
