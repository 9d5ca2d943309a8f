import ArgumentParser
import Figures
import KnownGames

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
            """)

    @Argument(help: "Which game.")
    var name: GamePlan.Kind

    @Option(help: "γ of R1, ConOpt and JARE; NK has η = γ/2.")
    var gamma: Double?

    @Option(help: "η of NK alone.")
    var eta: Double?

    @Option(help: "The step h of both players.")
    var step: Double?

    @Option(help: "How many steps to train.")
    var steps: Int?

    @Option(
        help: ArgumentHelp(
            "Where both players start (not for gaussian).", valueName: "generator,discriminator"))
    var start: String?

    @Option(help: ArgumentHelp("The folder of the figures (default: runs/game-<name>).", valueName: "folder"))
    var out: String?

    @Flag(name: .customLong("no-figures"), help: "Draw no figures.")
    var withoutFigures = false

    func validate() throws {
        for (option, value) in [("gamma", gamma), ("eta", eta)] {
            if let value, !(value.isFinite && value >= 0) {
                throw ValidationError("--\(option) must be a number from 0 on.")
            }
        }
        if let step, !(step.isFinite && step > 0) { throw ValidationError("--step must be above 0.") }
        if let steps, !(1...1_000_000).contains(steps) {
            throw ValidationError("--steps must be from 1 to 1000000.")
        }
        if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
        if start != nil {
            guard name != .gaussian else { throw ValidationError("gaussian has a start of its own.") }
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
            let study = try GameStudy(GamePlan(name, changes))
            try Console.output(GameReport(study: study).text)
            if withoutFigures { return }
            try draw(study, into: out ?? "runs/game-\(name.rawValue)")
        }
    }

    private func draw(_ study: GameStudy, into folder: String) throws {
        do {
            let figures = try FigureWriter().draw(GamePortrait(study), into: folder)
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
