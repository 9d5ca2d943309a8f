import Tensors

/// Finds out, while training goes on, whether the other members of a team are a help: two cores may be two halves
/// of one, or busy with another program. Results do not depend on the answer.
///
/// From time to time a few steps are timed with and without the others, in turn, and the next steps are made in the
/// way that was quicker.
struct Pace {
    /// Steps timed at a stretch, stretches of a trial, and steps until the next one.
    static let (stretch, stretches, hold) = (8, 4, 500)

    private let team: Team
    private let clock = ContinuousClock()
    private var step = 0
    private var began: ContinuousClock.Instant
    /// The quicker of a trial's stretches with and without the others.
    private var best: (together: Duration, alone: Duration) = (.zero, .zero)

    init(_ team: Team) {
        self.team = team
        began = clock.now
    }

    /// Called before each step.
    mutating func beginStep() {
        guard team.members > 1 else { return }
        let place = step % (Self.stretch * Self.stretches + Self.hold)
        step += 1
        guard place % Self.stretch == 0, place <= Self.stretch * Self.stretches else { return }
        let now = clock.now
        let turn = place / Self.stretch
        if turn > 0 { note(now - began, together: !turn.isMultiple(of: 2), isFirst: turn <= 2) }
        began = now
        team.othersRest =
            turn < Self.stretches ? !turn.isMultiple(of: 2) : best.alone < best.together
    }

    private mutating func note(_ duration: Duration, together: Bool, isFirst: Bool) {
        if together {
            best.together = isFirst ? duration : min(best.together, duration)
        } else {
            best.alone = isFirst ? duration : min(best.alone, duration)
        }
    }
}
