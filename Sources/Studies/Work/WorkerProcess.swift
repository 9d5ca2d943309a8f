import Foundation
import Storage

/// A worker as its supervisor sees it: a process with pipes.
final class WorkerProcess {
    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// The run that it is working on; nil while it waits.
    var run: PlannedRun?
    /// Steps of the run that are known to be done, and those when it was begun here.
    private(set) var progress: (first: Int, last: Int, began: ContinuousClock.Instant)?
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()
    private var outputLines = LineBuffer()
    private var errorLines = LineBuffer()
    private(set) var lastWords: [String] = []
    private var isInputOpen = true

    /// - Throws: ``WorkerError`` if no process can be made.
    init(_ program: String, _ arguments: [String]) throws(WorkerError) {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        // Tracing a crash back takes the runtime of Swift up to minutes, in which the run is lost to others.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) {
            own, _ in own
        }
        do { try process.run() } catch {
            throw WorkerError("no worker can be started: \(error.localizedDescription)")
        }
        // Only the child may hold these, or the pipes would never end.
        try? input.fileHandleForReading.close()
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        for pipe in [output, errors] {
            let descriptor = pipe.fileHandleForReading.fileDescriptor
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    /// Those that something may arrive at.
    var descriptors: [Int32] {
        [output, errors].map(\.fileHandleForReading.fileDescriptor)
    }

    func begin(_ run: PlannedRun) {
        self.run = run
        progress = nil
    }

    /// So many steps of its run are done.
    func note(_ step: Int) {
        if progress == nil { progress = (step, step, .now) }
        progress?.last = step
    }

    /// A worker that is gone does not read; that shows when its output ends.
    func send(_ request: WorkRequest) {
        try? input.fileHandleForWriting.write(contentsOf: Data((request.line + "\n").utf8))
    }

    /// Asks the worker to end: at once if it waits, with the state saved if it works.
    func closeInput() {
        guard isInputOpen else { return }
        isInputOpen = false
        try? input.fileHandleForWriting.close()
    }

    /// What has arrived since, and whether the output has ended.
    func read() -> (events: [WorkEvent], hasEnded: Bool) {
        _ = errorLines.fill(from: errors.fileHandleForReading.fileDescriptor)
        for line in errorLines.take() { lastWords = (lastWords + [line]).suffix(20) }
        let hasEnded = outputLines.fill(from: output.fileHandleForReading.fileDescriptor)
        return (outputLines.take().compactMap(WorkEvent.init(line:)), hasEnded)
    }

    /// Waits for the end of a process whose output has ended.
    func wait() -> End {
        process.waitUntilExit()
        _ = errorLines.fill(from: errors.fileHandleForReading.fileDescriptor)
        for line in errorLines.take(all: true) { lastWords = (lastWords + [line]).suffix(20) }
        closeInput()
        return process.terminationReason == .exit
            ? .exited(process.terminationStatus) : .killed(signal: process.terminationStatus)
    }
}
