import Autodiff
import Games
import Tensors

/// The field along the straight line from one position ω to another ω', such as from the start of a training to its end.
///
/// The path angle is the cosine between ω' − ω and the field v in which the players step, and the path norm is ‖v‖. At a
/// rest that is only approached the cosine jumps from 1 to −1; a bump beside the jump means that the field turns around
/// it (Berard et al. 2020, arXiv 1906.04848, and their program, `plot_path_tools.py` of
/// facebookresearch/GAN-optimization-landscape, which multiplies the gradients by ω − ω').
public struct FieldPath: Sendable {
    public struct Place: Sendable, Equatable {
        /// The place is αω' + (1 − α)ω.
        public let alpha: Double
        /// Nil where the field or the line has no length.
        public let cosine: Double?
        /// ‖v‖ of both players, and of each.
        public let norm: Double
        public let norms: [Double]
    }

    /// ‖ω' − ω‖.
    public let length: Double
    public let places: [Place]

    /// How often the cosine changes its sign.
    public var signChanges: Int {
        let signs = places.compactMap(\.cosine).filter { $0 != 0 }.map { $0 > 0 }
        return zip(signs, signs.dropFirst()).count { $0 != $1 }
    }

    /// The places of the authors' program: 100 from −0.1 to 1.1.
    public static let usualPlaces = (0..<100).map { -0.1 + 1.2 * Double($0) / 99 }

    /// - Parameters:
    ///   - start, end: both players' parameters, in the order of their models' declarations.
    ///   - auxiliaries: what the models keep beside them, everywhere on the line.
    ///   - step: where in training weights are read off their schedules.
    ///   - batchCount: batches over which the field is averaged, the same ones at each place.
    public init(
        of setup: TrainingSetup, from start: PerPlayer<[Matrix<Double>]>, to end: PerPlayer<[Matrix<Double>]>,
        with auxiliaries: PerPlayer<[Matrix<Double>]> = PerPlayer { _ in [] }, step: Int = 1,
        batches: any BatchSource, batchCount: Int = 1, at alphas: [Double] = usualPlaces
    ) throws {
        let field = try FieldProgram(of: setup, at: start, with: auxiliaries, step: step, batches: batches)
        let (from, to) = (Self.flat(start), Self.flat(end))
        let line = zip(to, from).map { $0 - $1 }
        let length = euclideanNorm(line)
        self.length = length
        places = alphas.map { alpha in
            field.move(to: zip(from, line).map { $0 + alpha * $1 })
            let v = field.mean(over: batchCount)
            let norm = euclideanNorm(v)
            let along = zip(v, line).reduce(0) { $0 + $1.0 * $1.1 }
            let scale = norm * length
            return Place(
                alpha: alpha, cosine: scale > 0 ? along / scale : nil, norm: norm,
                norms: Player.allCases.map { euclideanNorm(field.part($0, of: v)) })
        }
    }

    private static func flat(_ values: PerPlayer<[Matrix<Double>]>) -> [Double] {
        (values.discriminator + values.generator).flatMap(\.elements)
    }
}
