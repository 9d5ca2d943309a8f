import ArgumentParser
import KnownGames
import Runs
import Figures
import Text

/// What a training command shows and draws.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print errors only.")
    var quiet = false

    @Flag(name: .customLong("no-figures"), help: "Draw no figures at the end.")
    var withoutFigures = false

    /// Trains with a progress display, then reports and draws.
    ///
    /// - Throws: `ExitCode` for a run that did not complete, after saying so.
    func follow(
        _ directory: RunDirectory, modesTotal: Int,
        _ train: ([any TrainingObserver], _ shouldStop: @escaping () -> Bool) throws -> RunSummary
    ) throws {
        Console.holdStreams()
        let work = Work()
        let progress = ProgressReporter(modesTotal: modesTotal, interactive: Console.isInteractive)
        let summary = try work.train { try train([$0] + (quiet ? [] : [progress]), work.shouldStop) }
        if summary.status == .completed {
            try complete(summary, directory, work)
        } else {
            say(RunReport(summary: summary).text)
        }
        if summary.status == .interrupted {
            say("Go on with: gantrain resume \(directory.name)")
            throw Failure.interrupted
        }
        if let divergence = summary.divergence {
            Console.error("gantrain: training diverged at \(divergence); the last finite state is saved")
            throw Failure.diverged
        }
    }

    private func complete(_ summary: RunSummary, _ directory: RunDirectory, _ work: Work) throws {
        if quiet && withoutFigures { return }
        let game = try GameRecord(reading: directory)
        let record = game == nil ? try RunRecord(reading: directory) : nil
        if let record { say(RunReport.picture(of: record, columns: Console.width)) }
        say(RunReport(summary: summary, further: [("run", directory.name)]).text)
        if !withoutFigures { try draw(game, record, directory, work) }
    }

    /// Draws the figures of a complete run if a kill came before them or in between.
    func drawWhatIsMissing(_ directory: RunDirectory) throws {
        if try withoutFigures || directory.hasFigures { return }
        let game = try GameRecord(reading: directory)
        try draw(game, game == nil ? RunRecord(reading: directory) : nil, directory, Work())
    }

    private func draw(
        _ game: GameRecord?, _ record: RunRecord?, _ directory: RunDirectory, _ work: Work
    ) throws {
        do {
            _ = try work.draw { writer in
                if let game { return try writer.draw(GamePortrait(game), into: directory.figures) }
                return try record.map { try writer.draw(RunPortrait($0), into: directory.figures) } ?? []
            }
            say(TextTable.facts([("figures", directory.figures)]).text)
        } catch is Interrupted {
            throw Interrupted(
                description: "interrupted while drawing; the run is complete: gantrain plot \(directory.name)"
            )
        } catch let error as FigureError {
            // The run is whole without pictures, and nothing is wrong with it.
            Console.error("gantrain: \(error)")
        }
    }

    func say(_ text: String) {
        if !quiet { Console.print(text) }
    }
}
