import ArgumentParser
import Experiments
import Foundation
import Laboratory
import Settings
import Tensors
import Text

struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write configurations as one page in which they train.",
        discussion: """
            The page is one HTML file that needs no server, no other file and no network. In it the configurations train side \
            by side on the same random numbers, by the very steps that gantrain compiles: it holds them as data, and \
            gantrain's own loops as WebAssembly. Penalties' weights and learning rates can be changed while it trains, \
            and points can be drawn to be learned. docs/laboratory.md says more.
            """)

    @Argument(
        help: ArgumentHelp("Configurations: paths, or names in configs/.", valueName: "file"))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file of chapters: their text, and the configurations that train in each.", valueName: "file"))
    var chapters: String?

    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Change a key of all configurations; repeatable.", valueName: "key.path=value"))
    var changes: [String] = []

    @Option(help: ArgumentHelp("The page to write (default: lab.html).", valueName: "file"))
    var out: String?

    func validate() throws {
        if files.isEmpty, chapters == nil {
            throw ValidationError("configurations are needed, such as mog8-none.json mog8-r1.json.")
        }
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a file.") }
    }

    func run() throws {
        // The page has no other loops than these.
        OpenBLAS.usePlainLoops()
        try Failure.reporting {
            let path = out ?? "lab.html"
            try LaboratoryPage.check(path)
            let lesson = try chapters.map(lesson(in:))
            let methods = files + (lesson?.methods ?? []).filter { !files.contains($0) }
            let configurations = try methods.map(configuration(named:))
            try refuseEqualNames(configurations.map(\.name))
            let games = try Work().compute("compiling the steps") {
                try configurations.map { try LaboratoryGame($0.resolved, name: $0.name) }
            }
            let page = LaboratoryPage(games, chapters: lesson?.chapters, version: Version.build.version)
            try page.write(to: path)
            try Console.output(path)
        }
    }

    private func refuseEqualNames(_ names: [String]) throws {
        for (place, name) in names.enumerated() where names.firstIndex(of: name) != place {
            throw UsageError(
                description:
                    "two configurations are called \(name.printable); the page tells them by their names")
        }
    }

    private func lesson(in file: String) throws -> Lesson {
        let path = try ConfigurationFile.find(file, lookingIn: HomeFolder.candidates)
        return try Lesson(ConfigurationFile.document(at: path), name: path.string)
    }

    /// A configuration and what the page calls it: the file without its folder and ending.
    private func configuration(
        named file: String
    ) throws -> (resolved: ExperimentConfiguration.Resolved, name: String) {
        // Of chapters, files beside theirs come first.
        let folder = chapters.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let beside = folder.map { $0.appendingPathComponent(file).path }
        let isBeside = !files.contains(file) && FileManager.default.fileExists(atPath: beside ?? "")
        let resolved = try ConfigurationFile.read(
            isBeside ? beside ?? file : file, lookingIn: HomeFolder.candidates,
            changes: changes.map { try Change(setting: $0) } + [
                Change(JSONPath("threads"), "1", option: "lab")
            ],
            notify: Gantrain.session.notify)
        return (resolved, URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent)
    }
}
