import Autodiff
import Dynamics
import Experiments
import Machines
import Games
import Tensors

/// What the steps of a configuration cost, counted before and after the compiler: matrix products, passes over
/// memory, room for intermediate results.
public struct Explanation: Sendable {
    /// What a computation costs, with the room it takes.
    struct Counts: Equatable, Sendable {
        var cost = Cost.zero
        /// Bytes that passes read and write.
        var passBytes = 0
        /// Pieces of memory for results, and bytes in them.
        var buffers = 0
        var memoryBytes = 0
    }

    /// Products of one size: how many were written down and how many are left.
    struct ProductLine: Equatable, Sendable {
        let size: ProductSize
        var written: Int
        var compiled: Int
    }

    /// One kind of turn.
    struct Section: Equatable, Sendable {
        let title: String
        /// How often in a step.
        let repetitions: Int
        var products: [ProductLine]
        var written: Counts
        var compiled: Counts
        /// The part of the compiled work that threads share; nil for several turns together.
        var sharedWork: Double?
    }

    let name: String
    let batch: Int
    let precision: ExperimentConfiguration.Precision
    let threads: Int
    let sections: [Section]
    /// Floating-point operations of one product of the widest layer with a batch.
    let fullLayerFlops: Int

    init(
        name: String, batch: Int, precision: ExperimentConfiguration.Precision, threads: Int,
        sections: [Section], fullLayerFlops: Int
    ) {
        self.name = name
        self.batch = batch
        self.precision = precision
        self.threads = threads
        self.sections = sections
        self.fullLayerFlops = fullLayerFlops
    }
}

extension Explanation {
    /// Compiles what a configuration trains with; nothing runs.
    ///
    /// - Throws: ``TooLargeError`` if the machine has too little memory.
    public init(_ resolved: ExperimentConfiguration.Resolved, on machine: Machine = .current) throws {
        try MemoryNeed(of: resolved).check(on: machine)
        let configuration = resolved.configuration
        let experiment = Experiment(configuration)
        let setup = experiment.setup
        let batches = experiment.batches
        let team = Team(members: configuration.threads)
        func sections<Scalar: TensorScalar>(_: Scalar.Type) throws -> [Section] {
            try Trainer<Scalar>(setup, batches: batches, by: team).compiledTurns.map(Section.init)
        }
        let layers = Player.allCases.flatMap { setup.game.model(of: $0).parameters }
        self.init(
            name: configuration.name, batch: configuration.batch, precision: configuration.precision,
            threads: configuration.threads,
            sections: try sections(configuration.precision.scalar),
            fullLayerFlops: layers.map { 2 * configuration.batch * $0.shape.count }.max() ?? 0)
    }

    /// What one step costs, every turn as often as it is played. The turns take turns in the machine but each
    /// has separate memory.
    var whole: Section {
        var whole = Section(
            title: "a whole step", repetitions: 1, products: [], written: Counts(), compiled: Counts())
        for section in sections { whole.add(section) }
        return whole
    }
}

extension Explanation.Section {
    init<Scalar: TensorScalar>(_ compiled: CompiledTurn<Scalar>) {
        let program = compiled.program
        let bytes = MemoryLayout<Scalar>.stride
        title = compiled.turn.title
        repetitions = compiled.turn.repetitions
        products = Explanation.ProductLine.counted(program.source.products, program.flow.products)
        let (before, after) = (program.source.cost, program.flow.cost)
        written = Explanation.Counts(
            cost: before, passBytes: before.numbers * bytes, buffers: before.products + before.passes,
            memoryBytes: program.source.resultNumbers * bytes)
        self.compiled = Explanation.Counts(
            cost: after, passBytes: after.numbers * bytes, buffers: program.workspaceBuffers,
            memoryBytes: program.workspaceBytes)
        sharedWork = program.sharedWork
    }

    fileprivate mutating func add(_ other: Self) {
        written.add(other.written, times: other.repetitions)
        compiled.add(other.compiled, times: other.repetitions)
        for line in other.products {
            let (written, compiled) = (line.written * other.repetitions, line.compiled * other.repetitions)
            if let known = products.firstIndex(where: { $0.size == line.size }) {
                products[known].written += written
                products[known].compiled += compiled
            } else {
                products.append(.init(size: line.size, written: written, compiled: compiled))
            }
        }
    }
}

extension Explanation.Counts {
    fileprivate mutating func add(_ other: Self, times: Int) {
        cost.products += times * other.cost.products
        cost.flops += times * other.cost.flops
        cost.passes += times * other.cost.passes
        cost.numbers += times * other.cost.numbers
        passBytes += times * other.passBytes
        // Playing a turn again takes no more room.
        buffers += other.buffers
        memoryBytes += other.memoryBytes
    }
}

extension Explanation.ProductLine {
    /// Each size once, in the order in which they appear.
    fileprivate static func counted(_ written: [ProductSize], _ compiled: [ProductSize]) -> [Self] {
        var sizes: [ProductSize] = []
        for size in written + compiled where !sizes.contains(size) { sizes.append(size) }
        return sizes.map { size in
            Self(
                size: size, written: written.count { $0 == size }, compiled: compiled.count { $0 == size })
        }
    }
}

extension Turn {
    /// Such as "the discriminator moves".
    var title: String {
        let who =
            players.count > 1 ? "both players move" : "the \(players.first.map { "\($0)" } ?? "nobody") moves"
        return rule.name.isEmpty ? who : "\(who), \(rule.name)"
    }
}
