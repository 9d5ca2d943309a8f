import ArgumentParser
import Foundation
import Studies
import Text

/// Shows how a study goes: a line that changes on a terminal, a line now and then elsewhere; every failure when it
/// happens.
final class StudyReporter {
    private let isQuiet: Bool
    private let isInteractive: Bool
    private let clock = ContinuousClock()
    private var lastShown: ContinuousClock.Instant
    private var lastLine = ""
    private var tally: StudyTally
    /// Lines of the terminal that change.
    private var shownLines = 0

    private var interval: Duration { isInteractive ? .milliseconds(250) : .seconds(10) }

    /// - Parameter tally: the study before anything is done.
    init(_ tally: StudyTally, quiet: Bool, interactive: Bool) {
        self.tally = tally
        isQuiet = quiet
        isInteractive = interactive && !quiet
        lastShown = clock.now
    }

    func begin(_ study: StudyConfiguration, _ folder: StudyFolder, _ progress: StudyProgress) {
        let before = progress.done > 0 ? ", \(progress.done) of them done before" : ""
        say("\(study.name): \(counted(progress.total, "run"))\(before), in \(folder.name)")
    }

    func tell(_ news: StudySupervisor.News, _ progress: StudyProgress) {
        switch news {
        case .ended(let run, let state):
            tally.note(run, state)
            if state == .diverged { say("\(run.folderName) diverged") }
        case .failed(let run, let error):
            tally.note(run, .failed(error))
            complain("\(run.folderName) failed: \(StudyList.indented(error))")
        case .retried(let run): tally.forgetFailure(of: run)
        case .resumed(let run):
            complain("the process that trained \(run.folderName) was killed; the run goes on")
        case .tick:
            guard !isQuiet, clock.now - lastShown >= interval else { return }
            lastShown = clock.now
            show(progress.line)
        }
    }

    /// - Throws: the exit code of a study that is not done as it should be.
    func end(
        _ result: StudySupervisor.Result, _ folder: StudyFolder, _ progress: StudyProgress, command: String
    ) throws {
        clear()
        if isInteractive { for line in table { Console.print(line) } }
        switch result {
        case .interrupted:
            say(
                "interrupted with \(progress.done) of \(counted(progress.total, "run")) done; the state of others is saved"
            )
            say("Go on with the same command.")
            throw Failure.interrupted
        case .finished:
            say(progress.outcome)
            if progress.elsewhere > 0 {
                say(
                    "Other processes still train what is left to them; 'gantrain study status \(command)' says how far "
                        + "they are.")
            }
            if progress.failed > 0 {
                Console.error(
                    "gantrain: \(counted(progress.failed, "run")) failed; 'gantrain study status \(command)' says "
                        + "why, and --retry-failed trains them anew")
                throw Failure.runFailed
            }
        }
    }

    private var table: [String] {
        TallyTable(tally: tally).lines(width: Console.width, most: max(3, min(30, Console.height - 3)))
    }

    private func show(_ line: String) {
        if isInteractive {
            let lines = table + [line.fitted(to: Console.width - 1) { $0.columns }]
            Console.showBlock(lines, over: shownLines)
            shownLines = lines.count
        } else if line != lastLine {
            Console.print(line)
        }
        lastLine = line
    }

    private func say(_ text: String) {
        clear()
        if !isQuiet { Console.print(text) }
    }

    private func complain(_ text: String) {
        clear()
        Console.error("gantrain: \(text)")
    }

    private func clear() {
        guard isInteractive, shownLines > 0 else { return }
        Console.clearBlock(of: shownLines)
        shownLines = 0
    }
}

extension StudyProgress {
    /// Such as "12 of 50 runs done, 2 running, 1 diverged, 3 min 5 s left".
    fileprivate var line: String {
        let left = secondsLeft.map { ["\(ReadableTime.text(seconds: $0)) left"] } ?? []
        return (["\(done) of \(counted(total, "run")) done", "\(running) running"] + oddities + left)
            .joined(separator: ", ")
    }

    fileprivate var outcome: String {
        (["\(completed) of \(counted(total, "run")) completed"] + oddities).joined(separator: ", ")
    }

    private var oddities: [String] {
        [
            (stopped, "stopped early with success"), (diverged, "diverged"), (failed, "failed"),
            (elsewhere, "left to other processes"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }
}
