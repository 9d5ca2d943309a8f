import ArgumentParser
import Experiments
import Runs

/// The command line: parse, call, print.
@main
struct Gantrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gantrain",
        abstract: "An instrument for studying how GANs train.",
        discussion: """
            Start with:
              gantrain --config mog8.json

            'gantrain train --help' lists the options of training.

            A configuration that is not found as given is looked for in configs/. 'gantrain config keys' \
            explains every key, and --set changes one for a run:
              gantrain --config mog8.json --seed 7 --set generator.hidden=[64,64]

            Exit codes:
              0    done
              3    training diverged; the state is saved, the step and the cause named
              64   wrong usage or configuration
              65   unreadable or damaged data or checkpoint
              69   a program that is needed is missing
              70   gnuplot failed, or a defect of gantrain itself
              73   cannot create a file or folder
              74   cannot write, as on a full disk
              130  interrupted, and resumable with 'gantrain resume'
            """,
        version: Version.text,
        subcommands: [
            Train.self, Resume.self, Game.self, Plot.self, Compare.self, Spectrum.self, Trace.self,
            Bench.self, Explain.self, Config.self,
        ],
        defaultSubcommand: Train.self)

    static func main() {
        ProcessFacts.noteEntry()
        main(nil)
    }
}
