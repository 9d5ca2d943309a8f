import Experiments

/// Something that can be made of a run while it trains.
public enum Product: Sendable, Equatable {
    /// A row of losses, terms, norms and measures that cost little.
    case numbers
    /// A row with coverage and sliced W₁, or the distance from the equilibrium.
    case evaluation
    /// A row with a measure of `record.measures`, by its name.
    case measure(String)
    /// The generator's samples.
    case samples
    /// The state, to go on from; a later one takes its place.
    case checkpoint
    /// The state, to be kept beside later ones.
    case keptCheckpoint
    /// Eigenvalues of the field's Jacobian.
    case spectrum
    /// The discriminator's scores over the plane, and its slopes.
    case surface
    /// Its scores on a coarse grid, which are kept beside the samples.
    case scores
}

extension Product {
    /// Whether it belongs to the row of numbers of a step that was made.
    fileprivate var isOfRow: Bool {
        switch self {
        case .numbers, .evaluation, .measure: true
        case .samples, .checkpoint, .keptCheckpoint, .spectrum, .surface, .scores: false
        }
    }

    fileprivate var needsPoints: Bool {
        switch self {
        case .samples, .surface, .scores, .measure: true
        case .numbers, .evaluation, .checkpoint, .keptCheckpoint, .spectrum: false
        }
    }
}

/// The steps at which something is made.
public enum Cadence: Sendable, Equatable {
    /// At multiples; never if it is 0.
    case every(Int)
    case at(Set<Int>)
    /// Before the first step.
    case start
    /// After the last step.
    case last
}

extension MeasureConfiguration.Cadence {
    fileprivate func inSteps(evaluateEvery: Int) -> Cadence {
        switch self {
        case .everyEvaluation: .every(evaluateEvery)
        case .every(let steps): .every(steps)
        case .atTheEnd: .last
        }
    }
}

/// That a product is wanted at some steps.
public struct Wish: Sendable, Equatable {
    public var product: Product
    public var cadence: Cadence

    public init(_ product: Product, _ cadence: Cadence) {
        self.product = product
        self.cadence = cadence
    }
}

/// What is made at which step. However many want a product at a step, it is made once.
struct ObservationPlan {
    let wishes: [Wish]
    /// Steps of the whole run.
    let total: Int

    /// What a configuration asks to be recorded.
    ///
    /// - Parameters:
    ///   - total: steps of the whole run, if they were others than the configuration has.
    ///   - further: what those who watch ask for beside it.
    init(_ configuration: ExperimentConfiguration, total: Int? = nil, further: [Wish] = []) {
        let recording = configuration.recording
        let total = total ?? configuration.steps
        self.total = total
        let ofAny = [
            Wish(.numbers, .every(recording.metricsEvery)),
            Wish(.evaluation, .every(recording.evaluateEvery)),
            Wish(.evaluation, .last), Wish(.checkpoint, .start),
            Wish(.checkpoint, .every(recording.checkpointEvery)), Wish(.checkpoint, .last),
            Wish(.keptCheckpoint, .every(recording.keepEvery)),
            Wish(.spectrum, .every(recording.spectrumEvery)),
        ]
        let moments = Cadence.at(recording.snapshotSteps(of: total))
        let ofPoints =
            [Wish(.samples, moments), Wish(.scores, moments)]
            + recording.measures.flatMap { measure in
                [measure.cadence.inSteps(evaluateEvery: recording.evaluateEvery), .last].map {
                    Wish(.measure(measure.name), $0)
                }
            }
        let wished = ofAny + ofPoints + further
        // A game with a known answer has neither samples nor a surface.
        wishes = configuration.knownGame == nil ? wished : wished.filter { !$0.product.needsPoints }
    }

    func wants(_ product: Product, at step: Int) -> Bool {
        // What a step has computed, and what it has learned, there is only after one.
        if step == 0, product.isOfRow || product == .samples || product == .scores { return false }
        return wishes.contains { $0.product == product && isDue($0.cadence, at: step) }
    }

    /// The first step after `step` at which something is made; nil if there is none.
    func nextStep(after step: Int) -> Int? {
        wishes.compactMap { wish in
            switch wish.cadence {
            case .every(let count): count > 0 ? (step / count + 1) * count : nil
            case .at(let steps): steps.filter { $0 > step }.min()
            case .start: nil
            case .last: total > step ? total : nil
            }
        }.min()
    }

    /// Whether there is a row at a step.
    func wantsRow(at step: Int) -> Bool {
        step > 0 && wishes.contains { $0.product.isOfRow && isDue($0.cadence, at: step) }
    }

    /// The steps up to one at which there is a row of numbers, in order. A long run has many, so they are not listed.
    func measuredSteps(upTo step: Int) -> some Sequence<Int> {
        let periods = wishes.compactMap { wish -> Int? in
            guard wish.product.isOfRow, case .every(let count) = wish.cadence, count > 0 else { return nil }
            return count
        }
        return sequence(state: 0) { last in
            guard last < min(step, total) else { return nil }
            last = min(periods.map { (last / $0 + 1) * $0 }.min() ?? total, total)
            return last <= step ? last : nil
        }
    }

    /// The steps up to one at which samples are kept, in order.
    func sampledSteps(upTo step: Int) -> [Int] {
        let steps = wishes.flatMap { wish -> [Int] in
            if wish.product == .samples, case .at(let steps) = wish.cadence { Array(steps) } else { [] }
        }
        return steps.filter { $0 <= step }.sorted()
    }

    private func isDue(_ cadence: Cadence, at step: Int) -> Bool {
        switch cadence {
        case .every(let count): count > 0 && step % count == 0
        case .at(let steps): steps.contains(step)
        case .start: step == 0
        case .last: step == total
        }
    }
}
