import Machines

/// How the spectrum of a game is computed.
public struct SpectrumOptions: Sendable {
    public enum Method: String, CaseIterable, Sendable {
        /// Dense up to `mostDenseParameters` parameters, Krylov beyond.
        case auto
        /// All eigenvalues of the whole Jacobian.
        case dense
        /// The eigenvalues of largest modulus and the rightmost ones, from products with the Jacobian.
        case krylov
    }

    /// A dense spectrum takes time as the cube of the parameters: about a minute for so many.
    static let mostDenseParameters = 3000

    public var method: Method
    /// Batches over which the Jacobian is averaged.
    public var batches: Int
    /// The step h of the forecast; nil for the configuration's own learning rates.
    public var step: Double?
    /// How many eigenvalues of each kind Krylov's method looks for.
    public var count: Int
    /// Processors that share the work.
    public var threads: Int
    /// Whether the field is taken without the configuration's field methods.
    public var isPlain: Bool
    /// Whether the eigenvalues of each player's own block are found too.
    public var isApart = false
    /// Whether the field is followed from the start of training.
    public var hasPath = false

    public init(
        method: Method = .auto, batches: Int = 10, step: Double? = nil, count: Int = 20,
        threads: Int = Machine.current.cores, isPlain: Bool = false
    ) {
        self.method = method
        self.batches = batches
        self.step = step
        self.count = count
        self.threads = threads
        self.isPlain = isPlain
    }

    package func isDense(_ parameters: Int) -> Bool {
        switch method {
        case .dense: true
        case .krylov: false
        case .auto: parameters <= Self.mostDenseParameters
        }
    }
}
