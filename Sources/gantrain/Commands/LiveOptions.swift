import ArgumentParser
import Foundation
import Live
import Runs
import Studies
import Synchronization

/// Where the page of a run or a study is served.
struct LivePlace: ParsableArguments {
    @Option(
        name: .customLong("live-port"),
        help: ArgumentHelp("The page's port (default: one that is free).", valueName: "port"),
        transform: whole(1...65535))
    var port: Int?

    @Option(
        name: .customLong("live-host"),
        help: ArgumentHelp(
            "The page's IP address; 0.0.0.0 lets others in.",
            valueName: "address"))
    var host = "127.0.0.1"

    /// - Throws: ``LiveError`` if there is no such place.
    func serve(_ broadcast: Broadcast, steering wheel: (any Wheel)? = nil) throws -> Server {
        let server = try Server(
            host: host, port: UInt16(port ?? 0), showing: broadcast, steering: wheel)
        server.start()
        // Even if nothing else is printed: nobody could find the page.
        Console.print("live: \(server.address)")
        return server
    }
}

/// Whether a command shows what it does on a page.
struct LiveOptions: ParsableArguments {
    @Flag(
        name: .customLong("live"), help: "Show the training on a page in the browser, and print its address.")
    var isWanted = false

    @Flag(
        name: .customLong("live-stay"), inversion: .prefixedNo,
        help: ArgumentHelp(
            "Serve the page after the end too, until Ctrl-C (default: if the command was typed at a terminal)."
        ))
    var stays: Bool?

    @OptionGroup var place: LivePlace

    func validate() throws {
        if isWanted { return }
        if place.port != nil || place.host != "127.0.0.1" {
            throw ValidationError("--live-port and --live-host need --live.")
        }
        if stays != nil { throw ValidationError("--live-stay and --no-live-stay need --live.") }
    }

    /// Leaves the page open after the work. Only a person at a terminal can be expected to end it, so a script goes on
    /// unless it asks for this.
    func stay(until shouldStop: () -> Bool) {
        guard isWanted, stays ?? Console.isAtPrompt, !shouldStop() else { return }
        Console.print("live: the page stays open; Ctrl-C ends it")
        while !shouldStop() { Thread.sleep(forTimeInterval: 0.1) }
    }

    /// The page of a run; nil if none is wanted.
    func open(showing directory: RunDirectory) throws -> LivePage? {
        guard isWanted else { return nil }
        let broadcast = Broadcast()
        let run = LiveRun(directory, telling: broadcast)
        return LivePage(run: run, server: try place.serve(broadcast, steering: run))
    }

    /// The page of a study; nil if none is wanted.
    func open(showing folder: StudyFolder) throws -> LiveStudyPage? {
        guard isWanted else { return nil }
        let broadcast = Broadcast()
        return LiveStudyPage(folder, broadcast, try place.serve(broadcast))
    }
}

/// A run and its page.
struct LivePage {
    let run: LiveRun
    let server: Server

    func close() { server.stop() }
}

/// A study and its page. Its processes train; their folders tell how far they are.
final class LiveStudyPage: Sendable {
    private let server: Server
    private let isOver = Atomic<Bool>(false)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ folder: StudyFolder, _ broadcast: Broadcast, _ server: Server) {
        self.server = server
        Thread.detachNewThread { [self] in
            let study = WatchedStudy(folder, telling: broadcast)
            study.follow { isOver.load(ordering: .relaxed) }
            isDone.signal()
        }
    }

    func close() {
        isOver.store(true, ordering: .relaxed)
        isDone.wait()
        server.stop()
    }
}
