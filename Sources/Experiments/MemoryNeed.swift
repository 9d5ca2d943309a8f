import Dynamics
import Foundation
import Games
import Machines

/// About how much memory something needs, so that what cannot fit is refused with a message and not ended by the
/// system in the middle of something.
package struct MemoryNeed {
    /// In memory at a time.
    package let bytes: Double
    /// That work at a time; each sets addresses aside.
    var threads = 1
    var what = "this configuration"
    var advice = "Make batch, hidden or record.samples smaller."

    package init(bytes: Double, threads: Int = 1, what: String, advice: String) {
        self.bytes = bytes
        self.threads = threads
        self.what = what
        self.advice = advice
    }

    /// - Throws: ``TooLargeError`` if the machine has less.
    package func check(on machine: Machine) throws(TooLargeError) {
        if let there = machine.shortage(of: bytes, addresses: Machine.addresses(ofThreads: threads)) {
            throw TooLargeError(
                needed: bytes, addresses: Machine.addresses(ofThreads: threads), there: there, what: what,
                advice: advice)
        }
    }
}

extension MemoryNeed {
    /// Of the program itself.
    private static let program = 40e6

    /// Of training, or of `runs` trained at once. All factors are measured; a test compares.
    ///
    /// - Parameter isTraced: whether every number of a step is taken down, until it is written.
    package init(of resolved: ExperimentConfiguration.Resolved, runs: Int = 1, isTraced: Bool = false) {
        let configuration = resolved.configuration
        let setup = Experiment(configuration).setup
        let bytesPerNumber: Double = configuration.precision == .float32 ? 4 : 8
        let sizes = PerPlayer { NetworkSize(of: $0, setup, configuration) }
        let stepsAhead = Self.stepsAhead(setup.scheme)
        var bytes = (sizes.discriminator.numbers + sizes.generator.numbers) * bytesPerNumber
        bytes += sizes.discriminator.numbersPerLookAhead * Double(stepsAhead) * bytesPerNumber
        // The rows of S and of Y.
        bytes +=
            2 * Double(setup.mixing?.window ?? 0)
            * (sizes.discriminator.parameters + sizes.generator.parameters)
            * bytesPerNumber
        // Samples and latents are copied once and written out as text; the generator makes them layer by layer.
        let layer = Double(configuration.players.generator.hidden.max() ?? 1)
        let perSample = 64 * Double(configuration.latent.width + 2) + 3 * layer * bytesPerNumber
        bytes += Double(configuration.recording.samples) * perSample
        bytes *= Double(runs)
        bytes += Self.program
        threads = min(max(1, runs), configuration.threads)
        if runs == 1 { threads = configuration.threads }
        guard isTraced else {
            self.bytes = bytes
            return
        }
        // Of each move: the state, the gradients, and the batches of both players.
        let state = 6 * (sizes.discriminator.parameters + sizes.generator.parameters)
        let batches =
            8 * Double(configuration.batch) * Double(configuration.players.discriminator.packing)
            * Double(configuration.latent.width + 4)
        let moves = setup.scheme.turns.reduce(0.0) { $0 + Double($1.repetitions) }
        self.bytes = bytes + 2 * moves * (2 * state + batches) * bytesPerNumber
        what = "a trace"
    }

    /// How many looks of the discriminator beside the first a step keeps in memory, at most.
    private static func stepsAhead(_ scheme: any Scheme) -> Int {
        switch scheme {
        case let scheme as Unrolled: scheme.steps
        case let scheme as RungeKutta: 2 * (scheme.order.rawValue - 1)
        case let scheme as FollowTheRidge: 2 * scheme.iterations
        case let scheme as Competitive: 2 * scheme.iterations
        default: 0
        }
    }

    /// Of a whole Jacobian: the matrix, its transpose, a copy that LAPACK overwrites, and room for the programs.
    package static func jacobian(of parameters: Int, threads: Int) -> MemoryNeed {
        MemoryNeed(
            bytes: 4 * 8 * Double(parameters) * Double(parameters), threads: threads,
            what: "the whole Jacobian", advice: "--method krylov does without it.")
    }

    /// Of Krylov's vectors, of which a few more are in use at a time than are kept.
    package static func krylov(of parameters: Int, vectors: Int, threads: Int) -> MemoryNeed {
        MemoryNeed(
            bytes: 8 * Double(parameters) * Double(vectors + 10), threads: threads, what: "Krylov's method",
            advice: "A smaller --count needs less.")
    }
}

/// Of one player's network.
private struct NetworkSize {
    let parameters: Double
    /// In memory while it is trained.
    let numbers: Double
    /// More for each step that its opponent looks ahead.
    let numbersPerLookAhead: Double

    init(of player: Player, _ setup: TrainingSetup, _ configuration: ExperimentConfiguration) {
        let declared = setup.game.model(of: player).parameters
        parameters = declared.reduce(0) { $0 + Double($1.shape.rows) * Double($1.shape.columns) }
        let form = configuration.players[player]
        let copies = Double(form.pieces * (form.isAntisymmetric ? 2 : 1))
        let widths = form.hidden.reduce(0.0) { $0 + Double($1) * copies }
        let points = player == .generator ? configuration.players.discriminator.packing : 1
        let layers = Double(configuration.batch) * Double(points) * widths
        let methods = Double(configuration.fieldMethods.count)
        // Parameters, gradients, two slots of memory, an average and the start in double, weights packed for the way
        // forward and back; and of each layer's rows some intermediate results at a time. A field method
        // differentiates all of it once more, and what the methods before it have made of it.
        numbers = (16 + 8 * methods) * parameters + (7 + 8 * methods * methods) * layers
        numbersPerLookAhead = (1 + 9 * methods) * (9 * layers + 6 * parameters)
    }
}

/// Something too large for the machine.
public struct TooLargeError: Error, Equatable, CustomStringConvertible {
    let needed: Double
    var addresses = 0.0
    let there: Machine.Memory
    var what = "this configuration"
    var advice = "Make batch, hidden or record.samples smaller."

    public var description: String {
        func gigabytes(_ bytes: Double) -> String { String(format: "%.1f GB", bytes / 1e9) }
        // Addresses alone are short where little memory is needed and many threads are.
        let needs =
            there.limit == .addressSpace
            ? "\(gigabytes(needed + addresses)) of addresses" : "\(gigabytes(needed)) of memory"
        return "\(what) needs about \(needs); \(there). \(advice)"
    }
}
