import Foundation
import Testing

@Suite struct GameTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func help() throws {
        let output = try program.gantrain("game", "--help")
        #expect(output.status == 0)
        #expect(
            output.stdout == """
                OVERVIEW: Play a game whose answers are known, and compare with them.

                Eigenvalues by formula and by automatic differentiation, the spectral radius of
                a step, the largest step that does not lead away, and how fast training really
                is, for each method. The methods are those that train networks. Settings not
                given are those of the papers:
                  dirac      one point, a linear discriminator: arXiv 1801.04406
                  quadratic  uniform data, a scale and a parabola: arXiv 1706.04156
                  gaussian   a Gaussian to be moved, a linear discriminator: arXiv 1806.09235
                  bilinear   min over x, max over y of xy
                With --of any function is played: its critical points, which of them are local
                minimax points, the eigenvalues and the largest step of each method there, and
                where training ends. docs/games.md has the notation.

                USAGE: gantrain game [<name>] [--of <formula>] [--dimension <dimension>] [--gamma <gamma>] \
                [--eta <eta>] [--step <step>] [--steps <steps>] \
                [--start <generator,discriminator>] [--method <name>] [--json] [--out <folder>] [--no-figures]

                ARGUMENTS:
                  <name>                  Which game. (values: dirac, quadratic, gaussian,
                                          bilinear)

                OPTIONS:
                  --of <formula>          Play this function: min over x, max over y, such as
                                          'x*y + x^2/10', or f1 to f6.
                  --dimension <dimension> How many numbers x and y have, with --of (default: as
                                          the formula says).
                  --gamma <gamma>         γ of R1, consensus and JARE; η of Nagarajan–Kolter is
                                          γ/2.
                  --eta <eta>             η of Nagarajan–Kolter alone.
                  --step <step>           The step h of both players.
                  --steps <steps>         How many steps to train.
                  --start <generator,discriminator>
                                          Where both players start (not for gaussian).
                  --method <name>         Only methods and moves whose name contains this, such
                                          as R1 or extragradient.
                  --json                  Print JSON, and draw no figures.
                  --out <folder>          The folder of the figures (default: runs/game-<name>).
                  --no-figures            Draw no figures.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    /// The whole table of one game.
    @Test func theBilinearGame() throws {
        let output = try program.gantrain("game", "bilinear", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(
            output.stdout == """
                bilinear: eigenvalues at the equilibrium
                  method         by formula             by differentiation     difference     phase  conditioning
                  no method      0.000000 ± 1.000000i   0.000000 ± 1.000000i       <1e-12  infinite             1
                  SGA λ=1        -1.000000 ± 1.000000i  -1.000000 ± 1.000000i      <1e-12         1             1
                  consensus γ=1  -1.000000 ± 1.000000i  -1.000000 ± 1.000000i      <1e-12         1             1
                  JARE γ=1       -1.000000 ± 1.000000i  -1.000000 ± 1.000000i      <1e-12         1             1
                  CGD η=0.2      -0.192308 ± 0.961538i  -0.192308 ± 0.961538i       1e-08         5             1
                  phase: the largest |Im λ/Re λ|, how much the players circle; conditioning: largest |λ| / smallest |λ|

                steps of 0.2, 500 of them
                  method         moves           radius of F'  measured  1/e in steps  measured  largest step  distance at the end
                  no method      simultaneous        1.019804  1.019804             -         -          none             2.56e+04
                  no method      alternating         1.000000  0.999988             -         -             2                  1.4
                  no method      extragradient       0.980612  0.980612         51.08     51.08             1             7.93e-05
                  no method      optimistic          0.978906  0.978906         46.91     46.91        0.5774             3.55e-05
                  no method      lookahead k=5       0.984820  0.984827         65.38      65.4        0.7426             0.000675
                  no method      lookahead k=10      0.952947  0.952981         20.75     20.76         0.436             4.84e-11
                  no method      lookahead k=20      0.969148  0.969180         31.91     31.94        0.2394             2.22e-07
                  SGA λ=1        simultaneous        0.824621  0.824621         5.186     5.186             1              1.9e-42
                  SGA λ=1        alternating         0.800000  0.799896         4.481     4.479             1             4.86e-49
                  consensus γ=1  simultaneous        0.824621  0.824621         5.186     5.186             1              1.9e-42
                  consensus γ=1  alternating         0.800000  0.799896         4.481     4.479             1             4.86e-49
                  JARE γ=1       simultaneous        0.824621  0.824621         5.186     5.186             1              1.9e-42
                  JARE γ=1       alternating         0.800000  0.799896         4.481     4.479             1             4.86e-49
                  CGD η=0.2      simultaneous        0.980581  0.980581         50.99     50.99             -              7.8e-05
                  CGD η=0.2      alternating         0.961538  0.961540          25.5      25.5             -             4.05e-09
                  radius of F': the factor by which a step changes a small distance from the equilibrium, predicted, then
                    measured in training; below 1 training converges
                  1/e in steps: after how many steps the distance is 1/e of what it was
                  largest step: the largest h that does not lead away; none: every h does; any: no h does

                """)
        #expect(try program.names(in: ".") == ["tiny.json"])
    }

    /// The whole of what is said of a function.
    @Test func aFunction() throws {
        let output = try program.gantrain("game", "--of", "f1", "--no-figures")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(
            output.stdout == """
                min over x, max over y of f1 = -3*x^2 - y^2 + 4*x*y

                critical points
                  point  x  y  f  largest of H_yy  smallest of Schur  kind
                  1      0  0  0               -2                  2  local minimax

                steps of 0.05, 2000 of them
                  method                  moves             ends at    point  (λ − 1)/h of a step  radius of F'  largest step
                  descent–ascent          simultaneous      runs away  1      2, 2                     1.100000          none
                  descent–ascent          alternating       runs away  1      1.6 ± 1.2i               1.081665          none
                  descent–ascent          extragradient     runs away  1      2.2, 2.2                 1.110000          none
                  descent–ascent          optimistic        runs away  1      2.198, 2.198             1.109902          none
                  descent–ascent          lookahead k=5     runs away  1      2, 2                     1.054725          none
                  descent–ascent          Anderson mixing   point 1
                  descent–ascent          Runge–Kutta 4     runs away  1      2.1034, 2.1034           1.105171          none
                  descent–ascent          follow the ridge  point 1    1      -2, -2                   0.900000             1
                  consensus γ=1           simultaneous      runs away  1      -67.941, -0.058875       2.397056      0.029437
                  JARE γ=1                simultaneous      point 1    1      -2.6863, -25.314         0.865685      0.079009
                  Nagarajan–Kolter η=0.5  simultaneous      point 1    1      -0.34315, -11.657        0.982843       0.17157
                  SGA λ=1                 simultaneous      point 1    1      -2.6863, -25.314         0.865685      0.079009
                  CGD η=0.05              simultaneous      runs away  1      1.1538 ± 1.5858i         1.060660          none
                  LOLA α=0.05             simultaneous      runs away  1      0.4 ± 2.1166i            1.025475          none
                  radius of F': the factor by which a step changes a small distance from the point; below 1 training converges
                  largest step: the largest h that does not lead away; none: every h does; any: no h does

                """)
        #expect(try program.names(in: ".") == ["tiny.json"])
    }

    /// A caret stands under the mistake.
    @Test func aMistakeInAFormula() throws {
        let output = try program.gantrain("game", "--of", "x*(y + 2z)", "--no-figures")
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(
            output.stderr == """
                gantrain: --of: a sign is missing before this; products are written with *, such as 2*x
                  x*(y + 2z)
                          ^

                """)
        let vector = try program.gantrain("game", "--of", "x*y", "--dimension", "3", "--no-figures")
        #expect(vector.status == 64)
        #expect(
            vector.stderr == """
                gantrain: --of: the formula gives 3 numbers; sum(…) or dot(…, …) makes one of them
                  x*y
                  ^

                """)
    }

    @Test func aNameOrAFunction() throws {
        for arguments in [["game"], ["game", "dirac", "--of", "x*y"]] {
            let output = try program.gantrain(arguments)
            #expect(output.status == 64)
            #expect(
                output.stderr.hasPrefix(
                    "gantrain: give the name of a game, dirac, quadratic, gaussian, bilinear, or a function by --of\n"
                ))
        }
        #expect(try program.gantrain("game", "dirac", "--dimension", "2").status == 64)
    }

    /// A configuration trains the same.
    @Test func aFunctionIsTrained() throws {
        try program.write(
            """
            {
              "name": "xy", "steps": 3, "game": { "kind": "function", "of": "x*y", "x": [2], "y": [1] },
              "generator": { "optimizer": { "kind": "sgd", "learningRate": 0.5 } },
              "discriminator": { "optimizer": { "kind": "sgd", "learningRate": 0.5 } },
              "scheme": { "kind": "simultaneous" }, "record": { "evaluateEvery": 1 }
            }
            """, as: "xy.json")
        let output = try program.gantrain("--config", "xy.json", "--out", "xy", "--no-figures", "--quiet")
        #expect(output.status == 0, "\(output.stderr)")
        // x ← x − y/2, y ← y + x/2, from (2, 1): (1.5, 2), (0.5, 2.75), (−0.875, 3).
        let rows = try program.text(of: "xy/metrics.csv").split(separator: "\n").map {
            $0.split(separator: ",")
        }
        let places = try ["x", "y"].map { name in try #require(rows[0].firstIndex { $0 == name }) }
        #expect(places.map { rows[3][$0] } == ["-0.875", "3.0"])
    }

    /// What is changed on the command line is what is played.
    @Test func changes() throws {
        let output = try program.gantrain(
            "game", "dirac", "--gamma", "0.6", "--eta", "0.25", "--step", "0.1", "--steps", "20", "--start",
            "0.5,-0.5", "--no-figures")
        let text = output.stdout
        // −0.3 ± 0.4i and |1 + 0.1λ| = √(0.97² + 0.04²).
        #expect(text.contains("\n  R1 γ=0.6                 -0.300000 ± 0.400000i"))
        #expect(text.contains("\n  Nagarajan–Kolter η=0.25  -0.062500 ± 0.496078i"))
        #expect(text.contains("\nsteps of 0.1, 20 of them\n"))
        #expect(text.contains("\n  R1 γ=0.6                 simultaneous          0.970824"))
    }

    /// Numbers too large for six places behind the point take no more room, and ten distances say nothing of a
    /// rate.
    @Test func whatIsAbsurdStaysReadable() throws {
        let output = try program.gantrain(
            "game", "dirac", "--gamma", "1e308", "--steps", "10", "--no-figures")
        #expect(output.status == 0)
        #expect(!output.stdout.contains("nan") && !output.stdout.contains("inf "))
        let lines = output.stdout.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 140 })
        #expect(
            lines.contains {
                $0.hasPrefix("  consensus γ=1e+308         alternating, 5 D      infinite         -  ")
            })
    }

    @Test(
        .enabled(if: Program.hasGnuplot),
        arguments: [
            ("bilinear", ["phase-portraits", "eigenvalue-paths"]),
            ("gaussian", ["eigenvalue-paths", "distances"]),
        ])
    func drawsFigures(game: String, names: [String]) throws {
        let output = try program.gantrain("game", game, "--steps", "30", "--out", "pictures")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        #expect(output.stdout.hasSuffix("\n\n" + names.map { "pictures/\($0).svg\n" }.joined()))
        for name in names {
            #expect(try program.bytes(of: "pictures/\(name).png").count > 1000)
            #expect(try program.text(of: "pictures/\(name).svg").contains("</svg>"))
        }
    }

    @Test func withoutGnuplotItSaysWhatToInstall() throws {
        let output = try program.gantrain(
            ["game", "bilinear", "--steps", "5"], environment: ["PATH": "/nonexistent"])
        #expect(output.status == 69)
        #expect(
            output.stderr == """
                gantrain: gnuplot is not installed: the scripts and data of the figures are in runs/game-bilinear, \
                but no pictures; install it with `apt-get install gnuplot-nox` and run `gnuplot *.gp` there

                """)
        #expect(try program.names(in: "runs/game-bilinear").count == 4)
    }

    @Test(arguments: [
        (
            ["tetris"],
            "the value 'tetris' is invalid for '<name>'; allowed is one of 'dirac', 'quadratic', 'gaussian' or "
                + "'bilinear'"
        ),
        (
            ["dirac", "--gamma=-1"],
            "the value '-1' is invalid for '--gamma <gamma>': allowed is a number of at least 0"
        ),
        (
            ["dirac", "--eta", "nan"],
            "the value 'nan' is invalid for '--eta <eta>': allowed is a number of at least 0"
        ),
        (
            ["dirac", "--step", "0"],
            "the value '0' is invalid for '--step <step>': allowed is a number above 0"
        ),
        (
            ["dirac", "--steps", "0"],
            "the value '0' is invalid for '--steps <steps>': allowed is an integer from 1 to 1000000"
        ),
        (["dirac", "--start", "1"], "--start needs two numbers, such as 1,0.5"),
        (["gaussian", "--start", "1,1"], "gaussian has its own start"),
        (["dirac", "--out", ""], "--out needs the name of a folder"),
    ])
    func wrongUsage(arguments: [String], complaint: String) throws {
        let output = try program.gantrain(["game"] + arguments)
        #expect(output.status == 64)
        #expect(output.stdout == "")
        #expect(output.stderr.split(separator: "\n").first == "gantrain: \(complaint)")
    }

    @Test func aFileInThePlaceOfTheFolderIsFoundBeforeTheWork() throws {
        try program.write("", as: "file")
        for arguments in [["game", "dirac", "--out", "file"], ["game", "dirac", "--out", "file/inside"]] {
            let output = try program.gantrain(arguments)
            #expect(output.status == 73)
            #expect(output.stdout == "")
            #expect(output.stderr == "gantrain: cannot create \(arguments[3]): Not a directory\n")
        }
    }
}

/// A configuration that plays a game with a known answer.
@Suite struct GameConfigurationTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.write(
            """
            { "name": "dirac", "steps": 20, "game": { "kind": "dirac" }, "record": { "metricsEvery": 1 },
              "generator": { "optimizer": { "kind": "sgd", "learningRate": 0.2 } },
              "discriminator": { "optimizer": { "kind": "sgd", "learningRate": 0.2 } } }
            """, as: "dirac.json")
    }

    @Test(.enabled(if: Program.hasGnuplot)) func trainsAndDraws() throws {
        let output = try program.gantrain("--config", "dirac.json", "--out", "run")
        #expect(output.status == 0)
        #expect(output.stderr == "")
        let lines = output.stdout.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[1].hasPrefix("  distance        1.") && lines[1].hasSuffix(" from the equilibrium"))
        for name in ["phase-portraits", "distances"] {
            #expect(try program.bytes(of: "run/figures/\(name).png").count > 1000)
        }
        let again = try program.gantrain("plot", "run")
        #expect(again.stdout == "run/figures/phase-portraits.svg\nrun/figures/distances.svg\n")
    }
}
