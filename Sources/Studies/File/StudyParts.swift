import Settings

/// A named set of changes, and axes that only this variant has.
public struct StudyVariant: Sendable {
    public let name: String
    public let about: String
    /// By key path.
    public let changes: JSONObject
    public let axes: [StudyAxis]
    public let combination: StudyConfiguration.Combination

    init(_ section: ConfigurationSection) {
        name = section.text(
            "name", default: nil, allowed: .name, about: "Begins the names of the runs' folders.")
        about = section.text("about", default: "", about: "What this variant is.")
        changes = section.mapping("changes", about: "Keys that are changed, after those of all runs.")
        axes = section.sections(
            "axes", default: [], about: "Keys that take several values in this variant.", read: StudyAxis.init
        )
        combination = section.choice(
            "combine", default: .cross, about: "How the axes of this variant are combined.")
        if combination == .zip, Set(axes.map(\.values.count)).count > 1 {
            section.report(StudyConfiguration.unequal, at: "combine", involving: ["axes"])
        }
    }
}

/// A key that takes several values.
public struct StudyAxis: Sendable {
    /// The paths of the keys, all of which take the same value.
    public let keys: [JSONPath]
    public let values: [JSONValue]
    /// In names of cells. nil leaves it to the last word of the key.
    public let name: String?
    /// What names of cells call the values, in their order; empty for the values themselves.
    public let labels: [String]

    init(_ section: ConfigurationSection) {
        let key = section.text("key", default: nil, about: "The key's path, such as penalties.0.gamma.")
        let also = section.texts("also", default: [], about: "Further keys that take the same value.")
        keys = ([key] + also).map { JSONPath($0) }
        values = section.values("values", default: nil, count: 1...10_000, about: "What the key is set to.")
        name = section.optionalText(
            "name", allowed: .name, about: "What names of cells call it; the last word of the key if null.")
        labels = section.texts(
            "labels", default: [], each: .name,
            about: "What names of cells call the values, one each; the values themselves if empty.")
        let repeated = values.indices.first { values[..<$0].contains(values[$0]) }
        if let repeated { section.report("\(values[repeated]) occurs twice", at: "values") }
        if !labels.isEmpty, labels.count != values.count || Set(labels).count != labels.count {
            section.report(
                "each of \(values.count) values needs a label of its own", at: "labels",
                involving: ["values"])
        }
    }
}

/// How long every run trains, in model evaluations, so that methods are compared by their work and not by their steps.
public struct StudyBudget: Sendable, Equatable {
    public let modelEvaluations: Int
    /// Model evaluations from one row of `metrics.csv` to the next.
    public let evaluateEvery: Int

    init(_ section: ConfigurationSection) {
        modelEvaluations = section.integer(
            "modelEvaluations", default: nil, in: 1...4_294_967_295,
            about:
                "Each cell trains as many steps as fit into so many gradients of a loss and products with its second "
                + "derivatives.", source: "f-t-s/CGD, two_modes_gan.jl")
        let every = section.integer(
            "evaluateEvery", default: 0, in: 0...4_294_967_295, unit: "model evaluations",
            about: "How often samples are evaluated; 0: a twentieth of the budget.")
        evaluateEvery = every > 0 ? every : max(1, modelEvaluations / 20)
    }

    /// Keys that follow from the budget.
    static let keys = ["steps", "record.evaluateEvery", "record.metricsEvery"]

    /// Their values for a cell.
    ///
    /// - Parameter cost: model evaluations of a step; at most the budget.
    func values(cost: Int) -> [Int] {
        let every = max(1, evaluateEvery / cost)
        return [modelEvaluations / cost, every, every]
    }
}

/// What a column must be.
public struct StudyCondition: Sendable, Equatable {
    public let column: String
    public let atLeast: Double?
    public let atMost: Double?

    public init(column: String, atLeast: Double? = nil, atMost: Double? = nil) {
        (self.column, self.atLeast, self.atMost) = (column, atLeast, atMost)
    }

    init(_ section: ConfigurationSection) {
        column = section.text("column", default: nil, about: "A column of metrics.csv, such as modes.")
        atLeast = section.optionalNumber("atLeast", in: .any, about: "The least value that will do.")
        atMost = section.optionalNumber("atMost", in: .any, about: "The greatest value that will do.")
        if atLeast == nil, atMost == nil {
            section.report("atLeast or atMost is needed", involving: ["atLeast", "atMost"])
        }
    }

    /// A number that is not there, or is none, does not do.
    public func holds(_ value: Double?) -> Bool {
        guard let value, !value.isNaN else { return false }
        return value >= atLeast ?? -.infinity && value <= atMost ?? .infinity
    }
}

/// Seeds to choose the best cell of each variant by, and others to report it on.
public struct StudyChoice: Sendable {
    public let choosing: ClosedRange<UInt64>
    public let reporting: ClosedRange<UInt64>
    /// The column that is compared.
    public let column: String
    /// Axes whose values are problems and not settings: the best cell is chosen for each of their values.
    public let within: [String]
    /// The setting that somebody takes who does not choose, by axis, as names of cells write it.
    public let untuned: [String: String]

    init(_ section: ConfigurationSection) {
        func seeds(_ key: String, about: String) -> ClosedRange<UInt64> {
            let ends = section.integers(
                key, default: [0, 0], each: 0...9_007_199_254_740_991, count: 2...2, about: about)
            guard ends.count == 2, ends[0] <= ends[1] else {
                section.report("the first seed is above the last", at: key)
                return 0...0
            }
            return UInt64(ends[0])...UInt64(ends[1])
        }
        choosing = seeds("chooseSeeds", about: "The first and the last seed that the cell is chosen by.")
        reporting = seeds("reportSeeds", about: "The first and the last seed that the cell is reported on.")
        column = section.text("by", default: nil, about: "The column that cells are compared by.")
        within = section.texts(
            "within", default: [],
            about:
                "Names of axes that are no settings to choose from, such as the data: a cell is chosen for each of "
                + "their values.")
        let values = section.mapping(
            "untuned",
            about:
                "The value of each axis that somebody takes who does not choose, such as {\"gamma\": 10}; its cell "
                + "is shown beside the chosen one.")
        untuned = Dictionary(
            values.members.map { ($0.key, $0.value.textInNames) }, uniquingKeysWith: { $1 })
        if choosing.overlaps(reporting) {
            section.report(
                "a cell may not be reported on seeds that it was chosen by", at: "reportSeeds",
                involving: ["chooseSeeds"])
        }
    }
}

/// A statement that two cells differ, or that they do not.
public struct StudyClaim: Sendable {
    public enum Statistic: String, CaseIterable, Sendable {
        /// The median, over seeds, of the difference of a column at the end.
        case medianDifference
        /// The difference of the shares of runs that succeeded.
        case successRate
        /// The median, over seeds, of the difference of the steps at which runs succeeded.
        case stepsToSuccess
    }

    /// What is said of the first cell against the second; `Claim` in room Statistics has the rules.
    public enum Relation: String, CaseIterable, Sendable {
        case lower, higher, atMostHigher, within
    }

    public let name: String
    public let text: String
    public let source: String
    public let first: String
    public let second: String
    public let statistic: Statistic
    /// Empty for a success rate.
    public let column: String
    public let relation: Relation
    public let margin: Double

    init(_ section: ConfigurationSection) {
        name = section.text("name", default: nil, allowed: .name, about: "Names the claim.")
        text = section.text("text", default: nil, about: "The claim in a sentence.")
        source = section.text("source", default: "", about: "Who claims it, such as a paper.")
        first = section.text(
            "of", default: nil,
            about: "The cell that something is said of; with a choice also a variant, for its chosen cell.")
        second = section.text("than", default: nil, about: "The cell that it is compared with, or a variant.")
        statistic = section.choice(
            "statistic", default: .medianDifference,
            about:
                "medianDifference compares a column at the end of runs of equal seeds, successRate the shares of runs "
                + "that succeeded, stepsToSuccess the steps at which runs of equal seeds did.")
        column = section.text("column", default: "", about: "The column that is compared.")
        relation = section.choice(
            "is", default: .lower,
            about: "lower or higher by more than the margin, at most the margin higher, or within the margin."
        )
        margin = section.number("margin", default: 0, in: .atLeast(0), about: "In the unit of the column.")
        if statistic == .medianDifference, column.isEmpty {
            section.report("a column is needed", at: "column", involving: ["statistic"])
        }
    }
}
