import Foundation
import Games
import Testing

struct ScheduleTests {
    static let over = 11
    static let courses: [Schedule] = [
        .linear(from: 4, to: 1, over: over), .cosine(from: 4, to: 1, over: over),
        .exponential(from: 4, to: 1, over: over),
    ]

    @Test(arguments: courses)
    func startsAndEndsAtItsEndsAndStaysThere(_ schedule: Schedule) {
        #expect(schedule.value(at: 1) == 4)
        #expect(schedule.value(at: 11) == 1)
        #expect(schedule.value(at: 12) == 1)
        #expect(schedule.value(at: 1_000_000) == 1)
    }

    @Test(arguments: courses)
    func fallsStepByStep(_ schedule: Schedule) {
        for step in 1..<11 { #expect(schedule.value(at: step) > schedule.value(at: step + 1)) }
    }

    @Test func theMiddleTellsTheCurves() {
        let middles = Self.courses.map { $0.value(at: 6) }
        #expect(abs(middles[0] - 2.5) < 1e-15)
        #expect(abs(middles[1] - 2.5) < 1e-15)
        #expect(abs(middles[2] - 2) < 1e-15)
    }

    @Test func aQuarterOfTheWayTellsThemToo() {
        let schedules: [Schedule] = [
            .linear(from: 4, to: 1, over: 9), .cosine(from: 4, to: 1, over: 9),
            .exponential(from: 4, to: 1, over: 9),
        ]
        let quarters = schedules.map { $0.value(at: 3) }
        #expect(abs(quarters[0] - 3.25) < 1e-15)
        #expect(abs(quarters[1] - (2.5 + 1.5 * 0.5.squareRoot())) < 1e-15)
        #expect(abs(quarters[2] - 8.0.squareRoot()) < 1e-15)
    }

    /// StepLR(step_size=400, gamma=0.95) of PyTorch, stepped once a step, and exponential_decay(0.03, step, 400, 0.95,
    /// staircase=True) of TensorFlow: 0.03·0.95^⌊t/400⌋ with t from 0.
    @Test func stepsAreConstantInBetween() {
        let schedule = Schedule.step(from: 0.03, factor: 0.95, every: 400)
        #expect([1, 2, 400].allSatisfy { schedule.value(at: $0) == 0.03 })
        for (step, power) in [(401, 1.0), (800, 1), (801, 2), (3000, 7)] {
            #expect(abs(schedule.value(at: step) - 0.03 * pow(0.95, power)) < 1e-17)
        }
        #expect(schedule.lasting(99) == schedule)
        #expect(schedule.summary == "0.03, ×0.95 every 400")
    }

    @Test func growsToo() {
        #expect(Schedule.linear(from: 0, to: 1, over: 5).value(at: 2) == 0.25)
        #expect(Schedule.exponential(from: 1, to: 16, over: 5).value(at: 2) == 2)
        #expect(Schedule.cosine(from: 0, to: 1, over: 3).value(at: 2) == 0.5)
    }

    /// from + (to − from)·1 would be 0, and to + (from − to)·1 with them exchanged.
    @Test func anEndFarBelowTheOtherKeepsItsDigits() {
        for make in [Schedule.linear, Schedule.cosine] {
            #expect(make(1, 1e-20, 7).value(at: 7) == 1e-20)
            #expect(make(1e-20, 1, 7).value(at: 1) == 1e-20)
            #expect(make(0.1, 0, 7).value(at: 7) == 0)
        }
    }

    @Test func aConstantIsConstant() {
        #expect([1, 7, 1_000_000].allSatisfy { Schedule.constant(0.3).value(at: $0) == 0.3 })
    }

    /// A course of one step is at its end at once.
    @Test func aSingleStepIsTheEnd() {
        #expect(Schedule.linear(from: 4, to: 1, over: 1).value(at: 1) == 1)
    }

    @Test func withoutALengthItLastsTheRun() {
        #expect(Schedule.linear(from: 4, to: 1, over: 0).lasting(11) == Self.courses[0])
        #expect(Schedule.cosine(from: 4, to: 1, over: 0).lasting(11) == Self.courses[1])
        #expect(Schedule.exponential(from: 4, to: 1, over: 0).lasting(11) == Self.courses[2])
        for course in Self.courses + [.constant(2)] { #expect(course.lasting(99) == course) }
    }
}
