import Foundation
import Machines
import Records
import Settings
import Synchronization
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// Whoever observes a run hears of it and does not change it.
@Suite struct RunObserversTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func whoWatchesHearsOfEverything() throws {
        let listener = Listener()
        _ = try Training.start(Tiny.resolved(), in: scratch.run(), observers: [listener])
        // Steps are progress, of which some may be left out.
        let heard = listener.heard.withLock { $0 }.filter { !$0.hasPrefix("stepped") }
        #expect(
            heard.joined(separator: " ") == """
                began:0/12 saved:0 sampled:1 scored:1 measured:2 measured:3 measured:4 sampled:4 scored:4 saved:4 \
                measured:6 measured:8 saved:8 measured:9 measured:10 measured:12 sampled:12 scored:12 saved:12 \
                finished ended:completed
                """)
    }

    /// What those hear who watch makes the very record that stands in the folder.
    @Test(arguments: [[], [5], [0, 3, 4]]) func theRecordThatIsHandedOverIsTheOneInTheFolder(stops: [Int])
        throws
    {
        let run = scratch.run()
        var keeper = RecordKeeper(wishing: [Wish(.surface, .last)])
        let changes = ["record.spectrumEvery=6", "record.spectrumBatches=2"]
        for (index, stop) in (stops + [100]).enumerated() {
            let asked = StopAt(stop)
            keeper = RecordKeeper(wishing: [Wish(.surface, .last)])
            _ =
                index == 0
                ? try Training.start(
                    Tiny.resolved(changes), in: run, observers: [keeper], shouldStop: { asked() })
                : try Training.resume(run, observers: [keeper], shouldStop: { asked() })
        }
        var (kept, read) = (keeper.record, try RunRecord(reading: run))
        let isSurfaceAlike = kept.surface != nil && kept.surface == read.surface
        #expect(isSurfaceAlike)
        // Seconds are rounded in the file, and snapshots written in single precision.
        for row in kept.table.rows.indices { kept.table.rows[row].removeLast() }
        for row in read.table.rows.indices { read.table.rows[row].removeLast() }
        func inFloats(_ samples: [Samples]) -> [[SIMD2<Float>]] {
            samples.map { $0.points.map { SIMD2<Float>($0) } }
        }
        let alike = [
            kept.title == read.title, kept.step == read.step, kept.table == read.table,
            inFloats(kept.snapshots) == inFloats(read.snapshots), kept.samples == read.samples,
            kept.target == read.target, kept.spectra == read.spectra, kept.frame == read.frame,
        ]
        #expect(alike == Array(repeating: true, count: 8))
    }

    /// One who fails is reported to the others and hears no more; one who sleeps holds nobody up.
    @Test func whoWatchesNeverStopsTraining() throws {
        let (listener, failing, sleeper) = (Listener(), Failing(), Sleeper())
        let told = Mutex<[String]>([])
        let start = ContinuousClock.now
        let summary = try Training.start(
            Tiny.resolved(["steps=2000", "record.metricsEvery=1"]), in: scratch.run(),
            observers: [failing, sleeper, listener],
            session: Session(notify: { text in told.withLock { $0.append(text) } }))
        #expect(summary.status == .completed)
        #expect(ContinuousClock.now - start < .seconds(300))
        #expect(failing.heard.withLock { $0 } == 1)
        let warnings = listener.heard.withLock { $0 }.filter { $0.hasPrefix("warned") }
        #expect(warnings == ["warned:Failing watches no more: Broken()"])
        // There may be no other observer to hear of it.
        #expect(
            told.withLock { $0 }.filter { $0.contains("watches") } == ["Failing watches no more: Broken()"])
        // The sleeper has missed steps, and no row.
        let (steps, rows) = sleeper.heard.withLock { $0 }
        #expect(rows == 2000 && steps < 2000)
        try Tiny.train(["steps=2000", "record.metricsEvery=1"], in: scratch.run("alone"))
        #expect(try scratch.run().differences(from: scratch.run("alone")) == [])
    }
}

extension RunObserversTests {
    /// Steps may take microseconds, and to be woken takes longer. But the last one is heard without any other event.
    @Test func stepsAreToldAFewTimesASecond() throws {
        let listener = Listener()
        let queue = ObserverQueue(listener)
        let start = ContinuousClock.now
        var step = 0
        while ContinuousClock.now - start < .milliseconds(300) {
            step += 1
            #expect(queue.add(.stepped(step)) == nil)
        }
        let last = "stepped:\(step)"
        while listener.heard.withLock({ $0.last }) != last, ContinuousClock.now - start < .seconds(60) {
            Thread.sleep(forTimeInterval: 0.01)
        }
        let heard = listener.heard.withLock { $0 }
        let looks = (ContinuousClock.now - start) / .milliseconds(50)
        #expect(heard.last == last)
        #expect(heard.count <= Int(looks) + 2)
        #expect(queue.close() == nil)
    }
}

/// Writes down what happens.
private final class Listener: TrainingObserver {
    let heard = Mutex<[String]>([])

    func receive(_ event: Event) {
        let word =
            switch event {
            case .began(let beginning): "began:\(beginning.completed)/\(beginning.total)"
            case .stepped(let step): "stepped:\(step)"
            case .measured(let row): "measured:\(Int(row[0] ?? -1))"
            case .broke(let step, _): "broke:\(step)"
            case .sampled(let samples): "sampled:\(samples.step)"
            case .spectrum(let spectrum): "spectrum:\(spectrum.step)"
            case .surface(let step, _): "surface:\(step)"
            case .scored(let found): "scored:\(found.step)"
            case .touched(let touch): "touched:\(touch.key)"
            case .glimpsed(let glimpse): "glimpsed:\(glimpse.step)"
            case .saved(let step): "saved:\(step)"
            case .finished: "finished"
            case .warned(let text): "warned:\(text)"
            case .ended(let ending): "ended:\(ending.status)"
            }
        heard.withLock { $0.append(word) }
    }
}

/// Fails at the first event.
private final class Failing: TrainingObserver {
    struct Broken: Error {}

    let heard = Mutex(0)

    func receive(_ event: Event) throws {
        heard.withLock { $0 += 1 }
        throw Broken()
    }
}

/// Sleeps after it has heard the first row.
private final class Sleeper: TrainingObserver {
    let heard = Mutex((steps: 0, rows: 0))

    func receive(_ event: Event) {
        if case .stepped = event { heard.withLock { $0.steps += 1 } }
        guard case .measured = event else { return }
        let isFirst = heard.withLock { heard in
            heard.rows += 1
            return heard.rows == 1
        }
        if isFirst { Thread.sleep(forTimeInterval: 0.5) }
    }
}
