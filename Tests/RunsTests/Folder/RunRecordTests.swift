import TestSupport
import Distributions
import Foundation
import Testing

@testable import Records
@testable import Runs
@testable import Storage

@Suite struct RunRecordTests {
    private let scratch: Scratch
    private let run: RunDirectory

    init() throws {
        scratch = try Scratch()
        run = scratch.run()
    }

    @Test(arguments: ["float32", "float64"]) func ofACompleteRun(precision: String) throws {
        try Tiny.train(["precision=\(precision)", "seed=3"], in: run)
        let record = try RunRecord(reading: run)
        #expect(record.title == "tiny, seed 3: non-saturating GAN with R1, γ 1; WGAN-GP, λ 10")
        #expect(record.step == 12)
        #expect(record.table.columns.first == .step)
        #expect(record.table.rows.map { $0[0] } == [2, 3, 4, 6, 8, 9, 10, 12])
        #expect(record.snapshots.map(\.step) == [1, 4, 12])
        #expect(record.snapshots.allSatisfy { $0.points.count == 6 })
        #expect(record.modes?.centres.count == 3)
        #expect(record.modes?.standardDeviation == 0.2)
        #expect(record.target.count == 6)
        // The samples of the checkpoint are those that stand in samples.csv.
        let samples = try StepTable.points(of: run.samples, "x", "y")
        #expect(record.samples.map { SIMD2<Float>($0) } == samples.map { SIMD2<Float>($0) })
        let surface = try #require(record.surface)
        #expect(surface.xs.count == 201)
        #expect(surface.scores.count == surface.xs.count * surface.ys.count)
        #expect(surface.gradients.count == 21 * 21)
        #expect(abs((surface.xs.first ?? 0) + 1.3 * 1.6) < 1e-12)
        #expect(surface.xs.last == surface.xs.first.map { -$0 })
    }

    /// Titles have words and no names of types or keys.
    @Test func titlesSayWhatIsTrained() throws {
        func title(_ changes: String...) throws -> String {
            RunRecord.title(try Tiny.resolved(["penalties=[]"] + changes).configuration)
        }
        #expect(try title() == "tiny, seed 0: non-saturating GAN without penalty")
        let falling = #"penalties=[{"kind":"r1","gamma":{"kind":"exponential","from":1,"to":0.1}}]"#
        #expect(try title(falling) == "tiny, seed 0: non-saturating GAN with R1, γ 1 → 0.1")
        #expect(
            try title("objective=wasserstein", "discriminator.spectralNormalization={}")
                == "tiny, seed 0: Wasserstein GAN with spectral normalization")
        #expect(
            try title(#"fieldMethods=[{"kind":"jare","gamma":0.5}]"#, #"instanceNoise={"sigma":0.2}"#)
                == "tiny, seed 0: non-saturating GAN with JARE, γ 0.5; instance noise, σ 0.2")
    }

    /// The objective's value at equilibrium stands on the losses of a run, and methods are named as in titles.
    @Test func columnsSayTheEquilibriumAndTheMethod() throws {
        try Tiny.train(in: run)
        let columns = try run.table.columns
        func landmark(_ name: String) throws -> Column.Landmark {
            try #require(columns.first { $0.name == name }?.landmarks.first)
        }
        let ofD = Column.Landmark(1.3862943611198906, "objective at equilibrium: 2 ln 2")
        let ofG = Column.Landmark(0.6931471805599453, "objective at equilibrium: ln 2")
        #expect(try landmark("discriminatorLoss") == ofD)
        #expect(try landmark("discriminatorObjective") == ofD)
        #expect(try landmark("generatorLoss") == ofG)
        #expect(columns.filter { $0.role == .penalty }.map(\.title) == ["R1", "WGAN-GP"])
    }

    /// Their discriminator is looked at around their points.
    @Test func ofDataWithoutModes() throws {
        try Tiny.train(
            [#"data={"kind":"segment","from":[10,0],"to":[14,2]}"#, "record.samples=500"], in: run)
        let record = try RunRecord(reading: run)
        #expect(record.modes == nil)
        #expect(record.target.count == 500)
        let surface = try #require(record.surface)
        let (low, high) = (surface.xs.first ?? 0, surface.xs.last ?? 0)
        let bottom = surface.ys.first ?? 0
        let top = surface.ys.last ?? 0
        #expect(abs(low + high - 24) < 0.1)
        #expect(abs(high - low - 5.2) < 0.1)
        #expect(abs(bottom + top - 2) < 0.1)
        #expect(surface.gradients[0].start == Point(low, bottom))
    }

    @Test func ofDataThatAreOnePoint() throws {
        try Tiny.train([#"data={"kind":"segment","from":[1,1],"to":[1,1]}"#], in: run)
        let xs = try #require(RunRecord(reading: run).surface).xs
        #expect(xs.first == 0 && xs.last == 2)
    }

    /// The gradient is that of the scores: compare it with their differences.
    @Test func theSurfaceIsItsOwnDerivative() throws {
        try Tiny.train(["precision=float64", #"discriminator.activation={"kind":"tanh"}"#], in: run)
        let surface = try #require(RunRecord(reading: run).surface)
        let (spacing, columns) = (surface.xs[1] - surface.xs[0], surface.xs.count)
        for row in stride(from: 1, to: 20, by: 3) {
            for column in stride(from: 1, to: 20, by: 3) {
                let arrow = surface.gradients[row * 21 + column]
                let centre = 10 * row * columns + 10 * column
                #expect(abs(arrow.start.x - surface.xs[10 * column]) < 1e-12)
                #expect(abs(arrow.start.y - surface.ys[10 * row]) < 1e-12)
                let slopes = [1, columns].map {
                    (surface.scores[centre + $0] - surface.scores[centre - $0]) / (2 * spacing)
                }
                #expect(abs(arrow.direction.x - slopes[0]) < 5e-3)
                #expect(abs(arrow.direction.y - slopes[1]) < 5e-3)
            }
        }
    }

    /// Matrices with orthonormal rows or columns times 50 come down to 1, and the slopes of D with them.
    @Test func theSurfaceIsThatOfNormalizedWeights() throws {
        let changes = [
            #"discriminator.initializer={"kind":"orthogonal","gain":50}"#,
            "discriminator.optimizer.learningRate=0", "discriminator.spectralNormalization={}",
        ]
        try Tiny.train(changes, in: run)
        let record = try RunRecord(reading: run)
        #expect(record.title.hasSuffix("R1, γ 1; WGAN-GP, λ 10; spectral normalization"), "\(record.title)")
        let slopes = try #require(record.surface).gradients.map {
            ($0.direction * $0.direction).sum().squareRoot()
        }
        #expect(slopes.allSatisfy { $0 < 1.0001 })
        #expect(slopes.contains { $0 > 0.1 })
    }

    @Test(arguments: [0, 5]) func ofAnInterruptedRun(steps: Int) throws {
        let asked = StopAt(steps)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        let record = try RunRecord(reading: run)
        #expect(record.step == steps)
        #expect(record.snapshots.map(\.step) == (steps == 0 ? [] : [1, 4]))
        #expect(record.samples.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test(arguments: [
        [], ["data.radius=1e308"],
        ["data.radius=1e308", "data.standardDeviation=1e308", "precision=float64"],
        ["generator.inputScale=1e300"],
    ])
    func ofADivergedRunWhateverItsNumbers(changes: [String]) throws {
        #expect(try Tiny.train(Tiny.diverging + changes, in: run).status == .diverged)
        let record = try RunRecord(reading: run)
        #expect(record.samples.count == 6)
        #expect(record.surface?.scores.count == 201 * 201)
    }

    /// The generator and the discriminator are looked at through one window.
    @Test func picturesShareAWindow() throws {
        try Tiny.train(in: run)
        let record = try RunRecord(reading: run)
        #expect(record.surface?.xs.first == record.frame.left)
        #expect(record.surface?.ys.last == record.frame.top)
    }

    @Test func whatIsMissingIsNamed() throws {
        let missing = #expect(throws: ResumeError.self) { try RunRecord(reading: run) }
        #expect(missing == .noRun(run.name))
        try Tiny.train(in: run)
        for file in [run.snapshots, run.metrics, run.checkpoint] {
            try Files.remove(file)
            let error = #expect(throws: FileError.self) { try RunRecord(reading: run) }
            #expect(error?.description == "cannot read \(file): No such file or directory")
        }
    }
}
