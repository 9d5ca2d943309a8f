import Dynamics
import Experiments
import Foundation
import Games
import Records
import Tensors
import TestSupport
import Testing

@testable import Runs

@Suite struct ObjectiveColumnsTests {
    @Test func aLossWithoutItsPenalties() {
        let objectives = ObjectiveColumns(
            [
                (.discriminator, "loss", false), (.discriminator, "r1", true),
                (.discriminator, "jare", false),
                (.discriminator, "gradientNorm", false), (.generator, "loss", false),
                (.generator, "shared", true), (.discriminator, "shared", true),
            ], repeated: [.discriminator])
        #expect(
            objectives.columns.map(\.name) == [
                "discriminatorObjective", "discriminatorObjectiveMean", "generatorObjective",
            ])
        #expect(objectives.columns.allSatisfy { $0.role == .objective })
        let means: [Double?] = [30, 6, 0, 0, 20, 4, 7]
        let values = objectives.values([10, 1, 2, 3, 20, 4, 5], means: means)
        #expect(values == [4, 17, 16])
        let partly = objectives.values([10, nil, 2, 3, 20, 4, 5], means: [nil] + means.dropFirst())
        #expect(partly == [nil, nil, 16])
    }

    /// The non-saturating objective, computed once more from the scores of a trace's batches, of which the discriminator
    /// sees three in a step.
    @Test func meanOverTheMovesOfAStep() throws {
        let resolved = try Tiny.resolved([
            "precision=float64", "average=null", #"scheme={"discriminatorSteps":3}"#, "steps=2",
            "record.metricsEvery=1",
        ])
        let scratch = try Scratch()
        _ = try Training.start(resolved, in: scratch.run())
        let table = try scratch.run().table
        let experiment = Experiment(resolved.configuration)
        let recorder = TraceRecorder<Double>()
        let trainer = try Trainer<Double>(experiment.setup, batches: experiment.batches, recorder: recorder)
        for step in 1...2 {
            _ = trainer.step()
            let entries = Dictionary(recorder.take().map { ($0.name, $0.values[0, 0]) }) { $1 }
            let moves = (0..<3).map { move in
                let of = { (name: String) in entries["\(step).\(move).\(name).discriminator"] ?? .nan }
                let terms = ["r1", "wganGP"].map {
                    entries["\(step).\(move).term.discriminator.\($0)"] ?? .nan
                }
                return of("loss") - terms.reduce(0, +)
            }
            let found = { (name: String) in table.values(of: name)[step - 1].value }
            #expect(abs(found("discriminatorObjective") - moves[2]) < 1e-12)
            #expect(abs(found("discriminatorObjectiveMean") - moves.reduce(0, +) / 3) < 1e-12)
            #expect(Set(moves).count == 3)
        }
    }

    /// Without penalties it is the loss.
    @Test func withoutPenalties() throws {
        let scratch = try Scratch()
        try Tiny.train(["penalties=[]"], in: scratch.run())
        let table = try scratch.run().table
        for player in ["discriminator", "generator"] {
            #expect(
                table.values(of: "\(player)Objective").map(\.value)
                    == table.values(of: "\(player)Loss").map(\.value))
        }
    }
}
