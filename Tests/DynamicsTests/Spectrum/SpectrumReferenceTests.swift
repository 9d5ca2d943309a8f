import Dynamics
import Foundation
import Games
import Networks
import Tensors
import Testing

/// Jacobians and eigenvalues against `spectrum.json`: PyTorch's rows and numpy's eigenvalues.
struct SpectrumReferenceTests {
    private struct Table: Decodable {
        struct Layer: Decodable {
            let weight: [[Double]]
            let bias: [Double]
        }

        struct Values: Decodable {
            let field: [Double]
            let jacobian: [[Double]]
            let eigenvalues: [[Double]]
        }

        let generatorSizes, discriminatorSizes: [Int]
        let weight: Double
        let generator, discriminator: [Layer]
        let real, latent: [[Double]]
        let spectra: [String: Values]
    }

    /// The same points in every batch.
    private struct GivenBatches: BatchSource {
        let real, latent: [[Double]]

        func fill<Scalar: TensorScalar>(
            _ buffer: Buffer<Scalar>, with kind: RandomInput.Kind, _ draw: RandomDraw
        ) {
            let rows = kind == .real ? real : latent
            guard let matrix = try? Matrix(rows: rows) else { return }
            try? buffer.load(matrix.converted())
        }
    }

    private static let methods: [String: (penalties: [any Penalty], methods: [any FieldMethod])] = [
        "plain": ([], []), "r1": ([R1()], []), "consensus": ([], [Consensus()]), "jare": ([], [JARE()]),
        "nagarajanKolter": ([], [NagarajanKolter()]),
    ]

    private let table: Table

    init() throws { table = try ReferenceData.read("spectrum") }

    private func jacobian(_ name: String) throws -> FieldJacobian {
        let (penalties, methods) = try #require(Self.methods[name])
        let game = GAN(
            generator: MLP(widths: table.generatorSizes, activation: .tanh),
            discriminator: MLP(widths: table.discriminatorSizes, activation: .tanh),
            objective: NonSaturating(), penalties: penalties.map { $0.weighted(by: .constant(table.weight)) },
            fieldMethods: methods.map { $0.weighted(by: .constant(table.weight)) }, batch: table.real.count)
        let setup = TrainingSetup(
            game: game, scheme: Simultaneous(), optimizers: PerPlayer { _ in SGD() },
            rates: PerPlayer { _ in .constant(0.1) }, seed: 0)
        let layers = PerPlayer(discriminator: table.discriminator, generator: table.generator)
        let parameters = try layers.map { layers in
            try layers.flatMap { [try Matrix(rows: $0.weight), Matrix(row: $0.bias)] }
        }
        return try FieldJacobian(
            of: setup, at: parameters, batches: GivenBatches(real: table.real, latent: table.latent))
    }

    @Test(arguments: methods.keys.sorted())
    func agreesWithPyTorch(_ name: String) throws {
        let subject = try jacobian(name)
        let expected = try #require(table.spectra[name])
        for (a, b) in zip(subject.field(), expected.field) { #expect(abs(a - b) < 1e-14) }
        let matrix = try subject.matrix()
        #expect(matrix.shape == Shape(30, 30))
        #expect(expected.jacobian.count == 30)
        for (a, b) in zip(matrix.elements, expected.jacobian.joined()) { #expect(abs(a - b) < 1e-13) }
    }

    @Test(arguments: methods.keys.sorted())
    func eigenvaluesAgreeWithNumpy(_ name: String) throws {
        let found = try jacobian(name).matrix().eigenvalues()
        let expected = try #require(table.spectra[name]).eigenvalues
        #expect(found.count == expected.count)
        for value in expected {
            let distance = found.map { hypot($0.real - value[0], $0.imaginary - value[1]) }.min()
            #expect(distance ?? .infinity < 1e-10)
        }
    }

    @Test func krylovAgreesWithNumpy() throws {
        let subject = try jacobian("jare")
        let expected = try #require(table.spectra["jare"]).eigenvalues
        let moduli = expected.map { hypot($0[0], $0[1]) }.sorted(by: >)
        let result = try KrylovSchur(.largestModulus, count: 5, tolerance: 1e-12, subspace: 20).eigenvalues(
            size: subject.size, start: RandomDraw(seed: 1, stream: .spectrum, step: 1),
            product: subject.apply)
        for (pair, modulus) in zip(result.pairs, moduli) {
            #expect(abs(pair.value.modulus - modulus) < 1e-10)
            #expect(pair.residual < 1e-10)
        }
    }
}
