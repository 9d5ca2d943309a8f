import Experiments
import KnownGames
import Records
import Runs
import Storage
import SystemPackage

/// A run that is trained elsewhere or was trained before, as its folder tells.
public final class WatchedRun {
    private let directory: RunDirectory
    private let broadcast: Broadcast
    private var stamps: [FolderWatch.Stamp?] = []
    private var lastError: String?
    private var isFirst = true

    public init(_ directory: RunDirectory, telling broadcast: Broadcast) {
        self.directory = directory
        self.broadcast = broadcast
    }

    /// Reads the folder whenever its files have changed.
    public func follow(shouldStop: () -> Bool) {
        FolderWatch.follow(shouldStop: shouldStop) { self.look() }
    }

    /// Reads the folder if its files have changed since the last look.
    func look() {
        let now = directory.watchedFiles.map(FolderWatch.Stamp.init)
        guard now != stamps else { return }
        do {
            try read()
            (stamps, lastError) = (now, nil)
        } catch {
            // The one who writes may be in the middle of it; what lasts is said once.
            let text = "\(error)"
            if lastError == text { broadcast.change(.notes) { if $0.notes.last != text { $0.note(text) } } }
            lastError = text
        }
    }

    private func read() throws {
        let configuration = try StoredRun(reading: directory).configuration
        var record = try RunRecord(picturesOf: directory)
        record.table = try directory.table(of: configuration)
        let game = configuration.knownGame == nil ? nil : try GameRecord(of: record, configuration)
        let steps = record.table.rows.last?.first.flatMap { $0 }.flatMap { Int(exactly: $0) } ?? 0
        let summary = try directory.toldEnding
        let status = summary?.status ?? "not over"
        let glimpse = record.snapshots.last.map { last in
            Glimpse(
                step: last.step, samples: last.points,
                surface: record.surfaces.last { $0.step == last.step }?.surface)
        }
        broadcast.change(.head, .moments, .picture, .game) { show in
            show.head = Show.Head(
                title: "\(record.title), in \(directory.name)", status: status,
                step: max(steps, summary?.steps ?? 0),
                total: configuration.steps)
            show.packing = configuration.players.discriminator.packing
            show.glimpse = glimpse
            show.game = game
            show.record.snapshots = record.snapshots
            show.record.surfaces = record.surfaces
        }
        tell(record)
    }

    /// The rows: only what has come, if the rest is as it was.
    private func tell(_ record: RunRecord) {
        let before = broadcast.look(\.record)
        let hasGrown =
            !isFirst && before.table.columns == record.table.columns && before.target == record.target
            && record.table.rows.starts(with: before.table.rows)
        isFirst = false
        guard hasGrown else {
            broadcast.replace { $0.record = record }
            return
        }
        broadcast.change(.rows) { $0.record.table.rows = record.table.rows }
    }
}
