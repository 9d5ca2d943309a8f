import Experiments
import Foundation
import Storage
import Studies
import Text

/// What may stand at the end of a command line that is not complete, whatever the shell.
struct Completer {
    /// What a shell offers: the whole word, and what it means.
    struct Candidate: Equatable {
        let word: String
        var about = ""
    }

    private let root: CommandTree.Command
    private let files = FileCandidates()

    init(root: CommandTree.Command) { self.root = root }

    /// - Parameter words: without the program's name. The last one is completed, and may be empty.
    func candidates(for words: [String]) -> [Candidate] {
        guard let word = words.last else { return [] }
        let line = Line(Array(words.dropLast()), in: root)
        if let option = line.openOption { return values(of: option, in: line, word) }
        if word.hasPrefix("-"), !line.isTerminated {
            if let equals = word.firstIndex(of: "="), let option = line.option(String(word[..<equals])) {
                let value = String(word[word.index(after: equals)...])
                return values(of: option, in: line, value).map {
                    Candidate(word: "\(word[...equals])\($0.word)", about: $0.about)
                }
            }
            return line.options.flatMap { option in
                option.spellings.filter { $0.hasPrefix("--") && $0.hasPrefix(word) }
                    .map { Candidate(word: $0, about: option.about) }
            }
        }
        let commands = line.mayBeCommand ? line.commands.filter { $0.commandName.hasPrefix(word) } : []
        return commands.map { Candidate(word: $0.commandName, about: $0.abstract ?? "") }
            + (line.nextPositional.map { values(of: $0, in: line, word) } ?? [])
    }

    private func values(of argument: CommandTree.Argument, in line: Line, _ word: String) -> [Candidate] {
        if let values = argument.allValues {
            return values.filter { $0.hasPrefix(word) }.map { Candidate(word: $0) }
        }
        let isOutput = argument.spellings.contains("--out") || argument.spellings.contains("--write-jacobian")
        switch argument.valueName {
        case "key.path=value": return changes(word)
        case "key": return keys(word)
        case "file": return isOutput ? files.paths(word) : configurations(word)
        case "workload":
            return shipped(word, in: "bench/", endsIn: "").filter { $0.word.hasPrefix(word) }
                + configurations(word)
        case "study":
            return shipped(word, in: "studies/") + folders(word, of: [.study]) + files.paths(word, ".json")
        case "run": return folders(word, of: line.path == ["compare"] ? [.run, .study] : [.run])
        case "study|run": return folders(word, of: [.run, .study])
        case "folder": return isOutput ? files.folders(word) : folders(word, of: [.run, .study, .comparison])
        default: return []
        }
    }

    private func changes(_ word: String) -> [Candidate] {
        ExperimentConfiguration.completions(of: word).map { Candidate(word: $0.text, about: $0.about) }
    }

    private func keys(_ word: String) -> [Candidate] {
        ExperimentConfiguration.completions(of: word).map {
            Candidate(word: String($0.text.prefix { $0 != "=" }), about: $0.about)
        }
    }

    /// Names that are found in `configs/`, then files.
    private func configurations(_ word: String) -> [Candidate] {
        shipped(word, in: "") + files.paths(word, ".json")
    }

    private func shipped(_ word: String, in folder: String, endsIn ending: String = ".json") -> [Candidate] {
        ConfigurationFile.shippedWithAbout(in: HomeFolder.candidates).filter { $0.name.hasPrefix(folder) }.map
        {
            Candidate(word: $0.name.dropFirst(folder.count).dropLast(5) + ending, about: $0.about)
        }.filter { $0.word.hasPrefix(word) }
    }

    /// What lies in `runs` as long as that is what is typed, else the folders that the word leads to.
    private func folders(_ word: String, of kinds: [Listing.Kind]) -> [Candidate] {
        let entries =
            "runs/".hasPrefix(word) || word.hasPrefix("runs/") ? (try? Listing(of: ["runs"]).entries) : nil
        let listed = (entries ?? []).filter { kinds.contains($0.kind) && $0.name.hasPrefix(word) }
        guard listed.isEmpty else {
            return listed.map { Candidate(word: $0.name, about: "\($0.state) \($0.about)") }
        }
        return files.folders(word)
    }
}

extension Completer {
    /// The words before the one that is completed.
    fileprivate struct Line {
        /// Names of commands.
        private(set) var path: [String] = []
        private(set) var command: CommandTree.Command
        /// Whose options are known: a default command's stand for those of the command that has it.
        private(set) var isTerminated = false
        /// The option whose value is completed.
        private(set) var openOption: CommandTree.Argument?
        private var positionals = 0

        init(_ words: [String], in root: CommandTree.Command) {
            command = root
            for word in words { read(word) }
        }

        private mutating func read(_ word: String) {
            if openOption != nil {
                openOption = nil
            } else if !isTerminated, word == "--" {
                isTerminated = true
            } else if !isTerminated, word.hasPrefix("-"), word != "-" {
                let found = option(word)
                openOption = found?.kind == .option ? found : nil
            } else if mayBeCommand, let next = command.command(word) {
                command = next
                path.append(word)
            } else {
                positionals += 1
            }
        }

        var mayBeCommand: Bool { positionals == 0 && !command.commands.isEmpty }

        var commands: [CommandTree.Command] { command.commands }

        /// The command, or the one that is meant if none is named.
        private var meant: CommandTree.Command {
            let name = command.defaultSubcommand ?? (path.isEmpty ? "train" : "")
            return command.command(name) ?? command
        }

        var options: [CommandTree.Argument] { meant.options }

        func option(_ word: String) -> CommandTree.Argument? {
            meant.options.first { $0.spellings.contains(word) }
        }

        var nextPositional: CommandTree.Argument? {
            let all = meant.positionals
            return positionals < all.count ? all[positionals] : all.last.flatMap { $0.isRepeating ? $0 : nil }
        }
    }
}

/// Files and folders whose path begins with a word.
struct FileCandidates {
    /// Folders, and files that end so.
    func paths(_ word: String, _ ending: String = "") -> [Completer.Candidate] {
        entries(word).filter { $0.isFolder || $0.path.hasSuffix(ending) }.map {
            Completer.Candidate(word: $0.path + ($0.isFolder ? "/" : ""))
        }
    }

    func folders(_ word: String) -> [Completer.Candidate] {
        entries(word).filter(\.isFolder).map { entry in
            // Whoever names a run is done; other folders may lead further.
            let isEnd = ["config.json", "study.json"].contains {
                FileManager.default.fileExists(atPath: "\(entry.path)/\($0)")
            }
            return Completer.Candidate(word: entry.path + (isEnd ? "" : "/"))
        }
    }

    private func entries(_ word: String) -> [(path: String, isFolder: Bool)] {
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let isHidden = word.dropFirst(folder.count).hasPrefix(".")
        return names.sorted().filter { isHidden || !$0.hasPrefix(".") }.map { folder + $0 }
            .filter { $0.hasPrefix(word) }.map { path in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                return (path, isFolder.boolValue)
            }
    }
}
