import Testing

/// The help of the commands that show a run on a page or repeat one, as text.
@Suite struct LiveHelpTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func helpOfWatching() throws {
        #expect(
            try program.help("watch") == """
                OVERVIEW: Show a run or a study on a page in the browser, while it is trained
                elsewhere or later.

                Nothing is written and nothing is locked. The folder is looked at once a
                second, so it may lie on another machine's disk. docs/live.md shows the way
                through ssh. Ctrl-C ends.

                USAGE: gantrain watch <folder> [--live-port <port>] [--live-host <address>]

                ARGUMENTS:
                  <folder>                The folder of a run or a study.

                OPTIONS:
                  --live-port <port>      The page's port (default: one that is free).
                  --live-host <address>   The page's IP address; 0.0.0.0 lets others in.
                                          (default: 127.0.0.1)
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfReplaying() throws {
        #expect(
            try program.help("replay") == """
                OVERVIEW: Train a run once more, with the changes made to it, and compare the
                bytes.

                The changes are those that somebody made on the page of 'gantrain --live'; the
                run's folder holds them in touches.jsonl. The new run goes as far as the first
                one's checkpoint.

                Exit codes: 0 the bytes are the same, 1 they differ.

                USAGE: gantrain replay <run> [--out <folder>] [--overwrite] [--quiet]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --out <folder>          The new run's folder (default: <run>-replay).
                  --overwrite             Replace a run that is in the new folder already.
                  --quiet                 Print errors only.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }
}
