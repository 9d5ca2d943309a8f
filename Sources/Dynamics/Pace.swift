import Tensors

/// Finds out, while training goes on, whether the other members of a team are a help: two cores may be two halves
/// of one, or busy with another program. Results do not depend on the answer.
///
/// In a trial some milliseconds are spent with and without the others, in turn, and then the quicker way is kept for a
/// while: longer each time the answer stays the same. If steps with the others come to take longer than they took
/// without, the next trial comes at once.
struct Pace {
    /// Time for one turn of a trial, and turns of a trial.
    static let (stretch, turns) = (Duration.milliseconds(2), 4)
    /// How long the first answer is kept, and how long at most.
    static let (firstHold, longestHold) = (Duration.milliseconds(100), Duration.seconds(3))
    /// An answer is kept for so many times as long as the trial took; where steps have become slow, for so many.
    static let (trialsInHold, trialsBeforeNext) = (20, 5)
    /// With the others a step must take no more than this part of its time without them: they take a core each.
    static let mostOfAlone = 0.95

    private let team: Team
    /// The turn of a trial; `turns` while an answer is kept.
    private var turn = 0
    private var steps = 0
    /// When the turn, or the stretch of the kept way, began.
    private var began: ContinuousClock.Instant?
    private var trialBegan = ContinuousClock.now
    private var trialEnded = ContinuousClock.now
    private var holdEnds = ContinuousClock.now
    private var hold = Self.firstHold
    private var restedBefore: Bool?
    /// Seconds a step of the quicker of a trial's turns with and without the others.
    private var best = (together: Double.infinity, alone: Double.infinity)

    init(_ team: Team) { self.team = team }

    /// Called before each step.
    mutating func beginStep() {
        if team.members > 1 { beginStep(at: .now) }
    }

    mutating func beginStep(at now: ContinuousClock.Instant) {
        guard let began else { return beginTrial(at: now) }
        steps += 1
        guard now - began >= Self.stretch else { return }
        let seconds = (now - began) / .seconds(1) / Double(steps)
        if turn < Self.turns {
            endTurn(at: now, seconds)
        } else {
            self.began = now
            steps = 0
            let canBe = now - trialEnded >= (trialEnded - trialBegan) * Self.trialsBeforeNext
            let isSlow = !team.othersRest && seconds > best.alone
            if now >= holdEnds || isSlow && canBe { beginTrial(at: now) }
        }
    }

    private mutating func beginTrial(at now: ContinuousClock.Instant) {
        trialBegan = now
        best = (.infinity, .infinity)
        begin(turn: 0, at: now)
    }

    private mutating func begin(turn: Int, at now: ContinuousClock.Instant) {
        self.turn = turn
        steps = 0
        began = now
        team.othersRest = !turn.isMultiple(of: 2)
    }

    private mutating func endTurn(at now: ContinuousClock.Instant, _ seconds: Double) {
        if team.othersRest {
            best.alone = min(best.alone, seconds)
        } else {
            best.together = min(best.together, seconds)
        }
        begin(turn: turn + 1, at: now)
        guard turn == Self.turns else { return }
        let rests = best.together > best.alone * Self.mostOfAlone
        hold = rests == restedBefore ? min(hold * 2, Self.longestHold) : Self.firstHold
        restedBefore = rests
        team.othersRest = rests
        trialEnded = now
        holdEnds = now + max(hold, (now - trialBegan) * Self.trialsInHold)
    }
}
