import Foundation
import Settings
import Storage
import Text

/// Has the runs of a study trained by worker processes, and sees to it that none is lost.
///
/// What is done is known from files and locks alone. So several supervisors may work on one study, in one folder, on
/// several machines: a run that is locked is somebody else's, and nobody waits for it.
public final class StudySupervisor {
    /// What is told while a study goes on.
    public enum News {
        /// The run has a result.
        case ended(PlannedRun, RunState)
        case failed(PlannedRun, String)
        /// The worker was killed; the run is taken up again.
        case resumed(PlannedRun)
        /// A run that had failed is trained anew.
        case retried(PlannedRun)
        /// Nothing has happened for a moment.
        case tick
    }

    /// How the work ended.
    public enum Result: Equatable, Sendable {
        /// There is nothing left to do here.
        case finished
        case interrupted
    }

    /// How to start a worker.
    public struct Launch: Sendable {
        let program: String
        let arguments: [String]

        public init(program: String, arguments: [String]) {
            self.program = program
            self.arguments = arguments
        }
    }

    private let folder: StudyFolder
    private let study: StudyConfiguration
    private let launch: Launch
    private let jobs: Int
    private let retriesFailed: Bool

    public private(set) var progress: StudyProgress
    /// To be done, the next one last.
    private var pending: [PlannedRun] = []
    /// Locked when they were met.
    private var elsewhere: [PlannedRun] = []
    private var workers: [WorkerProcess] = []
    private var kills: [String: Int] = [:]
    private var failedHere: Set<String> = []
    /// Ends of workers that had nothing to do.
    private var vainStarts = 0
    private var isStopping = false
    private var wasInterrupted = false
    private var problem: (any Error)?

    private static let pause: Int32 = 100

    /// - Parameters:
    ///   - runs: in the order in which they are done, with their states now.
    ///   - jobs: how many at a time.
    ///   - retriesFailed: whether runs that have failed before are trained anew.
    public init(
        _ runs: [(run: PlannedRun, state: RunState)], of study: StudyConfiguration, in folder: StudyFolder,
        by launch: Launch, jobs: Int, retriesFailed: Bool = false
    ) {
        self.folder = folder
        self.study = study
        self.launch = launch
        self.jobs = max(1, jobs)
        self.retriesFailed = retriesFailed
        progress = StudyProgress(jobs: max(1, jobs))
        for (run, state) in runs { progress.begin(run, state) }
        pending = runs.filter { !$0.state.isOver }.map(\.run).reversed()
    }

    /// Works until there is nothing left to do, or `shouldStop` says so; then the runs at work are saved.
    ///
    /// - Throws: ``WorkerError`` if workers cannot be started, ``FileError`` or ``WorkerWriteError`` if something cannot
    ///   be written.
    public func run(shouldStop: () -> Bool, tell: (News) -> Void) throws -> Result {
        defer { dismissAll() }
        while true {
            if shouldStop() { (isStopping, wasInterrupted) = (true, true) }
            if isStopping { for worker in workers { worker.closeInput() } } else { try assign(tell) }
            if workers.isEmpty {
                if let problem { throw problem }
                if isStopping { return .interrupted }
                if pending.isEmpty, try !findAbandoned() { return .finished }
                continue
            }
            wait()
            for worker in workers { try listen(to: worker, tell) }
            progress.note(workers)
            tell(.tick)
        }
    }

    // MARK: Handing out

    private func assign(_ tell: (News) -> Void) throws {
        for worker in workers where worker.run == nil { try assign(to: worker, tell) }
        while workers.count < jobs, let next = try next(tell) {
            let worker = try WorkerProcess(launch.program, launch.arguments)
            workers.append(worker)
            try send(next, to: worker, tell)
        }
    }

    private func assign(to worker: WorkerProcess, _ tell: (News) -> Void) throws {
        guard let next = try next(tell) else { return worker.closeInput() }
        try send(next, to: worker, tell)
    }

    private func send(
        _ next: (run: PlannedRun, startsAnew: Bool), to worker: WorkerProcess, _ tell: (News) -> Void
    ) throws {
        let (run, startsAnew) = next
        if startsAnew {
            try folder.forgetFailure(of: run)
            progress.forgetFailure(of: run)
            tell(.retried(run))
        }
        worker.begin(run)
        worker.send(
            WorkRequest(
                folder: folder.folder(of: run).string, configuration: run.configuration,
                startsAnew: startsAnew,
                stopAfter: study.stopAfter, success: study.success))
    }

    /// The next run that nobody has done or is doing, and whether it has failed and is trained anew.
    private func next(_ tell: (News) -> Void) throws -> (run: PlannedRun, startsAnew: Bool)? {
        while let run = pending.popLast() {
            let state = try folder.state(of: run)
            switch state {
            case .notBegun, .interrupted: return (run, false)
            case .failed where retriesFailed && !failedHere.contains(run.folderName): return (run, true)
            case .failed: break
            case .running: elsewhere.append(run)
            case .completed, .stopped, .diverged: end(run, state, tell)
            }
        }
        return nil
    }

    /// Runs that were somebody's, and are not done: their process has ended.
    private func findAbandoned() throws -> Bool {
        let (runs, others) = (elsewhere, elsewhere.count)
        elsewhere = []
        for run in runs.reversed() {
            if try folder.toldState(of: run) == .running {
                elsewhere.append(run)
            } else {
                pending.append(run)
            }
        }
        progress.elsewhere = elsewhere.count
        return elsewhere.count < others
    }

    // MARK: Listening

    private func wait() {
        var descriptors = workers.flatMap(\.descriptors).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        _ = poll(&descriptors, nfds_t(descriptors.count), Self.pause)
    }

    private func listen(to worker: WorkerProcess, _ tell: (News) -> Void) throws {
        let (events, hasEnded) = worker.read()
        for event in events { try receive(event, from: worker, tell) }
        if hasEnded { try bury(worker, tell) }
    }

    private func receive(_ event: WorkEvent, from worker: WorkerProcess, _ tell: (News) -> Void) throws {
        guard let run = worker.run else { return }
        if case .stepped(let step) = event { return worker.note(step) }
        worker.run = nil
        vainStarts = 0
        switch event {
        case .stepped: break
        case .ended:
            // The worker has just written the files; those who judge the study read them whole.
            let state = try folder.toldState(of: run)
            if state == .completed, let told = worker.progress {
                let seconds = (ContinuousClock.now - told.began) / .seconds(1)
                progress.note(run, seconds: seconds, steps: run.steps - told.first)
            }
            if state.isOver {
                end(run, state, tell)
            } else {
                try fail(run, RunFailure(error: "the run has ended, and its folder has no result"), tell)
            }
        case .busy: elsewhere.append(run)
        case .interrupted: (isStopping, wasInterrupted) = (true, true)
        case .failed(let error): try fail(run, RunFailure(error: error), tell)
        case .cannotWrite(let error, let isCreation):
            problem = problem ?? WorkerWriteError(description: error, isCreation: isCreation)
            isStopping = true
        }
    }

    private func end(_ run: PlannedRun, _ state: RunState, _ tell: (News) -> Void) {
        progress.end(run, state)
        tell(.ended(run, state))
    }

    private func fail(_ run: PlannedRun, _ failure: RunFailure, _ tell: (News) -> Void) throws {
        failedHere.insert(run.folderName)
        try folder.write(failure, of: run)
        progress.end(run, .failed(failure.text))
        tell(.failed(run, failure.text))
    }

    // MARK: Ends

    /// A worker whose output has ended.
    private func bury(_ worker: WorkerProcess, _ tell: (News) -> Void) throws {
        let end = worker.wait()
        workers.removeAll { $0 === worker }
        guard end != .exited(0) || worker.run != nil else { return }
        if end.isAskedFor {
            (isStopping, wasInterrupted) = (true, true)
        } else if let run = worker.run, !isStopping {
            try lose(run, end, worker.lastWords, tell)
        } else if worker.run == nil, !isStopping {
            vainStarts += 1
            guard vainStarts < 3 else {
                throw WorkerError(([end.description] + worker.lastWords.suffix(3)).joined(separator: "\n"))
            }
        }
    }

    /// A run whose process has ended under it.
    private func lose(
        _ run: PlannedRun, _ end: WorkerProcess.End, _ lastWords: [String], _ tell: (News) -> Void
    ) throws {
        // Whoever kills a worker is about to kill its supervisor as well: a batch system, or somebody at a terminal.
        // A run that was not at fault goes on; one that eats up the memory is killed again.
        if end == .killed(signal: SIGKILL), kills[run.folderName, default: 0] == 0 {
            kills[run.folderName] = 1
            pending.append(run)
            tell(.resumed(run))
            usleep(200_000)
        } else {
            try fail(run, RunFailure(error: end.description, lastWords: lastWords), tell)
        }
    }

    private func dismissAll() {
        for worker in workers { worker.closeInput() }
        for worker in workers { _ = worker.wait() }
        workers = []
    }
}

extension WorkerProcess.End {
    /// Whether somebody has asked the worker alone to end.
    fileprivate var isAskedFor: Bool {
        switch self {
        case .exited(let code): code == 130
        case .killed(let signal): [SIGINT, SIGTERM, SIGHUP].contains(signal)
        }
    }

    fileprivate var description: String {
        switch self {
        case .exited(let code): "the process that trained it ended with exit code \(code)"
        case .killed(let signal):
            "the process that trained it was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
                + (signal == SIGKILL ? ", twice; the machine may have too little memory" : "")
        }
    }
}

/// A worker cannot write the files of its run.
public struct WorkerWriteError: Error, Equatable, CustomStringConvertible {
    public let description: String
    /// Whether a file or folder could not be made.
    public let isCreation: Bool
}

/// Workers cannot be started, or end before they have done anything.
public struct WorkerError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
