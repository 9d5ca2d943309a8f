import ArgumentParser
import Foundation
import Machines
import Settings
import Storage
import Studies
import Tensors
import Text

struct Study: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train many configurations with many seeds, and keep what is done.",
        discussion: """
            A study file names a configuration, variants of it, and seeds; docs/studies.md explains it. The runs are \
            trained side by side, each on one thread, in folders of their own in runs/<study>/. Start the same command \
            again after a stop, a kill or a full disk: runs that are done stay, runs that were begun go on. Several \
            processes, on several machines with a common disk, may work on one study; none waits for another.

            Exit codes of 'study FILE': 0 every run completed or diverged, 1 a run failed, 130 interrupted.
            """,
        subcommands: [
            StudyRun.self, StudyStatus.self, StudyMerge.self, StudyScript.self, StudyKeys.self,
            StudySchema.self, StudyWork.self,
        ],
        defaultSubcommand: StudyRun.self)
}

/// Which study, and where it is kept.
struct StudyPlace: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The study: a file, its name in configs/studies/, or the study's folder.", valueName: "study"))
    var study: String

    @Option(help: ArgumentHelp("The study's folder (default: runs/<name>).", valueName: "folder"))
    var out: String?

    func validate() throws {
        if study.isEmpty { throw ValidationError("the name of a study is needed.") }
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
    }

    func read() throws -> (plan: StudyPlan, folder: StudyFolder) {
        let folder = StudyFolder(study)
        if folder.holdsStudy {
            if out != nil {
                throw UsageError(description: "--out: \(study.printable) is a study's folder already")
            }
            return (try StudyRecord(reading: folder).plan, folder)
        }
        let plan = try StudyFile.read(study, lookingIn: HomeFolder.candidates)
        return (plan, StudyFolder(out ?? "runs/\(plan.study.name)"))
    }
}

struct StudyRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Train the runs of a study that are not done (the default).")

    @OptionGroup var place: StudyPlace

    @Flag(
        name: .customLong("dry-run"), help: "Print the runs, how far they are, and what the rest would take.")
    var isDry = false

    @Option(help: "Runs at a time (default: as many as there are cores).", transform: whole(1...1024))
    var jobs: Int?

    @Option(
        help: ArgumentHelp("Only these seeds of the study, such as 0-4 or 1,3.", valueName: "seeds"),
        transform: seedList)
    var seeds: [UInt64]?

    @Option(
        name: .customLong("only"),
        help: ArgumentHelp("Only this variant or cell; repeatable.", valueName: "variant"))
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "Which share of the runs to do first, such as 2/5; then help with the others. Tasks of an array of Slurm, "
                + "HTCondor, PBS, Grid Engine or HyperQueue know theirs.",
            valueName: "i/n"),
        transform: shardNumber)
    var shard: Shard?

    @Flag(name: .customLong("retry-failed"), help: "Train runs that have failed anew.")
    var retriesFailed = false

    @Flag(
        name: .customLong("take-over"),
        help:
            "Free runs that processes of other machines have claimed where there are no file locks. They must have ended."
    )
    var takesOver = false

    @Flag(help: "Print errors only.")
    var quiet = false

    @OptionGroup var live: LiveOptions

    func validate() throws {
        if isDry && live.isWanted { throw ValidationError("--dry-run trains nothing; leave out --live.") }
        if isDry && takesOver { throw ValidationError("--dry-run frees nothing; leave out --take-over.") }
        if isDry && quiet { throw ValidationError("--dry-run and --quiet leave nothing to do.") }
    }

    func run() throws {
        try Failure.reporting {
            let (plan, folder) = try place.read()
            let runs = try plan.runs(ofSeeds: seeds, only: names)
            for remark in try plan.remarks() { Gantrain.session.notify(remark) }
            if isDry { return try list(runs, of: plan, in: folder) }
            try train(inOrder(runs), of: plan, in: folder)
        }
    }

    private func list(_ runs: [PlannedRun], of plan: StudyPlan, in folder: StudyFolder) throws {
        let session = Gantrain.session
        let jobs = jobs ?? session.machine.cores
        let list = try StudyList(runs, of: plan.study, in: folder)
        try Console.output(list.text)
        if list.isDone { return }
        let estimate = try Work().compute("measuring how fast the cells train") {
            try StudyEstimate(of: runs, in: folder, jobs: jobs, session: session)
        }
        try Console.output(
            "about \(ReadableTime.text(seconds: estimate.seconds)) for \(counted(jobs, "job")) at a time, by a short "
                + "look at each cell, and \(ReadableSize.text(bytes: estimate.bytes)) of the disk")
    }

    /// The share of this process first.
    private func inOrder(_ runs: [PlannedRun]) -> [PlannedRun] {
        if let shard { return shard.order(runs) }
        let array = Shard.ofArray(in: ProcessInfo.processInfo.environment) {
            try? String(contentsOfFile: $0, encoding: .utf8)
        }
        guard let (shard, system) = array else { return runs }
        if !quiet {
            let count = shard.count.map { " of \($0)" } ?? ""
            Console.print("task \(shard.index + 1)\(count) of an array of \(system)")
        }
        return shard.order(runs)
    }

    private func train(_ runs: [PlannedRun], of plan: StudyPlan, in folder: StudyFolder) throws {
        Console.holdStreams()
        let work = Work()
        let jobs = jobs ?? Gantrain.session.machine.cores
        try plan.check(jobs: jobs, on: Gantrain.session.machine)
        let states = try folder.states(of: runs)
        try folder.checkRoom(for: states)
        let changes = try folder.changes(to: plan)
        let record = try folder.begin(plan, kernels: OpenBLAS.core)
        if !quiet {
            for change in changes { Console.print("changed: \(change.text.printable)") }
        }
        OpenBLAS.use(kernelsOf: record.kernels)
        if record.kernels != OpenBLAS.core {
            Gantrain.session.notify(
                """
                this study was begun with \(KernelChoice.phrase(for: record.kernels)) and goes on with \
                \(KernelChoice.phrase(for: OpenBLAS.core)): the last bits of results differ
                """)
        }
        let supervisor = StudySupervisor(
            states, of: plan.study, in: folder, by: .worker(kernels: record.kernels), jobs: jobs,
            retriesFailed: retriesFailed)
        let report = StudyReporter(
            StudyTally(states, of: plan.study, in: folder), quiet: quiet, interactive: Console.isInteractive)
        report.begin(plan.study, folder, supervisor.progress)
        let page = try live.open(showing: folder)
        defer { page?.close() }
        let result = try supervisor.run(shouldStop: work.shouldStop) { report.tell($0, supervisor.progress) }
        if result == .finished {
            try folder.keep(
                try work.compute("computing floors of distances") {
                    try folder.completeFloors(of: record.plan)
                })
        }
        let strangers = supervisor.progress.elsewhere > 0 ? try folder.strangers(among: runs) : []
        for (run, holder) in strangers.prefix(10) {
            Console.error(
                "gantrain: \(run.folderName) is claimed by \(holder); whether it has ended cannot be known from here, and "
                    + "if it has, --take-over frees the run")
        }
        let end = Result { try report.end(result, folder, supervisor.progress, command: place.study) }
        live.stay(until: work.shouldStop)
        try end.get()
    }
}

extension StudySupervisor.Launch {
    /// This very program. What was typed goes with it, for the provenance of results.
    fileprivate static func worker(kernels: String) -> Self {
        Self(
            program: Build.programPath,
            arguments: ["study", "work", "--kernels", kernels, "--"] + Gantrain.session.command)
    }
}

/// Reads seeds such as `0-4` or `1,3`.
@Sendable private func seedList(_ text: String) throws -> [UInt64] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part -> [UInt64]? in
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
            last - first < 100_000
        else { return nil }
        return Array(first...last)
    }
    guard !parts.contains(nil) else {
        throw ValidationError("allowed is a seed, a range such as 0-4, or several of them as in 1,3,5-9.")
    }
    return parts.flatMap { $0 ?? [] }
}

/// Reads a share such as `2/5`.
@Sendable private func shardNumber(_ text: String) throws -> Shard {
    guard let shard = Shard(text: text) else {
        throw ValidationError("allowed is a share such as 2/5, the second of five.")
    }
    return shard
}

/// What a supervisor starts: trains runs as its standard input says.
struct StudyWork: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Train runs for a supervisor.", shouldDisplay: false)

    @Option
    var kernels: String

    @Argument(parsing: .postTerminator)
    var command: [String] = []

    func run() throws {
        try Failure.reporting {
            OpenBLAS.use(kernelsOf: kernels)
            var session = Gantrain.session
            if !command.isEmpty { session.command = command }
            let shouldStop = Interruption.listenAsWorker()
            let worker = StudyWorker(session: session, shouldStop: shouldStop) { line in
                // A supervisor that is gone has closed the input as well, which ends the run.
                try? Console.output(line)
            }
            if worker.run() { throw Failure.interrupted }
        }
    }
}

struct StudyStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how far a study is, from another terminal too.")

    @OptionGroup var place: StudyPlace

    func run() throws {
        try Failure.reporting {
            let (plan, folder) = try place.read()
            guard folder.holdsStudy else {
                throw UsageError(
                    description: "\(folder.name.printable) holds no study; begin it with: gantrain study "
                        + place.study.printable)
            }
            try Console.output(try StudyList(plan.runs, of: plan.study, in: folder).summary)
        }
    }
}

struct StudyKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Explain every key of a study file.")

    func run() throws {
        try Failure.reporting { try Console.output(StudyConfiguration.guide, terminator: "") }
    }
}

struct StudySchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print a JSON Schema of study files for editors.")

    func run() throws {
        try Failure.reporting {
            try Console.output(JSONWriter.pretty(StudyConfiguration.schema), terminator: "")
        }
    }
}
