import Experiments
import Testing

@testable import gantrain

@Suite struct GantrainTests {
    private let program: Program

    init() throws { program = try Program() }

    private func help(_ arguments: String...) throws -> String {
        let output = try program.gantrain(arguments + ["--help"])
        #expect(output.status == 0)
        #expect(output.stderr == "")
        return output.stdout
    }

    @Test func helpOfTheProgram() throws {
        #expect(
            try help() == """
                OVERVIEW: An instrument for studying how GANs train.

                Start with:
                  gantrain --config mog8.json

                'gantrain train --help' lists the options of training. docs/glossary.md
                explains the words.

                A configuration that is not found as given is looked for in configs/. 'gantrain
                config keys' explains every key, and --set changes one for a run:
                  gantrain --config mog8.json --seed 7 --set generator.hidden=[64,64]

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
                  resume                  Go on with a run that was interrupted or killed.
                  study                   Train many configurations with many seeds, and keep
                                          what is done.
                  game                    Play a game whose answers are known, and compare with
                                          them.
                  plot                    Draw the figures of a run from its files.
                  compare                 Set runs side by side, or judge a study.
                  report                  Write a study or a run as one page to hand on.
                  spectrum                Compute the eigenvalues of a run's game at a
                                          checkpoint.
                  trace                   Write every number of a few steps, for an audit by
                                          another program.
                  bench                   Measure how fast a configuration trains.
                  explain                 Say what a training step costs: matrix products,
                                          passes, memory.
                  config                  Check a configuration, or explain the keys.

                  See 'gantrain help <subcommand>' for detailed help.

                """)
    }

    @Test func helpOfTraining() throws {
        #expect(
            try help("train") == """
                OVERVIEW: Train a GAN as a configuration says (the default).

                USAGE: gantrain train --config <file> [--seed <seed>] [--set <key.path=value> ...] \
                [--threads <threads>] [--steps <steps>] [--out <folder>] [--overwrite] [--quiet] [--no-figures]

                OPTIONS:
                  --config <file>         The configuration, a path or a name in configs/.
                  --seed <seed>           The seed of every random number.
                  --set <key.path=value>  Change a key of the configuration; repeatable.
                  --threads <threads>     Threads to share the work of a step (default: as many
                                          as there are cores).
                  --steps <steps>         How many steps to train.
                  --out <folder>          The run's folder (default: runs/<name>-seed<seed>).
                  --overwrite             Replace a run that is in the folder already.
                  --quiet                 Print errors only.
                  --no-figures            Draw no figures at the end.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfResuming() throws {
        #expect(
            try help("resume") == """
                OVERVIEW: Go on with a run that was interrupted or killed.

                The run ends with the same bytes as one that was never stopped.

                USAGE: gantrain resume <run> [--quiet] [--no-figures]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --quiet                 Print errors only.
                  --no-figures            Draw no figures at the end.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfPlotting() throws {
        #expect(
            try help("plot") == """
                OVERVIEW: Draw the figures of a run from its files.

                Writes SVG and PNG into RUN/figures, with the gnuplot script and the data of
                each: losses, gradient-norms, coverage, samples, densities, discriminator, and
                spectrum if record.spectrumEvery asked for it. A run that is not complete is
                drawn as it stood at its last checkpoint.

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
            try help("compare") == """
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
                [--no-figures] [--json] [--format <format>]

                ARGUMENTS:
                  <run>                   The runs' folders, two or more; or one study: its
                                          folder, its file, or its name in runs.

                OPTIONS:
                  --out <folder>          The folder of what is written (default: comparison,
                                          beside the first run; of a study its own).
                  --overwrite             Replace a comparison that is in the folder already.
                  --quiet                 Print errors only.
                  --no-figures            Print the table only, and write nothing.
                  --json                  Print JSON instead of the table, and write nothing.
                  --format <format>       How a study is printed; text unless said otherwise.
                                          (values: text, markdown, csv)
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test func helpOfConfigurations() throws {
        #expect(
            try help("config") == """
                OVERVIEW: Check a configuration, or explain the keys.

                USAGE: gantrain config <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  check                   Report all problems of a configuration.
                  show                    Print a configuration with all defaults filled in.
                  keys                    Explain every key: allowed values, default, meaning,
                                          source.
                  schema                  Print a JSON Schema for editors.

                  See 'gantrain help config <subcommand>' for detailed help.

                """)
    }

    @Test func helpOfSpectrum() throws {
        #expect(
            try help("spectrum") == """
                OVERVIEW: Compute the eigenvalues of a run's game at a checkpoint.

                The Jacobian is that of the field v in which the players step: where all real
                parts are negative and the steps small, they converge. Writes eigenvalues.csv,
                summary.json and the figure spectrum into RUN/spectrum/step-N unless --out says
                otherwise. docs/spectrum.md says how to read it.

                USAGE: gantrain spectrum <run> [--at <step>] [--batches <batches>] [--plain] [--step \
                <h>] [--method <method>] [--count <count>] [--threads <threads>] [--write-jacobian \
                <file>] [--out <folder>] [--json] [--no-figures]

                ARGUMENTS:
                  <run>                   The run's folder.

                OPTIONS:
                  --at <step>             The step of a kept checkpoint (default: the last
                                          checkpoint).
                  --batches <batches>     Batches over which the Jacobian is averaged (default:
                                          10).
                  --plain                 The field without the configuration's field methods.
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

    @Test func version() throws {
        let output = try program.gantrain("--version")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let shape = try Regex(
            """
            gantrain [0-9]+\\.[0-9]+\\.[0-9]+, commit unknown
            OpenBLAS [0-9.a-z]+, core [A-Za-z0-9_]+(: [A-Za-z_, ]+)?
            Swift 6\\.[0-9a-z ]+; .+\\n
            """)
        #expect(output.stdout.wholeMatch(of: shape) != nil, "\(output.stdout)")
    }

    @Test func withoutArgumentsItSaysWhatIsMissingAndHelps() throws {
        let output = try program.gantrain()
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(output.stderr == "Error: Missing expected argument '--config <file>'\n\n" + (try help()))
    }

    /// What was probably meant stands after the complaint.
    @Test(arguments: [
        (["tiny.json"], "Did you mean: gantrain --config tiny.json?"),
        (["trian", "--config", "tiny.json"], "Did you mean: gantrain train?"),
        (
            ["--config", "tiny.json", "--set", "data.modes", "=", "10"],
            "There are no spaces around =: --set data.modes=10"
        ),
        (
            ["--config", "tiny.json", "--set", "penalties=[{", "kind: r1}]"],
            "A value with spaces needs quotes: --set 'penalties=[{\"kind\": \"r1\"}]'"
        ),
    ])
    func hints(arguments: [String], hint: String) throws {
        let output = try program.gantrain(arguments)
        #expect(output.status == 64)
        let lines = output.stderr.split(separator: "\n")
        #expect(lines.first?.hasPrefix("Error: ") == true)
        #expect(lines.dropFirst().first == hint[...])
    }

    /// Numbers are read as in a configuration.
    @Test func wholeNumbersMayHaveAnExponent() throws {
        #expect(try program.train("--steps", "4e1", "--seed", "1e2").status == 0)
        #expect(try program.summary("run")["steps"] as? Int == 40)
        #expect(try program.summary("run")["seed"] as? Int == 100)
    }

    @Test func runsThatAreNotThere() throws {
        #expect(try program.train("--out", "runs/ring-seed0").status == 0)
        for name in ["runs/rign-seed0", "ring-seed0"] {
            for command in ["resume", "plot", "spectrum"] {
                let output = try program.gantrain(command, name)
                #expect(output.status == 64)
                #expect(output.stderr == "gantrain: \(name): no such folder; did you mean runs/ring-seed0?\n")
            }
        }
        try program.write("{}", as: "runs/comparison.json")
        for arguments in [["resume", "runs"], ["plot", "runs"], ["compare", "runs", "runs/ring-seed0"]] {
            let output = try program.gantrain(arguments)
            #expect(output.status == 64)
            #expect(output.stderr == "gantrain: runs holds a comparison of runs, not a run\n")
        }
    }

    @Test(arguments: [
        (["--frob"], "Missing expected argument '--config <file>'"),
        (["--config", "tiny.json", "--frob"], "Unknown option '--frob'"),
        (["--config", "tiny.json", "--quite"], "Unknown option '--quite'. Did you mean '--quiet'?"),
        (["--config"], "Missing value for '--config <file>'"),
        (
            ["trace", "--config", "tiny.json", "--out", "t", "--steps", "10k"],
            "The value '10k' is invalid for '--steps <steps>': allowed is an integer from 1 to 1000."
        ),
        (
            ["game", "dirac", "--gamma", "-1"],
            "The value '-1' is invalid for '--gamma <gamma>': allowed is a number of at least 0."
        ),
        (["--config", "tiny.json", "extra"], "Unexpected argument 'extra'"),
        (["resume"], "Missing expected argument '<run>'"), (["plot"], "Missing expected argument '<run>'"),
        (["compare"], "Missing expected argument '<run> ...'"),
        (
            ["compare", "a", "b", "--json", "--quiet"], "--json and --quiet leave nothing to do."
        ),
        (["spectrum"], "Missing expected argument '<run>'"),
        (
            ["spectrum", "run", "--batches", "0"],
            "The value '0' is invalid for '--batches <batches>': allowed is an integer from 1 to 10000."
        ),
        (
            ["spectrum", "run", "--count", "0"],
            "The value '0' is invalid for '--count <count>': allowed is an integer from 1 to 1000."
        ),
        (
            ["spectrum", "run", "--threads", "0"],
            "The value '0' is invalid for '--threads <threads>': allowed is an integer from 1 to 64."
        ),
        (
            ["spectrum", "run", "--step", "0"],
            "The value '0' is invalid for '--step <h>': allowed is a number above 0."
        ),
        (
            ["spectrum", "run", "--method", "qr"],
            "The value 'qr' is invalid for '--method <method>'. Please provide one of 'auto', 'dense' or 'krylov'."
        ), (["spectrum", "run", "--out", ""], "--out needs the name of a folder."),
        (["config", "check"], "Missing expected argument '<file>'"),
    ])
    func wrongUsage(arguments: [String], complaint: String) throws {
        let output = try program.gantrain(arguments)
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(output.stderr.split(separator: "\n").first == "Error: \(complaint)")
        #expect(try program.names(in: ".") == ["tiny.json"])
    }
}
