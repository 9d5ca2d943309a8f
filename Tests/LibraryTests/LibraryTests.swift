import Autodiff
import Distributions
import Dynamics
import Experiments
import Figures
import Foundation
import Games
import Networks
import Tensors
import Testing

/// The examples of docs/library.md, compiled as in a package of its own: nothing that is not public can be seen here.
struct LibraryTests {
    @Test func ownPenalty() throws {
        let trainer = try trainWithDrift(steps: 20)
        #expect(trainer.completedSteps == 20)
        let terms = trainer.observations.map(\.term)
        #expect(terms == ["loss", "r1", "drift", "gradientNorm", "loss", "gradientNorm"])
        #expect(trainer.observations.allSatisfy { $0.value.isFinite })
    }

    private static func game(_ methods: [Weighted<any FieldMethod>] = []) -> GAN {
        GAN(
            generator: MLP(widths: [4, 8, 2], activation: .tanh),
            discriminator: MLP(widths: [2, 8, 1], activation: .tanh), objective: NonSaturating(),
            fieldMethods: methods, batch: 16)
    }

    private static func setup(_ game: GAN, _ scheme: any Scheme = Simultaneous()) -> TrainingSetup {
        TrainingSetup(
            game: game, scheme: scheme, optimizers: PerPlayer { _ in SGD() },
            rates: PerPlayer { _ in .constant(0.25) }, seed: 3)
    }

    private static let ring = GaussianMixture.ring(modes: 8, radius: 2, standardDeviation: 0.02)

    /// The field method from outside does to the last bit what the one inside does.
    @Test func ownFieldMethod() throws {
        let methods: [any FieldMethod] = [OwnJARE(), JARE()]
        let states = try methods.map { method in
            let game = Self.game([method.weighted(by: .constant(0.5))])
            let trainer = try Trainer<Double>(
                Self.setup(game), batches: Batches(data: Self.ring, latent: Latent(width: 4)))
            for _ in 0..<5 { #expect(trainer.step() == nil) }
            #expect(trainer.observations.contains { $0.term == method.name && $0.value > 0 })
            return trainer.state.arrays.map(\.buffer.matrix)
        }
        #expect(states[0] == states[1])
    }

    /// With the losses −ψθ and ψθ and the step h = ¼ the discriminator's gradient is −θ + 2hψ, the generator's ψ + 2hθ.
    @Test func ownScheme() throws {
        let game = KnownGame.bilinear(x: [1], y: [0.5])
        let trainer = try Trainer<Double>(
            Self.setup(GAN(game, objective: Wasserstein()), LOLA()), batches: KnownGameBatches(game))
        #expect(trainer.step() == nil)
        let parameters = trainer.state.parameters.map { $0.buffers[0].scalar }
        #expect(parameters.discriminator == 0.5 - 0.25 * (-1 + 0.25))
        #expect(parameters.generator == 1 - 0.25 * (0.5 + 0.5))
        // A network too, whose players see the loss at the anticipated point.
        let networks = try Trainer<Float>(
            Self.setup(Self.game(), LOLA()), batches: Batches(data: Self.ring, latent: Latent(width: 4)))
        for _ in 0..<5 { #expect(networks.step() == nil) }
        #expect(networks.state.counts.generator.scalar == 5)
    }

    @Test func ownData() throws {
        let buffer = Buffer<Float>(Shape(100, 2))
        Spiral().fill(buffer, RandomDraw(seed: 1, stream: .data, step: 1))
        let radii = (0..<100).map { row in buffer.matrix.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot() }
        #expect(radii.allSatisfy { (0...2.1).contains($0) })
        #expect(radii.contains { $0 < 0.5 } && radii.contains { $0 > 1.5 })
        let trainer = try Trainer<Float>(
            Self.setup(Self.game()), batches: Batches(data: Spiral(), latent: Latent(width: 4)))
        #expect(trainer.step() == nil)
    }

    /// The field is (E x − a·E z, ψ·E z), so that J = (0, −E z; E z, 0) and its eigenvalues are ±i·E z.
    @Test func ownGame() throws {
        let game = KnownGame.quadratic(freshBatch: 512)
        let values = try eigenvalues(psi: 0.3, a: 2, batches: KnownGameBatches(game))
        #expect(values.count == 2)
        #expect(values.allSatisfy { $0.real == 0 && abs($0.imaginary) > 0 && abs($0.imaginary) < 0.2 })
        #expect(values[0].imaginary == -values[1].imaginary)
    }

    @Test func readingNumbers() throws {
        let game = Self.game()
        let trainer = try Trainer<Float>(
            Self.setup(game), batches: Batches(data: Self.ring, latent: Latent(width: 4)))
        #expect(trainer.step() == nil)
        #expect(lastNumbers(of: trainer).count == 4)
        #expect(lastNumbers(of: trainer)[0].hasPrefix("discriminator loss: "))
        let (coverage, scores) = try evaluate(trainer, of: game, on: Self.ring)
        #expect((0...1).contains(coverage.highQuality))
        #expect(scores.shape == Shape(1000, 1))
        #expect(scores.elements.allSatisfy { $0.isFinite && $0 != 0 })
    }

    @Test func drawingARun() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "library-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "tiny.json")
        try """
        { "steps": 3, "batch": 4, "generator": { "hidden": [3] }, "discriminator": { "hidden": [3] },
          "record": { "metricsEvery": 1, "samples": 20 } }
        """.write(to: file, atomically: true, encoding: .utf8)
        let run = folder.appending(path: "run").path
        do {
            let record = try trainAndDraw(file.path, in: run)
            #expect(record.table.rows.count == 3 && record.samples.count == 20 && record.surface != nil)
        } catch FigureError.gnuplotMissing {}
        #expect(FileManager.default.fileExists(atPath: "\(run)/figures/discriminator.gp"))
        #expect(FileManager.default.fileExists(atPath: "\(run)/figures/sliced-w1.csv"))
    }

    @Test(arguments: [
        "OwnPenalty", "OwnFieldMethod", "OwnScheme", "OwnData", "OwnGame", "ReadingNumbers", "DrawingARun",
    ])
    func theDocumentationShowsThisCode(_ file: String) throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let example = try String(contentsOf: here.appending(path: "\(file).swift"), encoding: .utf8)
        let page = try String(contentsOf: here.appending(path: "../../docs/library.md"), encoding: .utf8)
        #expect(page.contains("```swift\n\(example)```"))
    }
}
