import TestSupport
import Testing

@testable import Runs

@Suite struct ObservationPlanTests {
    /// Between two such steps nothing is asked for, so none may be missed.
    @Test(arguments: [
        [], ["record.metricsEvery=7", "record.evaluateEvery=5", "record.checkpointEvery=11"],
        ["record.keepEvery=13", "record.spectrumEvery=3", "record.snapshots=7", "steps=50"],
        [#"record.measures=[{"kind":"transport","every":5},{"kind":"energy","every":0}]"#, "steps=31"],
        [#"game={"kind":"dirac"}"#],
    ])
    func theNextStepIsTheFirstAtWhichSomethingIsMade(_ changes: [String]) throws {
        let text =
            changes.contains { $0.hasPrefix("game") } ? #"{ "name": "small", "steps": 23 }"# : Tiny.text
        let configuration = try Tiny.read(text, changes).configuration
        let plan = ObservationPlan(configuration, further: [Wish(.surface, .at([4, 9]))])
        let products: [Product] =
            [.numbers, .evaluation, .samples, .checkpoint, .keptCheckpoint, .spectrum, .surface, .scores]
            + configuration.recording.measures.map { .measure($0.name) }
        for step in 0..<configuration.steps {
            let next = (step + 1...configuration.steps).first { later in
                products.contains { plan.wants($0, at: later) }
            }
            #expect(plan.nextStep(after: step) == next)
        }
        #expect(plan.wants(.checkpoint, at: configuration.steps))
    }
}
