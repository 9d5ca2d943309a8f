import Foundation

/// How far a study has come, as one supervisor sees it.
public struct StudyProgress: Sendable {
    let jobs: Int
    public private(set) var total = 0
    public private(set) var completed = 0
    /// Ended early, with success.
    public private(set) var stopped = 0
    public private(set) var diverged = 0
    public private(set) var failed = 0
    /// Being trained by workers of this process.
    public private(set) var running = 0
    /// Locked by other processes when they were last looked at.
    public internal(set) var elsewhere = 0

    /// Steps that are left, by cell.
    private var stepsLeft: [String: Int] = [:]
    /// Seconds and steps of a worker, by cell.
    private var pace: [String: (seconds: Double, steps: Int)] = [:]
    private var current: [(cell: String, seconds: Double, steps: Int)] = []

    init(jobs: Int) { self.jobs = jobs }

    /// Runs with a result.
    public var done: Int { completed + stopped + diverged }

    mutating func begin(_ run: PlannedRun, _ state: RunState) {
        total += 1
        stepsLeft[run.cell.name, default: 0] += run.steps
        count(run, state)
    }

    mutating func end(_ run: PlannedRun, _ state: RunState) { count(run, state) }

    mutating func forgetFailure(of run: PlannedRun) {
        failed -= 1
        stepsLeft[run.cell.name, default: 0] += run.steps
    }

    private mutating func count(_ run: PlannedRun, _ state: RunState) {
        switch state {
        case .completed: completed += 1
        case .stopped: stopped += 1
        case .diverged: diverged += 1
        case .failed: failed += 1
        case .notBegun, .interrupted, .running: return
        }
        stepsLeft[run.cell.name, default: 0] -= run.steps
    }

    /// A run took so long for so many steps. Of short runs nothing else is known.
    mutating func note(_ run: PlannedRun, seconds: Double, steps: Int) {
        guard steps > 0, seconds > pace[run.cell.name]?.seconds ?? 0 else { return }
        pace[run.cell.name] = (seconds, steps)
    }

    /// Takes up what workers have told of their runs.
    mutating func note(_ workers: [WorkerProcess]) {
        let now = ContinuousClock.now
        running = workers.count { $0.run != nil }
        current = workers.compactMap { worker in
            guard let run = worker.run, let progress = worker.progress else { return nil }
            return (run.cell.name, (now - progress.began) / .seconds(1), progress.last - progress.first)
        }
        for run in current where run.steps > 0 {
            let known = pace[run.cell] ?? (0, 0)
            // The longest look at a cell is the best.
            if run.seconds > known.seconds { pace[run.cell] = (run.seconds, run.steps) }
        }
    }

    /// Seconds until all runs are done; nil before anything is known.
    public var secondsLeft: Double? {
        let known = pace.values.reduce((seconds: 0.0, steps: 0)) {
            ($0.seconds + $1.seconds, $0.steps + $1.steps)
        }
        guard known.steps > 0 else { return nil }
        let mean = known.seconds / Double(known.steps)
        let seconds = stepsLeft.reduce(0.0) { sum, entry in
            let rate = pace[entry.key].map { $0.seconds / Double($0.steps) } ?? mean
            return sum + rate * Double(max(0, entry.value))
        }
        let done = current.reduce(0.0) { $0 + $1.seconds }
        let left = max(1, total - self.done - failed)
        return max(0, seconds - done) / Double(min(jobs, left))
    }
}
