import ArgumentParser
import Live
import Runs
import Text

struct WatchFolder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show a run or a study on a page in the browser, while it is trained elsewhere or later.",
        discussion: """
            Nothing is written and nothing is locked. The folder is looked at once a second, so it may lie on another \
            machine's disk. docs/live.md shows the way through ssh. Ctrl-C ends.
            """)

    @Argument(help: ArgumentHelp("The folder of a run or a study.", valueName: "folder"))
    var folder: String

    @OptionGroup var place: LivePlace

    func run() throws {
        try Failure.reporting {
            Console.holdStreams()
            let broadcast = Broadcast()
            let follow: (() -> Bool) -> Void
            if let study = try StudyToRead.find(folder)?.folder {
                follow = WatchedStudy(study, telling: broadcast).follow
            } else {
                follow = WatchedRun(try RunFolder.find(folder), telling: broadcast).follow
            }
            let shouldStop = Interruption.listen()
            let server = try place.serve(broadcast)
            follow(shouldStop)
            server.stop()
        }
    }
}
