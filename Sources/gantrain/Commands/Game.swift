import ArgumentParser
import Experiments
import Figures
import Games
import KnownGames
import Runs
import Records
import Settings

struct Game: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a game whose answers are known, and compare with them.",
        discussion: """
            Eigenvalues by formula and by automatic differentiation, the spectral radius of a step, the largest \
            step that does not lead away, and how fast training really is, for each method. The methods are \
            those that train networks. Settings not given are those of the papers:
              dirac      one point, a linear discriminator: arXiv 1801.04406
              quadratic  uniform data, a scale and a parabola: arXiv 1706.04156
              gaussian   a Gaussian to be moved, a linear discriminator: arXiv 1806.09235
              bilinear   min over x, max over y of xy
            With --of any function is played: its critical points, which of them are local minimax points, the \
            eigenvalues and the largest step of each method there, and where training ends. docs/games.md has \
            the notation.
            """)

    @Argument(help: "Which game.")
    var name: GamePlan.Kind?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Play this function: min over x, max over y, such as 'x*y + x^2/10', or f1 to f6.",
            valueName: "formula"))
    var of: String?

    @Option(
        parsing: .unconditional,
        help: "How many numbers x and y have, with --of (default: as the formula says).",
        transform: whole(1...100))
    var dimension: Int?

    @Option(
        parsing: .unconditional, help: "γ of R1, consensus and JARE; η of Nagarajan–Kolter is γ/2.",
        transform: real(.atLeast(0)))
    var gamma: Double?

    @Option(parsing: .unconditional, help: "η of Nagarajan–Kolter alone.", transform: real(.atLeast(0)))
    var eta: Double?

    @Option(parsing: .unconditional, help: "The step h of both players.", transform: real(.above(0)))
    var step: Double?

    @Option(
        parsing: .unconditional, help: "How many steps to train.", transform: whole(1...1_000_000))
    var steps: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where both players start (not for gaussian).", valueName: "generator,discriminator"))
    var start: String?

    @Option(
        help: ArgumentHelp(
            "Only methods and moves whose name contains this, such as R1 or extragradient.", valueName: "name"
        ))
    var method: String?

    @Flag(help: "Print JSON, and draw no figures.")
    var json = false

    @Option(help: ArgumentHelp("The folder of the figures (default: runs/game-<name>).", valueName: "folder"))
    var out: String?

    @Flag(name: .customLong("no-figures"), help: "Draw no figures.")
    var withoutFigures = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
        guard (name == nil) != (of == nil) else {
            throw ValidationError(
                "Give the name of a game, \(GamePlan.Kind.allCases.map(\.rawValue).joined(separator: ", ")), or a "
                    + "function by --of.")
        }
        guard dimension == nil || of != nil else { throw ValidationError("--dimension belongs to --of.") }
        if start != nil {
            guard dimension ?? 1 == 1 else { throw ValidationError("--start is for two numbers, x and y.") }
            guard name != .gaussian else { throw ValidationError("gaussian has its own start") }
            guard startNumbers != nil else {
                throw ValidationError("--start needs two numbers, such as 1,0.5.")
            }
        }
    }

    private var startNumbers: (discriminator: Double, generator: Double)? {
        let numbers = (start ?? "").split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let generator = numbers[0], let discriminator = numbers[1],
            generator.isFinite, discriminator.isFinite
        else { return nil }
        return (discriminator, generator)
    }

    func run() throws {
        try Failure.reporting {
            var changes = GamePlan.Changes()
            changes.gamma = gamma
            changes.eta = eta
            changes.step = step
            changes.steps = steps
            changes.start = startNumbers
            let folder = out ?? "runs/game-\(name?.rawValue ?? "function")"
            if draws { try RunDirectory(folder).checkIsFree() }
            let work = Work()
            if let name {
                let whole = GamePlan(name, changes)
                let plan = try method.map(whole.limited) ?? whole
                let study = try work.compute("playing \(name.rawValue)") { try GameStudy(plan) }
                try show(GameReport(study: study).text, GameJSON.json(of: study))
                try draw(into: folder, work) { try GameRecord(study) }
            } else {
                let whole = try functionPlan(changes)
                let plan = try method.map(whole.limited) ?? whole
                let study = try work.compute("playing the function") { try FunctionStudy(plan) }
                try show(FunctionReport(study: study).text, GameJSON.json(of: study))
                try draw(into: folder, work) { try GameRecord(study) }
            }
        }
    }

    private var draws: Bool { !withoutFigures && !json }

    private func show(_ text: String, _ value: JSONValue) throws {
        try Console.output(json ? JSONWriter.pretty(value) : text, terminator: json ? "" : "\n")
    }

    private func functionPlan(_ changes: GamePlan.Changes) throws -> FunctionPlan {
        do {
            let formula = try Formula(of ?? "")
            let least = formula.leastCounts
            let counts = dimension.map { FormulaCounts(x: max($0, least.x), y: max($0, least.y)) }
            return try FunctionPlan(
                formula, counts: counts,
                start: startNumbers.map {
                    (
                        Array(repeating: $0.generator, count: counts?.x ?? least.x),
                        Array(repeating: $0.discriminator, count: counts?.y ?? least.y)
                    )
                }, changes)
        } catch let error as FormulaError {
            throw UsageError(description: "--of: \(error.marked())")
        }
    }

    private func draw(into folder: String, _ work: Work, _ record: () throws -> GameRecord) throws {
        guard draws else { return }
        do {
            let record = try work.compute("following eigenvalues", record)
            if record.panels.isEmpty, record.paths.isEmpty, record.distances.isEmpty { return }
            let figures = try work.draw { try $0.draw(record, into: folder) }
            try Console.output("")
            for figure in figures { try Console.output("\(folder)/\(figure.name).svg") }
        } catch FigureError.gnuplotMissing {
            Console.error(
                """
                gantrain: gnuplot is not installed: the scripts and data of the figures are in \(folder), but no \
                pictures; install it with `apt-get install gnuplot-nox` and run `gnuplot *.gp` there
                """)
            throw Failure.unavailable
        }
    }
}

extension GamePlan.Kind: ExpressibleByArgument {}
