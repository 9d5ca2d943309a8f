import Autodiff
import Foundation
import Games
import Networks
import Tensors
import Testing

struct ObjectiveTests {
    private struct Table: Decodable {
        struct Losses: Decodable {
            let discriminatorLoss, generatorLoss: Double
            let discriminatorGradient, generatorGradient: [Layer]
        }

        let generatorSizes, discriminatorSizes: [Int]
        let leakySlope: Double
        let generator, discriminator: [Layer]
        let real, latent, generated, realScores, generatedScores: [[Double]]
        let objectives: [String: Losses]
    }

    static let objectives: [String: any Objective] = [
        "minimax": Minimax(), "nonSaturating": NonSaturating(), "wasserstein": Wasserstein(),
    ]

    @Test(arguments: ["minimax", "nonSaturating", "wasserstein"])
    func lossesAndGradientsOfBothPlayersAgreeWithTheReference(_ name: String) throws {
        let table: Table = try ReferenceData.read("gan")
        let expected = try #require(table.objectives[name])
        let game = GAN(
            generator: MLP(widths: table.generatorSizes, activation: .tanh),
            discriminator: MLP(
                widths: table.discriminatorSizes, activation: .leakyReLU(slope: table.leakySlope)),
            objective: try #require(Self.objectives[name]), batch: table.real.count)
        let played = PlayedGame(
            game,
            PerPlayer(
                discriminator: try table.discriminator.matrices, generator: try table.generator.matrices),
            real: try Matrix(rows: table.real), latent: try Matrix(rows: table.latent))
        let position = played.position
        let values = try played.values([
            position.fake, position.score(position.real), position.score(position.fake),
            played.field.losses.discriminator, played.field.losses.generator,
        ])
        let references = [
            try Matrix(rows: table.generated), try Matrix(rows: table.realScores),
            try Matrix(rows: table.generatedScores), Matrix(expected.discriminatorLoss),
            Matrix(expected.generatorLoss),
        ]
        #expect(difference(values, references) < 1e-10)
        let gradients = try Player.allCases.map { try played.values(played.field.directions[$0]) }
        #expect(difference(gradients[0], try expected.discriminatorGradient.matrices) < 1e-10)
        #expect(difference(gradients[1], try expected.generatorGradient.matrices) < 1e-10)
    }

    // MARK: Formulas

    static let real = [0.5, -2, 30]
    static let fake = [-1, 4, 0.25]

    static func losses(
        _ objective: any Objective, real realScores: [Double] = real, fake fakeScores: [Double] = fake
    ) throws -> (discriminator: Double, generator: Double) {
        let graph = Graph()
        let real = graph.input("real", Shape(realScores.count, 1))
        let fake = graph.input("fake", Shape(fakeScores.count, 1))
        let values = try evaluate(
            [
                objective.discriminatorLoss(real: real, fake: fake),
                objective.generatorLoss(real: real, fake: fake),
            ],
            given: [
                (real, Matrix<Double>(row: realScores).transposed()),
                (fake, Matrix<Double>(row: fakeScores).transposed()),
            ])
        return (values[0].elements[0], values[1].elements[0])
    }

    static func mean(_ scores: [Double], _ formula: (Double) -> Double) -> Double {
        scores.map(formula).reduce(0, +) / Double(scores.count)
    }

    static func softplus(_ x: Double) -> Double { log(1 + exp(x)) }

    @Test func minimaxIsCrossEntropyAndTheGeneratorWantsTheOpposite() throws {
        let losses = try Self.losses(Minimax())
        let discriminator =
            Self.mean(Self.real) { Self.softplus(-$0) } + Self.mean(Self.fake) { Self.softplus($0) }
        #expect(abs(losses.discriminator - discriminator) < 1e-13)
        #expect(abs(losses.generator + Self.mean(Self.fake) { Self.softplus($0) }) < 1e-13)
    }

    @Test func nonSaturatingChangesTheGeneratorAlone() throws {
        let losses = try Self.losses(NonSaturating())
        #expect(losses.discriminator == (try Self.losses(Minimax()).discriminator))
        #expect(abs(losses.generator - Self.mean(Self.fake) { Self.softplus(-$0) }) < 1e-13)
    }

    @Test func wassersteinIsTheDifferenceOfMeans() throws {
        let losses = try Self.losses(Wasserstein())
        let discriminator = Self.mean(Self.fake) { $0 } - Self.mean(Self.real) { $0 }
        #expect(abs(losses.discriminator - discriminator) < 1e-13)
        #expect(abs(losses.generator + Self.mean(Self.fake) { $0 }) < 1e-13)
    }

    /// Cross-entropy as torch.nn.BCEWithLogitsLoss has it: −y log σ(D) − (1 − y) log(1 − σ(D)) with y = 0.9.
    @Test func smoothedLabelsAreThoseOfRealPointsAlone() throws {
        for base in [Minimax(), NonSaturating()] as [any Objective] {
            let losses = try Self.losses(SmoothedLabels(base, by: 0.1))
            let discriminator =
                Self.mean(Self.real) { 0.9 * Self.softplus(-$0) + 0.1 * Self.softplus($0) }
                + Self.mean(Self.fake) { Self.softplus($0) }
            #expect(abs(losses.discriminator - discriminator) < 1e-13)
            #expect(losses.generator == (try Self.losses(base).generator))
        }
    }

    @Test func relativisticAverageComparesWithTheOthersMean() throws {
        let losses = try Self.losses(RelativisticAverage())
        let (meanReal, meanFake) = (Self.mean(Self.real) { $0 }, Self.mean(Self.fake) { $0 })
        let discriminator =
            Self.mean(Self.real) { Self.softplus(meanFake - $0) }
            + Self.mean(Self.fake) { Self.softplus($0 - meanReal) }
        let generator =
            Self.mean(Self.fake) { Self.softplus(meanReal - $0) }
            + Self.mean(Self.real) { Self.softplus($0 - meanFake) }
        #expect(abs(losses.discriminator - discriminator) < 1e-13)
        #expect(abs(losses.generator - generator) < 1e-13)
    }

    /// With T = g(D) = f′(p/q), the best discriminator of arXiv 1606.00709, the value of the game is the divergence. p and q
    /// are (0.2, 0.3, 0.5) and (0.5, 0.25, 0.25), so that each point stands for a share of the numbers.
    @Test(arguments: FDivergence.Kind.allCases)
    func theBestDiscriminatorGivesTheDivergence(_ kind: FDivergence.Kind) throws {
        let (p, q) = ([0.2, 0.3, 0.5], [0.5, 0.25, 0.25])
        func sum(_ term: (Double, Double) -> Double) -> Double { zip(p, q).map(term).reduce(0, +) }
        let divergence =
            switch kind {
            case .kl: sum { $0 * log($0 / $1) }
            case .reverseKL: sum { $1 * log($1 / $0) }
            case .pearson: sum { ($1 - $0) * ($1 - $0) / $1 }
            case .squaredHellinger: sum { pow($0.squareRoot() - $1.squareRoot(), 2) }
            }
        // v of g(v) = f′(p/q): 1 + log(p/q); −e^−v = −q/p; 2(p/q − 1); 1 − e^−v = 1 − √(q/p).
        let best = zip(p, q).map { p, q in
            switch kind {
            case .kl: 1 + log(p / q)
            case .reverseKL: log(p / q)
            case .pearson: 2 * (p / q - 1)
            case .squaredHellinger: log(p / q) / 2
            }
        }
        // Twenty points share p and q exactly.
        func points(_ shares: [Double]) -> [Double] {
            zip(best, shares).flatMap { Array(repeating: $0, count: Int(($1 * 20).rounded())) }
        }
        let losses = try Self.losses(FDivergence(kind), real: points(p), fake: points(q))
        #expect(abs(-losses.discriminator - divergence) < 1e-14)
    }
}
