import Testing

@testable import Studies

@Suite struct StudyProgressTests {
    /// Two cells of 12 steps with two seeds each.
    private func runs() throws -> [PlannedRun] {
        try SmallStudy(
            #""variants": [{ "name": "a" }, { "name": "b", "changes": { "batch": 9 } }], "seeds": { "count": 2 }"#
        ).plan()
            .runs
    }

    @Test func countsWhatIsDone() throws {
        let runs = try runs()
        var progress = StudyProgress(jobs: 2)
        for (run, state) in zip(runs, [RunState.completed, .diverged, .notBegun, .running]) {
            progress.begin(run, state)
        }
        #expect((progress.total, progress.done, progress.failed) == (4, 2, 0))
        progress.end(runs[2], .failed("no luck"))
        progress.end(runs[3], .stopped)
        #expect((progress.done, progress.stopped, progress.failed) == (3, 1, 1))
        progress.forgetFailure(of: runs[2])
        #expect(progress.failed == 0)
    }

    @Test func timeLeftFollowsFromThePaceOfEachCell() throws {
        let runs = try runs()
        var progress = StudyProgress(jobs: 2)
        for run in runs { progress.begin(run, .notBegun) }
        #expect(progress.secondsLeft == nil)
        // A cell of which nothing is known is taken for the mean of the others: 1 s a step, 48 steps, 2 jobs.
        progress.note(runs[0], seconds: 12, steps: 12)
        #expect(progress.secondsLeft == 24)
        progress.end(runs[0], .completed)
        #expect(progress.secondsLeft == 18)
        // Cell b takes 3 s a step: 12 steps of a and 24 of b are left.
        progress.note(runs[1], seconds: 36, steps: 12)
        #expect(progress.secondsLeft == 42)
    }
}
