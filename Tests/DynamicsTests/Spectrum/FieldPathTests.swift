import Foundation
import Games
import Tensors
import Testing

@testable import Dynamics

/// The angle and the norm of a linear field v(w) = A(w − w*) on a line, by hand (arXiv 1906.04848, section 4).
struct FieldPathTests {
    private func path(_ formula: String, from start: [Double], to end: [Double], at alphas: [Double]) throws
        -> FieldPath
    {
        let game = try KnownGame.function(Formula(formula), x: [1], y: [1])
        let setup = TrainingSetup(
            game: GAN(game, objective: FunctionValue()), scheme: Simultaneous(),
            optimizers: PerPlayer { _ in SGD() }, rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
        func place(_ numbers: [Double]) -> PerPlayer<[Matrix<Double>]> {
            PerPlayer(discriminator: [Matrix(numbers[1])], generator: [Matrix(numbers[0])])
        }
        return try FieldPath(
            of: setup, from: place(start), to: place(end), batches: KnownGameBatches(game), at: alphas)
    }

    /// v = −w: the field points along the line up to the rest, and against it behind.
    @Test func attraction() throws {
        let path = try path("x^2/2 - y^2/2", from: [3, 4], to: [0, 0], at: [-0.1, 0, 0.5, 1, 1.1])
        #expect(abs(path.length - 5) < 1e-14)
        #expect(
            path.places.map(\.cosine).map { $0.map { ($0 * 1e12).rounded() / 1e12 } } == [1, 1, 1, nil, -1])
        for (place, norm) in zip(path.places, [5.5, 5, 2.5, 0, 0.5]) {
            #expect(abs(place.norm - norm) < 1e-13)
        }
        #expect(abs(path.places[1].norms[0] - 4) < 1e-13 && abs(path.places[1].norms[1] - 3) < 1e-13)
        #expect(path.signChanges == 1)
    }

    /// x·y turns: v is at a right angle to the way to the rest.
    @Test func rotation() throws {
        let path = try path("x*y", from: [3, 4], to: [0, 0], at: FieldPath.usualPlaces)
        #expect(path.places.count == 100)
        #expect(path.places.allSatisfy { abs($0.cosine ?? 0) < 1e-12 })
        #expect(abs(path.places[0].norm - 5.5) < 1e-13 && abs((path.places.last?.norm ?? 0) - 0.5) < 1e-13)
        #expect(abs(path.places[0].alpha + 0.1) < 1e-15 && abs((path.places.last?.alpha ?? 0) - 1.1) < 1e-15)
    }

    /// Both: v = (y − x, −x − y) for (x, y)·s at cos 45°, and past a rest that is missed.
    @Test func both() throws {
        let path = try path("x*y + x^2/2 - y^2/2", from: [3, 4], to: [0, 0], at: [0, 2])
        #expect(abs((path.places[0].cosine ?? 0) - 0.5.squareRoot()) < 1e-14)
        #expect(abs((path.places[1].cosine ?? 0) + 0.5.squareRoot()) < 1e-14)
        let still = try self.path("x*y", from: [3, 4], to: [3, 4], at: [0])
        #expect(still.places[0].cosine == nil && still.length == 0)
    }
}
