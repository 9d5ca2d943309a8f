import Autodiff
import Games

/// The field followed as a differential equation, w' = v(w), by Heun's method (order 2) or the classical one of Runge
/// and Kutta (order 4). All stages see one batch.
///
/// The stages are plain steps of the learning rate. Their mean is the direction that the optimizer is given, so with
/// plain descent and without clipping this is the method of the books.
///
/// Source: Qin et al. 2020, "Training Generative Adversarial Networks by Solving Ordinary Differential Equations",
/// arXiv 2010.15040, and its program, `ode_gan/odegan_mog16.ipynb` of google-deepmind/deepmind-research.
public struct RungeKutta: Scheme {
    public enum Order: Int, CaseIterable, Sendable {
        case two = 2
        case four = 4
    }

    public let order: Order
    /// Whether each player looks ahead as if the other stayed where it is, as the authors' program does. If not, both go
    /// on together, and the method has its order for the game.
    public let isOtherFrozen: Bool
    /// Whether what field methods add is read at every stage, and not at the start alone as in the authors' program.
    public let hasMethodsAtStages: Bool

    public init(_ order: Order, isOtherFrozen: Bool = false, hasMethodsAtStages: Bool = true) {
        self.order = order
        self.isOtherFrozen = isOtherFrozen
        self.hasMethodsAtStages = hasMethodsAtStages
    }

    public var turns: [Turn] {
        [Turn([.discriminator, .generator], .rungeKutta(self))]
    }

    /// How far from the start each stage lies, in steps along the stage before; and the stage's share of the mean.
    fileprivate var stages: [(distance: Double, share: Double)] {
        switch order {
        case .two: [(0, 1.0 / 2), (1, 1.0 / 2)]
        case .four: [(0, 1.0 / 6), (1.0 / 2, 1.0 / 3), (1.0 / 2, 1.0 / 3), (1, 1.0 / 6)]
        }
    }
}

extension MoveRule {
    /// A step along the mean of the directions of several stages.
    public static func rungeKutta(_ scheme: RungeKutta) -> MoveRule {
        MoveRule(
            "along the mean of \(scheme.stages.count) stages",
            cost: { players in
                let further = [[Player]](repeating: players, count: scheme.stages.count - 1)
                return scheme.hasMethodsAtStages
                    ? MoveCost(looks: [players] + further) : MoveCost(looks: [players], plainLooks: further)
            }
        ) { play in
            let batch = play.drawBatch()
            let first = play.field(at: play.start, for: play.players, seeing: batch)
            func slopes(_ field: VectorField, of player: Player) -> [Expression] {
                scheme.hasMethodsAtStages ? field.directions[player] : field.gradients[player]
            }
            var mean = PerPlayer { weighted(slopes(first, of: $0), by: scheme.stages[0].share) }
            var last = PerPlayer { slopes(first, of: $0) }
            for stage in scheme.stages.dropFirst() {
                func place(moving players: [Player]) -> Moment {
                    var moment = play.start
                    moment.auxiliaries = first.auxiliaries
                    for player in players {
                        moment.parameters[player] = zip(play.start.parameters[player], last[player]).map {
                            $0 - stage.distance * play.rates[player] * $1
                        }
                    }
                    return moment
                }
                func field(_ players: [Player]) -> VectorField {
                    play.field(at: place(moving: players), for: [], seeing: batch)
                }
                let together = scheme.isOtherFrozen ? nil : field(play.players)
                last = PerPlayer { slopes(together ?? field([$0]), of: $0) }
                mean = PerPlayer { player in
                    zip(mean[player], weighted(last[player], by: stage.share)).map { $0 + $1 }
                }
            }
            if !scheme.hasMethodsAtStages {
                mean = PerPlayer { player in
                    let change = zip(first.directions[player], first.gradients[player]).map { $0 - $1 }
                    return zip(mean[player], change).map { $0 + $1 }
                }
            }
            let followed = first.following(mean)
            return Move(to: play.step(play.players, from: play.start, against: followed), following: followed)
        }
    }
}

private func weighted(_ pieces: [Expression], by share: Double) -> [Expression] { pieces.map { share * $0 } }
