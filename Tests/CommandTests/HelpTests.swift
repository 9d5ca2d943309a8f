import Testing

/// The help of the commands as text; ``LiveHelpTests`` has two more.
@Suite struct HelpTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func helpOfTheProgram() throws {
        #expect(
            try program.help() == """
                OVERVIEW: An instrument for studying how GANs train.

                Start with:
                  gantrain --config mog8.json    (or: gantrain mog8.json)

                'gantrain train --help' lists the options of training. docs/glossary.md
                explains the words.

                A configuration that is not found as given is looked for in configs/. 'gantrain
                config keys' explains every key, 'gantrain config list' names the
                configurations, and --set changes a key for a run:
                  gantrain mog8.json --seed 7 --set generator.hidden=[64,64] --set penalties=r2

                Exit codes:
                  0    done
                  1    a run of a study failed
                  3    training diverged; the state is saved, the step and the cause named
                  64   wrong usage or configuration
                  65   unreadable or damaged data or checkpoint
                  69   a program that is needed is missing
                  70   gnuplot failed, or a defect of gantrain itself
                  73   cannot create a file or folder
                  74   cannot write, as on a full disk
                  130  interrupted, and resumable with 'gantrain resume'

                USAGE: gantrain <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  train (default)         Train a GAN as a configuration says (the default).
                  resume                  Go on with a run that was interrupted or killed, or
                                          give a run more steps.
                  study                   Train many configurations with many seeds, and keep
                                          what is done.
                  watch                   Show a run or a study on a page in the browser, while
                                          it is trained elsewhere or later.
                  replay                  Train a run once more, with the changes made to it,
                                          and compare the bytes.
                  game                    Play a game whose answers are known, and compare with
                                          them.
                  list                    List the runs, studies and comparisons in a folder,
                                          with their state.
                  plot                    Draw the figures of a run from its files.
                  compare                 Set runs side by side, or judge a study.
                  report                  Write a study or a run as one page to hand on.
                  sample                  Draw samples of a run's generator.
                  export                  Write a run for TensorBoard, NumPy or onnxruntime.
                  lab                     Write configurations as one page in which they train.
                  spectrum                Compute the eigenvalues of a run's game at a
                                          checkpoint.
                  trace                   Write every number of a few steps, for an audit by
                                          another program.
                  clean                   Remove runs, studies and comparisons, after asking.
                  bench                   Measure how fast a configuration trains.
                  explain                 Say what a training step costs: matrix products,
                                          passes, memory.
                  config                  Check or list configurations, or explain the keys.

                  See 'gantrain help <subcommand>' for detailed help.

                """)
    }

    @Test func helpOfTraining() throws {
        #expect(
            try program.help("train") == """
                OVERVIEW: Train a GAN as a configuration says (the default).

                USAGE: gantrain train [<options>] [<file>]

                ARGUMENTS:
                  <file>                  The configuration: a path, a name in configs/, or -
                                          for standard input.

                OPTIONS:
                  -c, --config <file>     The same, as an option.
                  --seed <seed>           The seed of every random number.
                  --set <key.path=value>  Change a key of the configuration; repeatable.
                  --threads <threads>     Threads to share the work of a step (default: as many
                                          as there are cores).
                  --steps <steps>         How many steps to train.
                  -o, --out <folder>      The run's folder (default: runs/<name>-seed<seed>).
                  --overwrite             Replace a run that is in the folder already.
                  --quiet                 Print errors only.
                  --no-figures            Draw no figures at the end.
                  --live                  Show the training on a page in the browser, and print
                                          its address.
                  --live-stay/--no-live-stay
                                          Serve the page after the end too, until Ctrl-C
                                          (default: if the command was typed at a terminal).
                  --live-port <port>      The page's port (default: one that is free).
                  --live-host <address>   The page's IP address; 0.0.0.0 lets others in.
                                          (default: 127.0.0.1)
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfResuming() throws {
        #expect(
            try program.help("resume") == """
                OVERVIEW: Go on with a run that was interrupted or killed, or give a run more
                steps.

                The run ends with the same bytes as one that was never stopped. With --steps a
                run that is done goes on too, and ends as one that had so many steps from the
                start; docs/run-directory.md says which schedules allow it.

                USAGE: gantrain resume <run> [--steps <steps>] [--quiet] [--no-figures] [--live] \
                [--live-stay] [--no-live-stay] [--live-port <port>] [--live-host <address>]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --steps <steps>         Steps of the whole run, more than it was begun with.
                  --quiet                 Print errors only.
                  --no-figures            Draw no figures at the end.
                  --live                  Show the training on a page in the browser, and print
                                          its address.
                  --live-stay/--no-live-stay
                                          Serve the page after the end too, until Ctrl-C
                                          (default: if the command was typed at a terminal).
                  --live-port <port>      The page's port (default: one that is free).
                  --live-host <address>   The page's IP address; 0.0.0.0 lets others in.
                                          (default: 127.0.0.1)
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfExporting() throws {
        #expect(
            try program.help("export") == """
                OVERVIEW: Write a run for TensorBoard, NumPy or onnxruntime.

                tensorboard: an event file with the numbers of metrics.csv and the figures that
                have been drawn.
                npz: samples, latent points, snapshots, the discriminator's surfaces and the
                table as arrays.
                onnx: the networks of the last checkpoint, generator.onnx and
                discriminator.onnx.

                docs/exports.md says what the files hold.

                USAGE: gantrain export <run> --to <format> [--out <folder>]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --to <format>           The format. (values: tensorboard, npz, onnx)
                  --out <folder>          Where to write (default: RUN/exports).
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfPlotting() throws {
        #expect(
            try program.help("plot") == """
                OVERVIEW: Draw the figures of a run from its files.

                Writes SVG and PNG into RUN/figures, with the gnuplot script and the data of
                each. The figures are losses, gradient-norms, samples, densities, discriminator
                and spectrum, and of what the run has measured coverage, sliced-w1, transport,
                neighbours, energy-distance, slopes, mode-spread and model-evaluations. A
                spectrum is recorded if record.spectrumEvery asks for it. A run that is not
                complete is drawn as it stood at its last checkpoint.

                With --animate it writes training.png instead, a PNG that moves: samples and
                discriminator at the moments that the run has kept. record.snapshots says how
                many.

                USAGE: gantrain plot <run> [--animate]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --animate               Draw the training as a moving picture.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfComparing() throws {
        #expect(
            try program.help("compare") == """
                OVERVIEW: Set runs side by side, or judge a study.

                Prints the settings in which the runs differ and how each ended, and draws
                their curves, samples and discriminators together, as SVG and PNG with the
                gnuplot script and the data of each. Runs that diverged or are still going on
                are compared as they stand.

                Of a study it prints what its runs show: how often and how soon they succeed,
                medians and means with intervals, differences to the baseline, the best
                settings, and the verdict on each claim. It also writes runs.csv, curves.csv
                and timings.csv into the study's folder, or into the one of --out.
                docs/statistics.md explains the numbers.

                USAGE: gantrain compare <run> ... [--out <folder>] [--overwrite] [--quiet] \
                [--no-figures] [--json] [--separate-scales] [--format <format>] \
                [--sort <column>]

                ARGUMENTS:
                  <run>                   The runs' folders, two or more; or one study: its
                                          folder, its file, or its name in runs.

                OPTIONS:
                  --out <folder>          The folder of what is written (default: comparison,
                                          beside the first run; of a study its own).
                  --overwrite             Replace a comparison in the folder even if its runs
                                          are gone.
                  --quiet                 Print errors only.
                  --no-figures            Print the table only, and write nothing.
                  --json                  Print JSON instead of the table, and write nothing.
                  --separate-scales       Draw each discriminator on its own scale of colours,
                                          not all on one.
                  --format <format>       How the table is printed (default: text). (values:
                                          text, markdown, csv)
                  --sort <column>         Order runs by a column such as slicedW1, or by a
                                          setting; the best first.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfConfigurations() throws {
        #expect(
            try program.help("config") == """
                OVERVIEW: Check or list configurations, or explain the keys.

                USAGE: gantrain config <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  check                   Report all problems of a configuration.
                  show                    Print what would be trained: a configuration with all
                                          changes and defaults filled in.
                  list                    Name the configurations and studies in configs/, with
                                          a line each.
                  keys                    Explain every key, or those of a section: allowed
                                          values, default, meaning, source.
                  schema                  Print a JSON Schema for editors.

                  See 'gantrain help config <subcommand>' for detailed help.

                """)
    }

    @Test func helpOfSpectrum() throws {
        #expect(
            try program.help("spectrum") == """
                OVERVIEW: Compute the eigenvalues of a run's game at a checkpoint.

                The Jacobian is that of the field v in which the players step. At an
                equilibrium, where v is 0, they converge with small steps if all real parts are
                negative; the text says whether v is 0. Writes eigenvalues.csv, summary.json
                and the figure spectrum into RUN/spectrum/step-N unless --out says otherwise.
                docs/spectrum.md says how to read it.

                USAGE: gantrain spectrum [<options>] <run>

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --at <step>             The step of a kept checkpoint (default: the last
                                          checkpoint).
                  --batches <batches>     Batches over which the Jacobian is averaged (default:
                                          10).
                  --plain                 The field without the configuration's field methods.
                  --apart                 Also the eigenvalues of each player's own block, the
                                          other standing still.
                  --path                  Also the angle and the norm of the field on the line
                                          from the start of training.
                  --step <h>              The step h of the forecast (default: the
                                          configuration's learning rates).
                  --method <method>       dense: all eigenvalues; krylov: some of them; auto:
                                          dense up to 3000 parameters. (values: auto, dense,
                                          krylov; default: auto)
                  --count <count>         Eigenvalues that krylov finds of each kind: largest
                                          modulus, and rightmost (default: 20).
                  --threads <threads>     Threads that share the work (default: all processors).
                  --write-jacobian <file> Write the Jacobian, as NumPy's .npy or as safetensors
                                          by the name's ending.
                  --out <folder>          Where to write (default: RUN/spectrum/step-N).
                  --json                  Print the summary as JSON.
                  --no-figures            Draw no figure.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }
}
