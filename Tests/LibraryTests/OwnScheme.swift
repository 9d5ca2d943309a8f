import Dynamics
import Games

/// Both players move at once, and each minimizes its own loss at the point to which the other's next step leads. It
/// differentiates through that step, which it has a part in (LOLA: Foerster et al., arXiv 1709.04326; here without
/// its Taylor expansion).
struct LOLA: Scheme {
    var turns: [Turn] { [Turn([.discriminator, .generator], Self.rule)] }

    static let rule = MoveRule("LOLA") { play in
        let (start, batch) = (play.start, play.drawBatch())
        let fields = PerPlayer { player in
            let other = [player.other]
            let step = play.field(at: start, for: other, seeing: batch)
            let anticipated = play.step(other, from: start, against: step)
            return play.field(at: anticipated, for: [player], seeing: batch, throughSteps: true)
        }
        var end = start
        for player in play.players { end = play.step([player], from: end, against: fields[player]) }
        return Move(to: end, following: fields)
    }
}
