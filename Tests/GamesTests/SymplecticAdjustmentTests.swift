import Games
import Networks
import Tensors
import Testing

/// `sga.json`: the rule of the authors' program, which gave the same directions when it was run itself, and the paper's.
struct SymplecticAdjustmentTests {
    private struct Table: Decodable {
        struct Directions: Decodable {
            let discriminator, generator: [Layer]
        }

        let generatorSizes, discriminatorSizes: [Int]
        let generator, discriminator: [Layer]
        let real, latent: [[Double]]
        let counts: [String: Int]
        let signs: [String: Double]
        let directions: [String: Directions]
    }

    @Test(arguments: SymplecticAdjustment.Divisor.allCases)
    func theAlignedSignDividesByWhatItSays(_ divisor: SymplecticAdjustment.Divisor) throws {
        let table: Table = try ReferenceData.read("sga")
        // Here the two conventions decide differently.
        #expect(table.signs == ["arrays": -1, "numbers": 1])
        let game = GAN(
            generator: MLP(widths: table.generatorSizes, activation: .tanh),
            discriminator: MLP(widths: table.discriminatorSizes, activation: .tanh),
            objective: NonSaturating(),
            fieldMethods: [
                SymplecticAdjustment(isAligned: true, divisor: divisor).weighted(by: .constant(1))
            ], batch: table.real.count)
        let played = PlayedGame(
            game,
            PerPlayer(
                discriminator: try table.discriminator.matrices, generator: try table.generator.matrices),
            real: try Matrix(rows: table.real), latent: try Matrix(rows: table.latent))
        let expected = try #require(table.directions[divisor.rawValue])
        let values = try played.values(played.field.wholeDirection)
        #expect(
            difference(values, try expected.discriminator.matrices + expected.generator.matrices) < 1e-12)
    }
}
