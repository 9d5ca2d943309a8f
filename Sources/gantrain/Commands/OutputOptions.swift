import ArgumentParser
import Figures
import KnownGames
import Records
import Runs
import Text

/// What a training command shows and draws.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print errors only.")
    var quiet = false

    @Flag(name: .customLong("no-figures"), help: "Draw no figures at the end.")
    var withoutFigures = false

    @OptionGroup var live: LiveOptions

    /// Trains with a progress display, then reports and draws.
    ///
    /// - Throws: `ExitCode` for a run that did not complete, after saying so.
    func follow(
        _ directory: RunDirectory,
        _ train: ([any TrainingObserver], _ shouldStop: @escaping () -> Bool) throws -> RunSummary
    ) throws {
        Console.holdStreams()
        let work = Work()
        let progress = quiet ? [] : [ProgressReporter(interactive: Console.isInteractive)]
        let keeper = RecordKeeper(wishing: withoutFigures ? [] : [Wish(.surface, .last)])
        let page = try live.open(showing: directory)
        defer { page?.close() }
        let observers: [any TrainingObserver] =
            (quiet && withoutFigures ? [] : [keeper]) + progress + (page.map { [$0.run] } ?? [])
        let summary = try work.train { shouldStop in try train(observers, shouldStop) }
        if summary.status == .completed {
            try complete(summary, keeper.record, directory, work)
        } else {
            say(RunReport(summary: summary, broken: Self.brokenStep(of: keeper.record)).text)
        }
        if summary.status == .interrupted {
            say("Go on with: gantrain resume \(directory.name)")
            throw Failure.interrupted
        }
        if let divergence = summary.divergence {
            Console.error("gantrain: training diverged at \(divergence); the last finite state is saved")
        }
        live.stay(until: work.shouldStop)
        if summary.divergence != nil { throw Failure.diverged }
    }

    /// The row of the step that was not finite, as far as it came.
    private static func brokenStep(of record: RunRecord) -> [(column: Column, value: Double)]? {
        guard let step = record.brokenStep, let row = record.table.rows.last, row.first == Double(step) else {
            return nil
        }
        return zip(record.table.columns, row).compactMap { column, value in
            column.role == .step || column.role == .time ? nil : value.map { (column, $0) }
        }
    }

    private func complete(
        _ summary: RunSummary, _ record: RunRecord, _ directory: RunDirectory, _ work: Work
    ) throws {
        if quiet && withoutFigures { return }
        if !record.samples.isEmpty {
            say(RunReport.picture(of: record, columns: Console.width))
        }
        let floors = try work.compute("computing floors of distances") {
            try StoredRun(reading: directory).configuration.transportFloors()
        }
        say(RunReport(summary: summary, further: [("run", directory.name)], floors: floors).text)
        if !withoutFigures { try draw(record, directory, work) }
    }

    /// Draws the figures of a complete run if a kill came before them or in between.
    func drawWhatIsMissing(_ directory: RunDirectory) throws {
        if try withoutFigures || directory.hasFigures { return }
        try draw(RunRecord(reading: directory), directory, Work())
    }

    private func draw(_ record: RunRecord, _ directory: RunDirectory, _ work: Work) throws {
        do {
            _ = try Self.draw(record, of: directory, work)
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

    /// Draws the figures of a run into its folder, or the figures of a known game if it played one.
    static func draw(_ record: RunRecord, of directory: RunDirectory, _ work: Work) throws -> [Figure] {
        let game =
            record.samples.isEmpty
            ? try GameRecord(of: record, StoredRun(reading: directory).configuration) : nil
        let folder = try directory.figuresFolder()
        return try work.draw { writer in
            try game.map { try writer.draw($0, into: folder) } ?? writer.draw(record, into: folder)
        }
    }

    func say(_ text: String) {
        if !quiet { Console.print(text) }
    }
}
