import ArgumentParser
import Foundation
import Machines
import Studies
import Text

struct StudyMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Take over runs of the same study that were trained elsewhere.",
        discussion: """
            Copies runs that are over from the other folders into the first one. The settings must be the same. Runs \
            that are in both are compared, and the first folder keeps its own. Damaged runs are named and not copied. \
            Claims and other questions stay those of the first folder; where they differ, this is shown and kept in \
            its study.json.
            """)

    @Argument(help: ArgumentHelp("The study's folder, which is added to.", valueName: "folder"))
    var target: String

    @Argument(help: ArgumentHelp("Folders of the same study.", valueName: "other"))
    var sources: [String]

    func validate() throws {
        if sources.isEmpty { throw ValidationError("there is nothing to merge; name two folders or more.") }
    }

    func run() throws {
        try Failure.reporting {
            let folders = try ([target] + sources).map { name in
                let folder = StudyFolder(name)
                guard folder.holdsStudy else {
                    throw UsageError(description: "\(name.printable) holds no study: it has no study.json")
                }
                return folder
            }
            let report = try folders[0].merge(Array(folders.dropFirst()))
            try Console.output(
                "\(counted(report.copied, "run")) copied, \(report.known) in both")
            for run in report.different {
                try Console.output("\(run) has other numbers in both; that in \(target) stays")
            }
            for run in report.replaced {
                try Console.output("\(run) was damaged in \(target); a whole one has replaced it")
            }
            for (run, reason) in report.damaged {
                try Console.output("\(run) is damaged and was not copied: \(reason)".printable)
            }
            for (folder, changes) in report.questions {
                try Console.output(
                    "\(folder.printable) asked otherwise; what \(target.printable) asks stays:")
                for change in changes { try Console.output("  \(change.text.printable)") }
            }
            if !report.kernels.isEmpty {
                try Console.output("the kernels of OpenBLAS differ, and with them the last bits of results:")
                try Console.output(
                    TextTable.facts(report.kernels.map { (name: $0.folder, value: $0.kernels) }).text)
            }
        }
    }
}

struct StudyScript: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "script", abstract: "Print a script that submits a study to a batch system.",
        discussion: """
            slurm: an array job, for sbatch. htcondor: a submit description, for condor_submit. parallel: a shell \
            script for GNU parallel. Each task takes a share of the runs, then helps with what others have left; \
            submitted again, it goes on. The tasks share the study's folder, so the disk must be a common one; \
            'gantrain study merge' joins folders otherwise.
            """)

    @Argument(help: ArgumentHelp("slurm, htcondor or parallel.", valueName: "system"))
    var system: SubmissionScript.System

    @OptionGroup var place: StudyPlace

    @Option(help: "Tasks of one core each (default: 10).", transform: whole(1...10_000))
    var tasks = 10

    @Option(
        help: "Minutes that a task may take; then it is submitted again (default: 60).",
        transform: whole(1...100_000))
    var minutes = 60

    @Option(
        name: .customLong("option"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A line of the site, such as --partition=short for Slurm; repeatable.", valueName: "text"))
    var options: [String] = []

    func run() throws {
        try Failure.reporting {
            let plan = try place.read().plan
            for option in options where option.contains(where: \.isNewline) {
                throw UsageError(description: "--option \(option.printable): one line at a time")
            }
            let script = SubmissionScript(
                system, of: place.study,
                name: plan.study.name, arguments: place.out.map { ["--out", $0] } ?? [],
                program: Build.programPath, home: ProcessInfo.processInfo.environment["GANTRAIN_HOME"],
                tasks: min(tasks, plan.runs.count), minutes: minutes, options: options)
            try Console.output(script.text, terminator: "")
        }
    }
}

extension SubmissionScript.System: ExpressibleByArgument {}
