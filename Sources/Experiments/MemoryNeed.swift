import Foundation
import Games
import Networks

/// About how much memory a configuration needs, so that one that cannot fit is refused with a message and not
/// ended by the system in the middle of something.
package struct MemoryNeed {
    let bytes: Double

    package init(of resolved: ExperimentConfiguration.Resolved) {
        let configuration = resolved.configuration
        let game = Experiment(configuration).setup.game
        let rows = Double(max(configuration.batch, configuration.recording.samples))
        let needs = Player.allCases.map { player in
            let parameters = game.model(of: player).parameters
            let numbers = parameters.reduce(0.0) { $0 + Double($1.shape.rows) * Double($1.shape.columns) }
            let widths = configuration.players[player].hidden.reduce(0.0) { $0 + Double($1) }
            // Measured: parameters, gradients, two slots of memory, an average and the start in double, weights
            // packed for the way forward and back; and of each layer's rows about a dozen intermediate results
            // at a time.
            return 13 * numbers + 12 * rows * widths
        }
        // Samples and latents are also copied once, and written out as text at the end.
        let sampleNumbers = Double(configuration.recording.samples) * Double(configuration.latent.width + 2)
        bytes = needs.reduce(0, +) * (configuration.precision == .float32 ? 4 : 8) + 64 * sampleNumbers
    }

    /// - Throws: ``TooLargeError`` if the machine has too little memory for a whole Jacobian of so many
    ///   parameters: the matrix, its transpose, a copy that LAPACK overwrites, and room for the programs.
    package static func checkForJacobian(of size: Int, available: Double = MemoryNeed.available)
        throws(TooLargeError)
    {
        let needed = 4 * 8 * Double(size) * Double(size)
        if needed > available {
            throw TooLargeError(
                needed: needed, available: available, what: "the whole Jacobian",
                advice: "--method krylov does without it.")
        }
    }

    /// - Throws: ``TooLargeError`` if the machine has too little memory for Krylov's vectors, of which a few more
    ///   are in use at a time than are kept.
    package static func checkForKrylov(
        of size: Int, vectors: Int, available: Double = MemoryNeed.available
    ) throws(TooLargeError) {
        let needed = 8 * Double(size) * Double(vectors + 10)
        if needed > available {
            throw TooLargeError(
                needed: needed, available: available, what: "Krylov's method",
                advice: "A smaller --count needs less.")
        }
    }

    /// - Parameter runs: how many there are at once.
    /// - Throws: ``TooLargeError`` if there is less memory than that.
    package func check(runs: Int = 1, available: Double = MemoryNeed.available) throws(TooLargeError) {
        let needed = Double(runs) * bytes
        if needed > available { throw TooLargeError(needed: needed, available: available) }
    }

    /// The machine's memory, or what this process may use of it (`ulimit -v`).
    static var available: Double {
        let physical = Double(ProcessInfo.processInfo.physicalMemory)
        #if os(Linux)
        var limit = rlimit()
        guard getrlimit(.init(RLIMIT_AS.rawValue), &limit) == 0 else { return physical }
        return min(physical, Double(limit.rlim_cur))
        #else
        return physical
        #endif
    }
}

/// A configuration too large for the machine.
public struct TooLargeError: Error, Equatable, CustomStringConvertible {
    let needed: Double
    let available: Double
    var what = "this configuration"
    var advice = "Make batch, hidden or record.samples smaller."

    public var description: String {
        func gigabytes(_ bytes: Double) -> String { String(format: "%.1f GB", bytes / 1e9) }
        return """
            \(what) needs about \(gigabytes(needed)) of memory; there are \
            \(gigabytes(available)). \(advice)
            """
    }
}
