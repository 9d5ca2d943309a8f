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
    private var best = (together: longest, alone: longest)
    private static let longest = Duration.seconds(Int64.max)

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
        if turn == 0 {
            best = (Self.longest, Self.longest)
        } else if turn.isMultiple(of: 2) {
            best.alone = min(best.alone, now - began)
        } else {
            best.together = min(best.together, now - began)
        }
        began = now
        team.othersRest =
            turn < Self.stretches ? !turn.isMultiple(of: 2) : best.alone < best.together
    }
}
