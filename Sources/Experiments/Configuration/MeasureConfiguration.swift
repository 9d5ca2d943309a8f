import Settings

/// A measure that is taken beside coverage and sliced W₁, and how often.
public struct MeasureConfiguration: Equatable, Sendable {
    public enum Kind: Equatable, Sendable, CaseIterable {
        /// Exact W₁ and W₂ of so many points.
        case transport(points: Int)
        /// Precision, recall, density and coverage of so many points.
        case neighbours(points: Int, neighbours: Int)
        /// The energy distance of so many points.
        case energy(points: Int)
        /// Slopes and scores of the discriminator at so many points of each kind.
        case discriminator(points: Int)
        /// Shares, offsets and widths of modes.
        case spread
        /// Gradients and products of second derivatives since the start.
        case work

        /// One of each kind, as few points as it can have.
        public static let allCases: [Kind] = [
            .transport(points: 2), .neighbours(points: 2, neighbours: 1), .energy(points: 2),
            .discriminator(points: 2), .spread, .work,
        ]
    }

    public let kind: Kind
    /// When it is taken; at the end of the run always.
    public let cadence: Cadence

    public enum Cadence: Equatable, Sendable {
        case everyEvaluation
        /// At multiples of so many steps.
        case every(Int)
        case atTheEnd
    }

    /// Its name in a configuration.
    public var name: String {
        switch kind {
        case .transport: "transport"
        case .neighbours: "neighbours"
        case .energy: "energy"
        case .discriminator: "discriminator"
        case .spread: "spread"
        case .work: "work"
        }
    }

    /// What is measured unless the configuration says otherwise. Data without modes have no other measure of quality than
    /// distances and neighbours; where there are modes, these would cost more than they tell.
    ///
    /// - Parameter scoresPoints: whether single points have scores.
    static func usual(hasModes: Bool, scoresPoints: Bool = true) -> [JSONValue] {
        let names = hasModes ? ["spread"] : ["neighbours", "energy"]
        return (["transport"] + names + (scoresPoints ? ["discriminator"] : []))
            .map { ["kind": .string($0)] }
    }

    static func read(_ section: ConfigurationSection) -> MeasureConfiguration {
        section.variant(
            default: nil, about: "The measure, and the columns that it fills.",
            cases: [
                Variant("transport", about: "w1, w2: exact Wasserstein distances, by optimal assignment") {
                    MeasureConfiguration(
                        kind: .transport(points: readPoints($0, default: 2048)), cadence: readRareCadence($0))
                },
                Variant(
                    "neighbours",
                    about: "precision, recall, density, coverage; arXiv 1904.06991, arXiv 2002.09797"
                ) { MeasureConfiguration(kind: readNeighbours($0), cadence: readCadence($0)) },
                Variant("energy", about: "energyDistance, the unbiased estimate") {
                    MeasureConfiguration(
                        kind: .energy(points: readPoints($0, default: 1000)), cadence: readCadence($0))
                },
                Variant(
                    "discriminator",
                    about:
                        "slopeReal, slopeGenerated, slopeBetween, scoreSize: slopes and scores of the discriminator"
                ) {
                    MeasureConfiguration(
                        kind: .discriminator(points: readPoints($0, default: 500)), cadence: readCadence($0))
                },
                Variant("spread", about: "shareGap, modeOffset, modeSpread: how samples lie within modes") {
                    MeasureConfiguration(kind: .spread, cadence: readCadence($0))
                },
                Variant(
                    "work", about: "modelEvaluations: gradients and products with second derivatives so far"
                ) {
                    MeasureConfiguration(kind: .work, cadence: readCadence($0))
                },
            ])
    }

    private static func readCadence(_ section: ConfigurationSection) -> Cadence {
        let every = section.optionalInteger(
            "every", in: 0...4_294_967_295, unit: "steps",
            about:
                "How often it is measured; null means at every evaluation, 0 at the end of the run only."
        )
        return every.map { $0 == 0 ? .atTheEnd : .every($0) } ?? .everyEvaluation
    }

    /// Of a measure that takes long.
    private static func readRareCadence(_ section: ConfigurationSection) -> Cadence {
        let every = section.integer(
            "every", default: 0, in: 0...4_294_967_295, unit: "steps",
            about: "How often it is measured; 0 means at the end of the run only.")
        return every == 0 ? .atTheEnd : .every(every)
    }

    private static func readPoints(_ section: ConfigurationSection, default standard: Int) -> Int {
        section.integer(
            "points", default: standard, in: 2...20_000,
            about: "How many samples and data points are used; at most record.samples.")
    }

    private static func readNeighbours(_ section: ConfigurationSection) -> Kind {
        .neighbours(
            points: readPoints(section, default: 1000),
            neighbours: section.integer(
                "neighbours", default: 5, in: 1...100,
                about: "The radius of a point is the distance to its k-th neighbour; this is k.",
                source: "arXiv 2002.09797"))
    }
}

extension ExperimentConfiguration {
    /// What a person should know of a configuration that is sound, such as a measure that will have no value.
    public var remarks: [String] {
        recording.measures.compactMap { measure in
            guard case .neighbours(let points, let neighbours) = measure.kind, knownGame == nil,
                case let count = min(points, recording.samples), count <= neighbours
            else { return nil }
            return
                "precision, recall, density and coverage will be empty: \(neighbours) neighbours need more than "
                + "\(neighbours) points, and there are \(count) (record.samples, and points of the measure)"
        }
    }

    /// Problems of measures that cannot be taken of these data, or are asked for twice.
    func reportImpossibleMeasures(to section: ConfigurationSection) {
        let names = recording.measures.map(\.name)
        for (index, name) in names.enumerated() where names.prefix(index).contains(name) {
            section.report("\"\(name)\" stands in record.measures twice", at: "record")
        }
        if names.contains("discriminator"), !scoresPoints {
            section.report(
                "the measure \"discriminator\" needs scores of single points; this discriminator sees "
                    + "\(players.discriminator.packing) at a time", at: "record", involving: ["discriminator"]
            )
        }
        if names.contains("spread"), data.modes == nil {
            section.report("the measure \"spread\" needs data with modes", at: "record", involving: ["data"])
        }
    }
}
