import Dynamics
import Foundation
import Records
import Synchronization
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// Changes of a run's numbers while it trains: what they do, that they are kept, and that a run can be had again.
@Suite struct SteeringTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let changes = [
        3: [NumberChange("penalty.r1", 5)],
        5: [NumberChange("steps.discriminator", 3), NumberChange("rate.generator", 0.02)],
        9: [NumberChange("rate.discriminator", 0.001), NumberChange("steps.discriminator", 1)],
    ]

    /// Generators that make nothing of latent points have none.
    private static func resolved(_ settings: [String]) throws -> ExperimentConfiguration.Resolved {
        let takesNone = settings.contains { $0.contains("particles") || $0.contains("frozen") }
        let text = Tiny.text.replacing(#""latent": { "width": 2 },"#, with: "")
        return try Tiny.read(takesNone ? text : Tiny.text, settings)
    }

    private func train(
        _ run: RunDirectory, _ changes: [Int: [NumberChange]] = Self.changes, _ settings: [String] = [],
        stop: Int = 1000
    ) throws -> RunSummary {
        let observer = Scripted(changes)
        return try Training.start(
            Self.resolved(settings), in: run, observers: [observer],
            shouldStop: { observer.step.load(ordering: .relaxed) > stop })
    }

    private func samples(_ run: RunDirectory) throws -> Data { try Files.read(run.samples) }

    /// A number that is changed before the first step is the number of a configuration that says so from the start.
    @Test(arguments: [
        ("penalty.r1", 5, "penalties.0.gamma=5"), ("penalty.wganGP", 2, "penalties.1.lambda=2"),
        ("rate.generator", 0.03, "generator.optimizer.learningRate=0.03"),
        ("rate.discriminator", 0.03, "discriminator.optimizer.learningRate=0.03"),
        ("noise", 0.5, #"instanceNoise={"sigma":0.5}"#),
        ("steps.discriminator", 3, #"scheme={"kind":"alternating","discriminatorSteps":3}"#),
        ("steps.generator", 2, #"scheme={"kind":"alternating","generatorSteps":2}"#),
    ])
    func aChangeIsWhatAConfigurationSays(key: String, value: Double, setting: String) throws {
        let base = key == "noise" ? [#"instanceNoise={"sigma":0.1}"#] : []
        let (touched, configured, plain) = (scratch.run("a"), scratch.run("b"), scratch.run("c"))
        _ = try train(touched, [1: [NumberChange(key, value)]], base)
        try Tiny.train(key == "noise" ? [setting] : base + [setting], in: configured)
        try Tiny.train(base, in: plain)
        #expect(try samples(touched) == samples(configured))
        #expect(try samples(touched) != samples(plain))
    }

    /// Whatever else a step is made of.
    private static let kinds: [[String]] = [
        ["discriminator.packing=2"], ["scheme.freshDiscriminator=true"], ["scheme.latents=shared"],
        ["data.points=10"], ["average=null", #"mixing={"window": 3}"#], [#"lookahead={"every": 3}"#],
        ["average=null", #"generator={"kind": "particles"}"#, "record.samples=8"],
        [#"data={"kind": "mixture", "centres": [-1, 1], "standardDeviation": 0.2}"#],
    ]

    @Test(arguments: kinds) func touchedRunsOfAllKinds(settings: [String]) throws {
        let (early, configured) = (scratch.run("a"), scratch.run("b"))
        _ = try train(early, [1: [NumberChange("steps.discriminator", 3)]], settings)
        _ = try Training.start(
            Self.resolved(settings + ["scheme.discriminatorSteps=3"]), in: configured)
        #expect(try samples(early) == samples(configured))
        let (whole, stopped, copy) = (scratch.run("whole"), scratch.run("stopped"), scratch.run("copy"))
        _ = try train(whole, Self.changes, settings)
        _ = try Training.replay(whole, in: copy)
        #expect(try copy.filesThatDiffer(from: whole) == [])
        _ = try train(stopped, Self.changes, settings, stop: 7)
        _ = try Training.resume(stopped, observers: [Scripted(Self.changes.filter { $0.key > 7 })])
        #expect(try stopped.differences(from: whole) == [])
    }

    /// A number can be changed if a step depends on it, and a player's moves where a scheme is made of plain ones.
    @Test(arguments: [
        (#"scheme={"kind": "simultaneous"}"#, ["rate.discriminator", "rate.generator"]),
        (#"scheme={"kind": "extragradient"}"#, ["rate.discriminator", "rate.generator"]),
        (#"scheme={"kind": "unrolled"}"#, ["rate.discriminator", "rate.generator"]),
        (#"scheme={"kind": "rungeKutta"}"#, ["rate.discriminator", "rate.generator"]),
        (#"scheme={"kind": "followTheRidge"}"#, ["rate.discriminator", "rate.generator"]),
        (#"generator={"kind": "frozen"}"#, ["rate.discriminator", "steps.discriminator"]),
        (
            #"fieldMethods=[{"kind": "consensus"}]"#,
            [
                "rate.discriminator", "rate.generator", "field.consensus", "steps.discriminator",
                "steps.generator",
            ]
        ),
    ])
    func whatMayBeChanged(setting: String, keys: [String]) throws {
        let onlooker = Scripted([:])
        let settings = ["penalties=[]", "average=null", "steps=2"]
        let sgd = #"{"kind": "sgd", "learningRate": 0.01}"#
        let players =
            (setting.contains("frozen") ? [] : ["generator.optimizer=\(sgd)"])
            + ["discriminator.optimizer=\(sgd)"]
        _ = try Training.start(
            Self.resolved(settings + players + [setting]), in: scratch.run(), observers: [onlooker])
        #expect(onlooker.keys.withLock { $0 } == keys)
    }

    @Test func aTouchedRunKeepsItsChanges() throws {
        let run = scratch.run()
        let summary = try train(run)
        #expect(summary.touched == 5)
        #expect(try run.readSummary()?["touched"]?.integerValue == 5)
        let lines = String(decoding: try Files.read(run.touches), as: UTF8.self).split(separator: "\n")
        #expect(
            lines.prefix(3) == [
                #"{"step": 3, "key": "penalty.r1", "old": 1, "new": 5}"#,
                #"{"step": 5, "key": "steps.discriminator", "old": 1, "new": 3}"#,
                #"{"step": 5, "key": "rate.generator", "old": 0.01, "new": 0.02}"#,
            ])
        let touches = try TouchLog(reading: run).touches
        #expect(touches.map(\.step) == [3, 5, 5, 9, 9] && touches.map(\.new) == [5, 3, 0.02, 0.001, 1])
        // In a straight line from 0.01 at step 1 to 0 at step 12.
        #expect(abs(touches[3].old - 0.01 * 3 / 11) < 1e-12)
        #expect(touches[4].old == 3)
    }

    @Test(arguments: [12, 7, 4, 2]) func aReplayHasTheSameBytes(stop: Int) throws {
        let (run, copy, plain) = (scratch.run(), scratch.run("copy"), scratch.run("plain"))
        _ = try train(run, stop: stop)
        let again = try Training.replay(run, in: copy)
        #expect(again.steps == min(stop, 12))
        #expect(try copy.filesThatDiffer(from: run) == [])
        try Tiny.train(in: plain)
        if stop == 12 {
            #expect(
                try Set(plain.filesThatDiffer(from: run)).isSuperset(of: [
                    "checkpoint.safetensors", "samples.csv", "metrics.csv", "touches.jsonl",
                ]))
        }
    }

    /// Killed at any step, a touched run ends as if it had not been: what was changed after the last checkpoint is
    /// changed again.
    @Test(arguments: [3, 4, 5, 6, 8, 9, 11]) func aTouchedRunThatIsResumed(stop: Int) throws {
        let (whole, run) = (scratch.run("whole"), scratch.run("run"))
        _ = try train(whole)
        _ = try train(run, stop: stop)
        // The checkpoint before, as after a kill.
        let log = try TouchLog(reading: run)
        _ = try Training.resume(
            run, observers: [Scripted(Self.changes.filter { $0.key > log.touches.last?.step ?? 0 })])
        #expect(try run.differences(from: whole) == [])
    }

    /// Training from the checkpoint of step 4, with the changes of steps 5 and 9 in the folder already.
    @Test func aTouchedRunThatWasKilled() throws {
        let (whole, run) = (scratch.run("whole"), scratch.run("run"))
        _ = try train(whole)
        _ = try train(run, stop: 4)
        try Files.write(Files.read(whole.touches), to: run.touches)
        _ = try Training.resume(run)
        #expect(try run.differences(from: whole) == [])
    }

    @Test func whoOnlyWatchesChangesNothing() throws {
        let (watched, plain) = (scratch.run("watched"), scratch.run("plain"))
        let onlooker = Scripted([:])
        _ = try Training.start(Tiny.resolved(), in: watched, observers: [onlooker])
        try Tiny.train(in: plain)
        #expect(try watched.differences(from: plain) == [])
        #expect(!Files.exists(watched.touches))
        #expect(try watched.readSummary()?["touched"] == nil)
        let looks = onlooker.looks.withLock { $0 }
        #expect(looks.map(\.step) == Array(1...12))
        #expect(looks.allSatisfy { $0.samples.count == 6 && $0.surface?.gradients.count == 225 })
    }

    @Test func whatMayNotBeIsNotDone() throws {
        let run = scratch.run()
        let summary = try train(
            run,
            [
                2: [
                    NumberChange("penalty.r1", -1), NumberChange("penalty.r1", .nan),
                    NumberChange("penalty.r2", 1),
                    NumberChange("steps.discriminator", 1.5), NumberChange("steps.discriminator", 0),
                    NumberChange("penalty.r1", 1),
                ]
            ])
        #expect(summary.touched == 0)
        #expect(!Files.exists(run.touches))
    }

    @Test func aTouchedRunIsAnotherRun() throws {
        let run = scratch.run()
        _ = try train(run)
        #expect(throws: ResumeError.touched(run.name, 5)) {
            _ = try Training.ensure(Tiny.resolved(), in: run)
        }
    }

    @Test(arguments: ["", #"{"step": 3, "key": "penalty.r1", "old": 1, "new": 6}"# + "\n"])
    func changesThatSomebodyHasAltered(text: String) throws {
        let run = scratch.run()
        _ = try train(run, stop: 7)
        try Files.write(text, to: run.touches)
        #expect(throws: ResumeError.otherTouches(run.name)) { _ = try Training.resume(run) }
    }

    @Test(arguments: [
        "{", "[]\n", #"{"step": 0, "key": "penalty.r1", "old": 1, "new": 6}"#,
        #"{"step": 9, "key": "penalty.r1", "old": 1, "new": "6"}"#,
    ])
    func damagedChanges(text: String) throws {
        let run = scratch.run()
        _ = try train(run, [:], stop: 7)
        try Files.write(text, to: run.touches)
        #expect(throws: FileError.self) { _ = try Training.resume(run) }
    }

    /// Eigenvalues on the way and at the end are those of the changed game: the ones of a run that was configured so.
    @Test func spectraOfATouchedRun() throws {
        let (run, other, plain) = (scratch.run("a"), scratch.run("b"), scratch.run("c"))
        let settings = ["record.spectrumEvery=6", "record.spectrumBatches=2"]
        _ = try train(
            run, [1: [NumberChange("penalty.r1", 5), NumberChange("rate.generator", 0.02)]], settings)
        let changes = ["penalties.0.gamma=5", "generator.optimizer.learningRate=0.02"]
        try Tiny.train(settings + changes, in: other)
        try Tiny.train(settings, in: plain)
        #expect(try run.spectra(until: 12).last == other.spectra(until: 12).last)
        #expect(try run.spectra(until: 12).last != plain.spectra(until: 12).last)
        let spectra = try [run, other].map { try RunSpectrum(of: $0, SpectrumOptions(batches: 2)).spectrum }
        #expect(spectra[0].points == spectra[1].points)
        #expect(spectra[0].rates.generator == 0.02 && spectra[1].rates.generator == 0.02)
    }

    /// A new run in the folder of a touched one is not touched.
    @Test func aRunInThePlaceOfATouchedOne() throws {
        let run = scratch.run()
        _ = try train(run)
        _ = try Training.start(Tiny.resolved(), in: run, overwriting: true)
        #expect(!Files.exists(run.touches))
    }
}

/// Makes changes at given steps, and looks at every step.
private final class Scripted: Steersman, Onlooker {
    let changes: [Int: [NumberChange]]
    let looks = Mutex<[Glimpse]>([])
    /// What may be changed.
    let keys = Mutex<[String]>([])
    /// Which step training asks for.
    let step = Atomic<Int>(0)
    private let done = Mutex<Set<Int>>([])

    init(_ changes: [Int: [NumberChange]]) { self.changes = changes }

    func changes(
        before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool
    ) -> [NumberChange] {
        self.step.store(step, ordering: .relaxed)
        if step == 1 { keys.withLock { $0 = numbers().map(\.key) } }
        return done.withLock { $0.insert(step).inserted } ? changes[step] ?? [] : []
    }

    func wantsGlimpse(after step: Int) -> Bool { true }

    func receive(_ event: Event) {
        if case .glimpsed(let glimpse) = event { looks.withLock { $0.append(glimpse) } }
    }
}
