import Foundation

/// A script that submits a study to a batch system: short enough to read, to be kept and changed.
public struct SubmissionScript: Sendable {
    public enum System: String, CaseIterable, Sendable {
        case slurm, htcondor, parallel
    }

    let system: System
    /// As the user named it.
    let study: String
    let name: String
    /// Words that go to every task, such as `--only r1`.
    let arguments: [String]
    /// The program's file.
    let program: String
    /// Where configurations are.
    let home: String?
    /// Processes.
    let tasks: Int
    /// Minutes that a task may take.
    let minutes: Int
    /// Lines of the site, such as `--partition=short`.
    let options: [String]

    public init(
        _ system: System, of study: String, name: String, arguments: [String], program: String, home: String?,
        tasks: Int, minutes: Int, options: [String]
    ) {
        self.system = system
        self.study = study
        self.name = name
        self.arguments = arguments
        self.program = program
        self.home = home
        self.tasks = tasks
        self.minutes = minutes
        self.options = options
    }

    public var text: String {
        switch system {
        case .slurm: slurm
        case .htcondor: condor
        case .parallel: parallel
        }
    }

    /// Of each task, which has one core.
    private var words: [String] { [program, "study", study, "--jobs", "1"] + arguments }

    private var homeLine: String { home.map { "export GANTRAIN_HOME=\(Self.quoted($0))\n" } ?? "" }

    private var slurm: String {
        let site = options.map { "#SBATCH \($0)\n" }.joined()
        return """
            #!/bin/bash
            # \(tasks) tasks of one core, each with a share of the runs, which then help with what others have left.
            # Submit it again after a time limit, a cancelled task or a failure: what is done stays.
            #SBATCH --job-name=\(name)
            #SBATCH --array=1-\(tasks)
            #SBATCH --cpus-per-task=1
            #SBATCH --mem-per-cpu=500M
            #SBATCH --time=\(minutes)
            #SBATCH --signal=TERM@60
            #SBATCH --requeue
            #SBATCH --output=\(name)-%A-%a.log
            \(site)
            \(homeLine)exec srun --kill-on-bad-exit=0 \(words.map(Self.quoted).joined(separator: " "))

            """
    }

    private var condor: String {
        let site = options.map { "\($0)\n" }.joined()
        // Arguments in the new form: words with spaces in single quotes, quotes doubled.
        let list = words.dropFirst().map { word in
            word.allSatisfy(Self.isPlain)
                ? word : "'\(word.replacing("'", with: "''").replacing("\"", with: "\"\""))'"
        }
        let environment =
            home.map { "environment = \"GANTRAIN_HOME='\($0.replacing("'", with: "''"))'\"\n" } ?? ""
        return """
            # \(tasks) jobs of one core, each with a share of the runs, which then help with what others have left.
            # For machines with a common disk. Submit it again after failures: what is done stays.
            executable = \(program)
            arguments = "\(list.joined(separator: " ")) --shard $INT(Task)/\(tasks)"
            Task = $(Process) + 1
            \(environment)initialdir = \(FileManager.default.currentDirectoryPath)
            should_transfer_files = NO
            request_cpus = 1
            request_memory = 500M
            kill_sig = SIGTERM
            job_max_vacate_time = 60
            # 130 is an interruption: the job goes back into the queue.
            on_exit_remove = (ExitBySignal == False) && (ExitCode != 130)
            +MaxRuntime = \(minutes * 60)
            log = \(name).log
            output = \(name)-$(Process).out
            error = \(name)-$(Process).err
            \(site)queue \(tasks)

            """
    }

    private var parallel: String {
        """
        #!/bin/bash
        # \(tasks) processes of GNU parallel, each with a share of the runs, which then help with what others have left.
        # With several machines and a common disk, add: --sshlogin host1,host2 --workdir .
        \(homeLine)seq \(tasks) | exec parallel --jobs \(tasks) --line-buffer --halt never\
        \(options.map { " " + $0 }.joined()) \\
            \(Self.quoted(words.map(Self.quoted).joined(separator: " ") + " --quiet --shard {}/\(tasks)"))

        """
    }

    /// For a shell.
    private static func quoted(_ word: String) -> String {
        !word.isEmpty && word.allSatisfy(isPlain) ? word : "'\(word.replacing("'", with: #"'\''"#))'"
    }

    private static func isPlain(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || "-_./,:=+@%".contains(letter))
    }
}
