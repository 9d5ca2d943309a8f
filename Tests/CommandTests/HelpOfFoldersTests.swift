import Testing

/// The help of the commands for folders of runs, as text.
@Suite struct HelpOfFoldersTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func helpOfSampling() throws {
        #expect(
            try program.help("sample") == """
                OVERVIEW: Draw samples of a run's generator.

                The generator is the one of the last checkpoint, or of the step of --at, and
                its average if the run has one. Equal seeds give equal samples. With the run's
                own seed, the first samples of a complete run are those of its samples.csv.

                Without --out the samples are printed as CSV. With --out they are written as
                CSV or, if the name ends in .npy, as an array for NumPy.

                USAGE: gantrain sample <run> [--count <count>] [--at <step>] [--seed <seed>] [--out <file>] [--overwrite]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --count <count>         How many samples (default: 1000).
                  --at <step>             The step of a kept checkpoint (default: the last
                                          checkpoint).
                  --seed <seed>           The seed of the latent points (default: the run's
                                          seed).
                  -o, --out <file>        The file to write, .csv or .npy.
                  --overwrite             Replace a file that is there already.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfListing() throws {
        #expect(
            try program.help("list") == """
                OVERVIEW: List the runs, studies and comparisons in a folder, with their state.

                A run is completed, diverged, running, interrupted (gantrain resume goes on
                with it), or stopped early in a study whose success it had reached. The runs of
                a study are in one line; gantrain study status lists them.

                USAGE: gantrain list [<folder> ...] [--json]

                ARGUMENTS:
                  <folder>                Where to look (default: runs).

                OPTIONS:
                  --json                  Print JSON.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfCleaning() throws {
        #expect(
            try program.help("clean") == """
                OVERVIEW: Remove runs, studies and comparisons, after asking.

                Lists what would be removed and asks. Of a folder that is none of these, all
                that lie in it are meant. Only files that gantrain has written are removed; a
                folder with other files in it stays, and so does a run that a process works on.

                USAGE: gantrain clean <folder> ... [--state <state> ...] [--yes]

                ARGUMENTS:
                  <folder>                The folders of runs, studies or comparisons, or a
                                          folder of them.

                OPTIONS:
                  --state <state>         Of the runs, only those in this state; repeatable.
                                          (values: completed, diverged, interrupted, failed)
                  --yes                   Remove without asking.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }
}
