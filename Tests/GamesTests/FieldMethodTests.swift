import Autodiff
import Games
import Networks
import Tensors
import Testing

/// Every field method on the Dirac-GAN (Mescheder, Geiger, Nowozin 2018): data at 0, a generator that always
/// says θ, a discriminator D(x) = ψx. There each method can be written down by hand.
struct FieldMethodTests {
    /// ψx.
    struct Slope: Model {
        let inputWidth = 1
        let outputWidth = 1
        let parameters = [ParameterDeclaration("slope", .scalar) { _ in Matrix(0) }]

        func apply(_ parameters: [Expression], to input: Expression) -> Expression { input * parameters[0] }
    }

    /// θ, whatever the input.
    struct Spot: Model {
        let inputWidth = 1
        let outputWidth = 1
        let parameters = [ParameterDeclaration("spot", .scalar) { _ in Matrix(0) }]

        func apply(_ parameters: [Expression], to input: Expression) -> Expression {
            input * 0 + parameters[0]
        }
    }

    static let psi = 0.7
    static let theta = -1.3
    static let weight = 0.4

    /// The minimax field (g_D, g_G) = (sθ, −sψ), s = σ(ψθ), and what its derivatives need.
    static let s = 1 / (1 + exp(-psi * theta))
    static let ds = s * (1 - s)

    /// The directions of both players with one method on, and the terms it reports.
    static func played(_ method: any FieldMethod) throws -> (directions: [Double], terms: [String: Double]) {
        let game = GAN(
            generator: Spot(), discriminator: Slope(), objective: Minimax(),
            fieldMethods: [method.weighted(by: .constant(weight))], batch: 1)
        let graph = Graph()
        let psi = graph.input("ψ", .scalar)
        let theta = graph.input("θ", .scalar)
        let batch = game.drawnBatch(in: graph)
        let position = game.position(
            at: PerPlayer(discriminator: [psi], generator: [theta]), seeing: batch)
        let field = VectorField(
            game, at: position, AppliedMethods(of: game) { graph.constant($1.value(at: 1)) })
        let wanted = field.wholeDirection + field.terms.map(\.value)
        let values = try evaluate(
            wanted, given: [(psi, Matrix(Self.psi)), (theta, Matrix(Self.theta)), (batch.real, Matrix(0.0))])
        let names = field.terms.map { "\($0.player).\($0.name)" }
        return (
            values.prefix(2).map { $0.elements[0] },
            Dictionary(uniqueKeysWithValues: zip(names, values.dropFirst(2).map { $0.elements[0] }))
        )
    }

    private func expect(
        _ method: any FieldMethod, adds expected: (discriminator: Double, generator: Double),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (psi, theta, s) = (Self.psi, Self.theta, Self.s)
        let directions = try Self.played(method).directions
        #expect(
            abs(directions[0] - (s * theta + expected.discriminator)) < 1e-14, sourceLocation: sourceLocation)
        #expect(abs(directions[1] - (-s * psi + expected.generator)) < 1e-14, sourceLocation: sourceLocation)
    }

    /// ∂ψ and ∂θ of ½s²θ², half the squared norm of the discriminator's gradient.
    private var ofDiscriminator: (psi: Double, theta: Double) {
        let (theta, s, ds) = (Self.theta, Self.s, Self.ds)
        return (s * ds * theta * theta * theta, s * ds * Self.psi * theta * theta + s * s * theta)
    }

    /// ∂ψ and ∂θ of ½s²ψ², half the squared norm of the generator's gradient.
    private var ofGenerator: (psi: Double, theta: Double) {
        let (psi, s, ds) = (Self.psi, Self.s, Self.ds)
        return (s * ds * Self.theta * psi * psi + s * s * psi, s * ds * psi * psi * psi)
    }

    @Test func consensusDescendsTheWholeEnergy() throws {
        let gamma = Self.weight
        try expect(
            Consensus(),
            adds: (
                gamma * (ofDiscriminator.psi + ofGenerator.psi),
                gamma * (ofDiscriminator.theta + ofGenerator.theta)
            ))
        let energy = gamma / 2 * Self.s * Self.s * (Self.psi * Self.psi + Self.theta * Self.theta)
        let terms = try Self.played(Consensus()).terms
        #expect(terms.keys.sorted() == ["discriminator.consensus", "generator.consensus"])
        #expect(terms.values.allSatisfy { abs($0 - energy) < 1e-14 })
    }

    /// There is no ½ in η‖∇_D V‖².
    @Test func nagarajanAndKolterPenalizeTheGenerator() throws {
        try expect(NagarajanKolter(), adds: (0, 2 * Self.weight * ofDiscriminator.theta))
        let value = Self.weight * Self.s * Self.s * Self.theta * Self.theta
        let terms = try Self.played(NagarajanKolter()).terms
        #expect(terms.keys.sorted() == ["generator.nagarajanKolter"])
        #expect(terms.values.allSatisfy { abs($0 - value) < 1e-14 })
    }

    @Test func jarePenalizesTheOthersGradient() throws {
        try expect(JARE(), adds: (Self.weight * ofGenerator.psi, Self.weight * ofDiscriminator.theta))
    }

    @Test func theRelativesOfJARE() throws {
        let gamma = Self.weight
        let both = (ofDiscriminator.psi + ofGenerator.psi, ofDiscriminator.theta + ofGenerator.theta)
        try expect(SimReg.generatorBoth, adds: (0, gamma * both.1))
        try expect(SimReg.generatorOther, adds: (0, gamma * ofDiscriminator.theta))
        try expect(SimReg.discriminatorBoth, adds: (gamma * both.0, 0))
        try expect(SimReg.discriminatorOther, adds: (gamma * ofGenerator.psi, 0))
    }

    /// A = s + s'ψθ and B = −A, so (1 + η²A²)d_D* = d_D − ηA·d_G. What sweeps leave of it falls like (ηA)² each.
    @Test func competitorsAnswerEachOther() throws {
        let eta = Self.weight
        let a = Self.s + Self.ds * Self.psi * Self.theta
        let v = (Self.s * Self.theta, -Self.s * Self.psi)
        let share = 1 / (1 + eta * eta * a * a)
        let answers = (share * (v.0 - eta * a * v.1), share * (v.1 + eta * a * v.0))
        try expect(CompetitiveDescent(sweeps: 30), adds: (answers.0 - v.0, answers.1 - v.1))
        var last = Double.infinity
        for sweeps in 1...3 {
            let error = abs(try Self.played(CompetitiveDescent(sweeps: sweeps)).directions[0] - answers.0)
            #expect(sweeps == 1 || abs(error / last - eta * eta * a * a) < 1e-5)
            last = error
        }
    }

    /// A has ±(s + s'ψθ) off its diagonal and 0 on it.
    @Test func symplecticAdjustmentTurnsTheField() throws {
        let a = Self.s + Self.ds * Self.psi * Self.theta
        let adjustment = (a * Self.s * Self.psi, a * Self.s * Self.theta)
        try expect(
            SymplecticAdjustment(), adds: (Self.weight * adjustment.0, Self.weight * adjustment.1))
        // Aligned: sign(⟨v, Hᵀv⟩·⟨Aᵀv, Hᵀv⟩/n + 0.1), Hᵀv being the gradient of ½‖v‖².
        let v = (Self.s * Self.theta, -Self.s * Self.psi)
        let h = (ofDiscriminator.psi + ofGenerator.psi, ofDiscriminator.theta + ofGenerator.theta)
        let alignment = (v.0 * h.0 + v.1 * h.1) * (adjustment.0 * h.0 + adjustment.1 * h.1) / 2 + 0.1
        let sign: Double = alignment > 0 ? 1 : -1
        try expect(
            SymplecticAdjustment(isAligned: true),
            adds: (sign * Self.weight * adjustment.0, sign * Self.weight * adjustment.1))
    }
}

/// The exponential without Foundation, whose `Expression` is another.
private func exp(_ x: Double) -> Double { Matrix<Double>(x).exponential().elements[0] }
