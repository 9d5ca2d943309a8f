import ArgumentParser
import Experiments
import Runs
import Foundation
import Text
import Machines

/// The command line: parse, call, print.
@main
struct Gantrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gantrain",
        abstract: "An instrument for studying how GANs train.",
        discussion: """
            Start with:
              gantrain --config mog8.json    (or: gantrain mog8.json)

            'gantrain train --help' lists the options of training. docs/glossary.md explains the words.

            A configuration that is not found as given is looked for in configs/. 'gantrain config keys' \
            explains every key, 'gantrain config list' names the configurations, and --set changes a key for a run:
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
            """,
        version: Version.text,
        subcommands: [
            Train.self, Resume.self, Study.self, WatchFolder.self, Replay.self, Game.self, List.self,
            Plot.self,
            Compare.self, Report.self, Sample.self, Export.self, Lab.self, Spectrum.self, Trace.self,
            Clean.self,
            Bench.self, Explain.self, Config.self, Complete.self, Manual.self,
        ],
        defaultSubcommand: Train.self)

    /// The process, as it is handed to what it does. It is made before anything else, since its clock starts then.
    static let session = Session(
        build: Version.build, notify: { Console.error("gantrain: \($0)") })

    static func main() {
        _ = session
        Interruption.endAtOnce()
        // Writing past a file-size limit is then an error that is reported.
        signal(SIGXFSZ, SIG_IGN)
        if let complaint = Loops.complaint() ?? Words.complaint() ?? unknownHelp() {
            Console.error("gantrain: \(complaint)")
            Foundation.exit(Failure.usage.rawValue)
        }
        do {
            if let script = completionScript { return try Console.output(script.text, terminator: "") }
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// The names of the commands.
    static var commands: [String] { CommandNames.names(of: configuration.subcommands) }

    /// What `--generate-completion-script SHELL` asks for, in the place of the parser's own scripts.
    private static var completionScript: CompletionScript? {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 2, words[0] == "--generate-completion-script" else { return nil }
        return CompletionScript(rawValue: words[1])
    }

    /// What is wrong with `help WORD`; nil if there is such a command.
    private static func unknownHelp() -> String? {
        let words = CommandLine.arguments.dropFirst().prefix(2)
        guard words.first == "help", let word = words.dropFirst().first, !word.hasPrefix("-"),
            !(commands + ["help"]).contains(word)
        else { return nil }
        return CommandNames.complaint(about: word, among: commands)
    }

    /// Says what was wrong with the command line, or shows the help that was asked for.
    private static func end(with error: any Error) -> Never {
        var code = exitCode(for: error)
        if code.isSuccess {
            do { try Console.output(fullMessage(for: error)) } catch {
                Console.error("gantrain: \(error)")
                code = Failure.cannotWrite
            }
        } else {
            let complaint = UsageComplaint(
                message: message(for: error), fullMessage: fullMessage(for: error),
                arguments: Array(CommandLine.arguments.dropFirst()))
            if !complaint.text.isEmpty { Console.error(complaint.text) }
        }
        Foundation.exit(code.rawValue)
    }
}
