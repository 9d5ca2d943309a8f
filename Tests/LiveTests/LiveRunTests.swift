import Dynamics
import Foundation
import Records
import Synchronization
import TestSupport
import Testing

@testable import Live
@testable import Runs
@testable import Storage

/// A run that tells a page of itself, and is steered from it.
@Suite struct LiveRunTests {
    private let scratch: Scratch
    private let broadcast = Broadcast()

    init() throws { scratch = try Scratch() }

    private func wait(_ what: String, _ isSo: () -> Bool) throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isSo() {
            try #require(ContinuousClock.now < end, "\(what)")
            Thread.sleep(forTimeInterval: 0.01)
            broadcast.tick()
        }
    }

    /// Trains on a thread of its own.
    private func begin(
        _ run: RunDirectory, _ live: some TrainingObserver, _ changes: [String], until isOver: OverFlag
    ) -> DispatchSemaphore {
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            _ = try? Training.start(
                Tiny.resolved(changes), in: run, observers: [live], shouldStop: { isOver.isRaised })
            isDone.signal()
        }
        return isDone
    }

    @Test func whatAPageShowsOfARun() throws {
        let run = scratch.run()
        _ = broadcast.join()
        _ = try Training.start(Tiny.resolved(), in: run, observers: [LiveRun(run, telling: broadcast)])
        let (head, record) = broadcast.look { ($0.head, $0.record) }
        #expect(head.status == "completed" && head.step == 12 && head.total == 12)
        #expect(head.title.contains("tiny, seed 0") && head.title.hasSuffix(", in \(run.name)"))
        #expect(record.table.rows.map { $0[0] } == [2, 3, 4, 6, 8, 9, 10, 12])
        #expect(record.snapshots.map(\.step) == [1, 4, 12] && record.surfaces.map(\.step) == [1, 4, 12])
        let glimpse = try #require(broadcast.look(\.glimpse))
        #expect(glimpse.step == 12 && glimpse.samples.count == 6)
        #expect(glimpse.surface?.scores.count == 65 * 65)
    }

    @Test func theOrbitOfAGame() throws {
        let run = scratch.run()
        let text = #"{"name": "d", "steps": 50, "game": {"kind": "dirac"}, "record": {"metricsEvery": 1}}"#
        _ = try Training.start(Tiny.read(text, []), in: run, observers: [LiveRun(run, telling: broadcast)])
        let game = try #require(broadcast.look(\.game))
        #expect(game.panels[0].lines[0].points.count == 51)
        #expect(broadcast.look(\.glimpse)?.surface == nil)
    }

    @Test func pauseStepChangeAndGoOn() throws {
        let run = scratch.run()
        let (live, isOver) = (LiveRun(run, telling: broadcast), OverFlag())
        let course = Course(live)
        _ = broadcast.join()
        try live.turn(.speed(50))
        let start = ContinuousClock.now
        let isDone = begin(run, course, ["steps=10000000"], until: isOver)
        try wait("numbers") { broadcast.look { $0.wheel?.numbers.count ?? 0 } > 0 }
        #expect(
            broadcast.look { $0.wheel?.numbers.map(\.key) ?? [] } == [
                "rate.discriminator", "rate.generator", "penalty.r1", "penalty.wganGP", "steps.discriminator",
                "steps.generator",
            ])
        #expect(
            broadcast.look { $0.wheel?.numbers.map(\.title) ?? [] } == [
                "discriminator's learning rate, η", "generator's learning rate, η", "weight of R1, γ",
                "weight of WGAN-GP, λ", "discriminator's moves a step, n", "generator's moves a step, n",
            ])
        try wait("steps") { broadcast.look(\.head.step) > 3 }
        // 50 steps a second, however long this test had to wait for its turn.
        #expect(
            Double(broadcast.look(\.head.step)) < 50 * ((ContinuousClock.now - start) / .seconds(1)) + 100)
        try live.turn(.pause)
        try wait("a pause") { broadcast.look { $0.wheel?.pausedAfter != nil } }
        let here = course.stepsAsked - 1
        #expect(broadcast.look(\.wheel?.pausedAfter) == here)
        try wait("the last step") { broadcast.look(\.head.step) == here }
        #expect(broadcast.look(\.glimpse?.step) == here)
        Thread.sleep(forTimeInterval: 0.1)
        #expect(course.stepsAsked == here + 1)
        try live.turn(.step)
        try wait("a step") { broadcast.look(\.glimpse?.step) == here + 1 }
        try live.turn(.change(key: "penalty.r1", value: 4))
        try wait("a change") {
            broadcast.look { $0.wheel?.numbers.first { $0.key == "penalty.r1" }?.value == 4 }
        }
        #expect(broadcast.look(\.head.step) == here + 1)
        #expect(
            try TouchLog(reading: run).touches == [Touch(step: here + 2, key: "penalty.r1", old: 1, new: 4)])
        for (key, value) in [
            ("penalty.r2", 1), ("penalty.r1", -1), ("rate.generator", .nan), ("steps.generator", 1.5),
        ] {
            #expect(throws: WheelRefusal.self) { try live.turn(.change(key: key, value: value)) }
        }
        try live.turn(.speed(nil))
        try live.turn(.go)
        try wait("many steps") { broadcast.look(\.head.step) > here + 300 }
        isOver.raise()
        try wait("the end") { isDone.wait(timeout: .now()) == .success }
        #expect(try run.readSummary()?["touched"]?.integerValue == 1)
    }

    /// Time that somebody keeps a run waiting is no time of training.
    @Test func secondsOfAPause() throws {
        let run = scratch.run()
        let live = LiveRun(run, telling: broadcast)
        try live.turn(.pause)
        let start = ContinuousClock.now
        let isDone = begin(run, live, [], until: OverFlag())
        try wait("a pause") { broadcast.look { $0.wheel?.pausedAfter != nil } }
        Thread.sleep(forTimeInterval: 1)
        try live.turn(.go)
        try wait("the end") { isDone.wait(timeout: .now()) == .success }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        #expect(try #require(run.readSummary()?["seconds"]?.numberValue) <= seconds - 1)
    }

    @Test func aFolderThatGrows() throws {
        let run = scratch.run()
        let asked = StopAt(6)
        _ = try Training.start(Tiny.resolved(), in: run, shouldStop: { asked() })
        let watched = WatchedRun(run, telling: broadcast)
        watched.look()
        #expect(broadcast.look(\.head.status) == "interrupted")
        #expect(broadcast.look(\.record.table.rows.count) == 4)
        _ = broadcast.join()
        let first = try #require(broadcast.frame(after: nil))
        watched.look()
        broadcast.tick()
        #expect(broadcast.frame(after: first.number) == nil)

        _ = try Training.resume(run)
        watched.look()
        broadcast.tick()
        let news = String(decoding: try #require(broadcast.frame(after: first.number)).bytes, as: UTF8.self)
        #expect(news.hasPrefix("event: change\n"))
        #expect(news.contains(#""rows":[[8,"#) && news.contains(#""status":"completed""#))
        #expect(broadcast.look(\.record.table.rows.count) == 8)
        #expect(broadcast.look(\.glimpse?.step) == 12)
    }

    /// What is damaged is said, once, and what was shown before stays.
    @Test func aFolderThatIsDamaged() throws {
        let run = scratch.run()
        try Tiny.train(in: run)
        let watched = WatchedRun(run, telling: broadcast)
        watched.look()
        try Files.write("step,nonsense\n1,2\n", to: run.metrics)
        for _ in 0..<4 { watched.look() }
        #expect(broadcast.look(\.notes).count == 1)
        #expect(broadcast.look(\.record.table.rows.count) == 8)
    }
}

private final class OverFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func raise() { flag.store(true, ordering: .relaxed) }
}

/// Passes everything on to a run's page, and knows which step training asks for.
private final class Course: Onlooker, Steersman {
    private let live: LiveRun
    private let step = Atomic<Int>(0)

    init(_ live: LiveRun) { self.live = live }

    var stepsAsked: Int { step.load(ordering: .relaxed) }

    func receive(_ event: Event) { live.receive(event) }

    func wantsGlimpse(after step: Int) -> Bool { live.wantsGlimpse(after: step) }

    func changes(
        before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool
    ) -> [NumberChange] {
        self.step.store(step, ordering: .relaxed)
        return live.changes(before: step, numbers: numbers, shouldStop: shouldStop)
    }
}
