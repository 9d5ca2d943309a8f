import Settings
import Text

/// A study file: which configurations are trained with which seeds, and what is asked of them. Its keys, their meaning
/// and their defaults stand in the initializers that read them.
public struct StudyConfiguration: Sendable {
    public enum Combination: String, CaseIterable, Sendable {
        /// Every value with every value of the other axes.
        case cross
        /// The first values together, then the second ones, and so on.
        case zip
    }

    public let name: String
    public let about: String
    /// The configuration that all runs begin from.
    public let base: String
    /// Made to the base for all runs, by key path.
    public let changes: JSONObject
    public let variants: [StudyVariant]
    /// Of all variants.
    public let axes: [StudyAxis]
    public let combination: Combination
    public let seeds: [UInt64]
    /// nil if every run trains the steps of its configuration.
    public let budget: StudyBudget?
    /// What must hold at an evaluation for the run to have succeeded there; empty if success is not defined.
    public let success: [StudyCondition]
    /// A run ends early when success has held at so many evaluations in a row; nil if it never does.
    public let stopAfter: Int?
    /// The cell that others are compared with.
    public let baseline: String?
    /// Columns that are summarized at the end of runs, the most important first.
    public let outcomes: [String]
    public let choice: StudyChoice?
    public let claims: [StudyClaim]

    init(_ section: ConfigurationSection) {
        name = section.text(
            "name", default: nil, allowed: .name,
            about: "Names the study; its folder is runs/<name> unless --out says otherwise.")
        about = section.text("about", default: "", about: "What is asked, in a sentence or two.")
        base = section.text(
            "base", default: nil,
            about:
                "The configuration that all runs begin from: a path beside this file, or a name in configs/.")
        changes = section.mapping(
            "changes", about: "Keys of the base that are changed in all runs, such as {\"steps\": 5000}.")
        variants = section.sections(
            "variants", default: [], about: "What is compared, each a set of changed keys.",
            read: StudyVariant.init)
        axes = section.sections(
            "axes", default: [], about: "Keys that take several values in all variants.", read: StudyAxis.init
        )
        combination = section.choice(
            "combine", default: .cross,
            about: "cross takes every value of an axis with every value of the others; zip takes the first "
                + "values together, then the second ones, and so on.")
        seeds = section.section(
            "seeds", about: "The seeds that every cell is trained with.", read: Self.seeds)
        budget = section.optionalSection(
            "budget", about: "Trains every run for equal work in place of equal steps.",
            read: StudyBudget.init)
        success = section.sections(
            "success", default: [],
            about: "What must hold at an evaluation for the run to have succeeded there; all must hold.",
            read: StudyCondition.init)
        let stop = section.integer(
            "stopAfter", default: 0, in: 0...1_000_000, unit: "evaluations",
            about: "Ends a run when success has held at so many evaluations in a row; 0 trains all steps.")
        stopAfter = stop > 0 ? stop : nil
        baseline = section.optionalText(
            "baseline",
            about:
                "The cell that all others are compared with; with a choice also a variant, for its chosen cell."
        )
        outcomes = section.texts(
            "outcomes", default: [],
            about: "Columns of metrics.csv that are summarized, as they stand at the last evaluation; "
                + "the first is the most important.")
        choice = section.optionalSection(
            "choice",
            about: "Choosing the best cell of each variant on some seeds, and reporting it on others.",
            read: StudyChoice.init)
        claims = section.sections(
            "claims", default: [], about: "Statements that the study judges.", read: StudyClaim.init)
        report(to: section)
    }

    private static func seeds(_ section: ConfigurationSection) -> [UInt64] {
        let largest = 9_007_199_254_740_991
        let from = section.integer("from", default: 0, in: 0...largest, about: "The first seed.")
        let count = section.integer(
            "count", default: nil, in: 1...100_000, about: "How many seeds, one after another.")
        guard from + count - 1 <= largest else {
            section.report("the last seed is above \(largest)", at: "count", involving: ["from"])
            return [UInt64(from)]
        }
        return (from..<from + count).map { UInt64($0) }
    }
}

// Checks across keys.
extension StudyConfiguration {
    /// More than anybody waits for; it keeps slips such as three crossed axes of a thousand values from filling the
    /// memory.
    static let mostRuns = 1_000_000

    private func report(to section: ConfigurationSection) {
        reportRepetitions(to: section)
        let keys = ["variants", "axes", "combine"]
        guard let count = runCount else {
            section.report("there are more than \(Self.mostRuns) runs", at: "seeds", involving: keys)
            return
        }
        if count == 0 { section.report(Self.unequal, at: "combine", involving: keys) }
        let names = cellNames.map(\.name)
        for name in Set(names.filter { name in names.count { $0 == name } > 1 }).sorted() {
            section.report(
                "two cells are called \(JSONWriter.quoted(name)); give their axes a name", at: "axes",
                involving: keys)
        }
        if let name = names.first(where: { !Self.folderName.accepts($0) }) {
            section.report(
                "\(JSONWriter.quoted(name.excerpt(60))) is no name for a folder; name the axes, with fewer letters",
                at: "axes", involving: keys)
        }
        // A variant stands for the cells that the choice finds, and so does a part of it that the choice is made within.
        var chosen: Set<String> = []
        if let choice {
            let cells = cellNames
            chosen = Set(variants.map(\.name)).union(
                cells.map { choice.group(of: $0.variant?.name, $0.settings) })
            report(choice, of: cells, to: section)
        }
        let known = { [chosen] (name: String) in names.contains(name) || chosen.contains(name) }
        if let baseline, !known(baseline) {
            section.report(Self.unknown(baseline, among: names), at: "baseline", involving: keys)
        }
        for claim in claims {
            for name in [claim.first, claim.second] where !name.isEmpty && !known(name) {
                section.report(
                    "claim \(JSONWriter.quoted(claim.name)): " + Self.unknown(name, among: names),
                    at: "claims",
                    involving: keys)
            }
        }
        if budget != nil {
            for key in StudyBudget.keys where isChanged(key) {
                section.report(
                    "the budget decides on \(key); leave it out", at: "budget", involving: keys + ["changes"])
            }
        }
        if stopAfter != nil, success.isEmpty {
            section.report("there is no success to wait for", at: "stopAfter", involving: ["success"])
        }
    }

    private func report(_ choice: StudyChoice, of cells: [CellName], to section: ConfigurationSection) {
        let settings = cells.flatMap(\.settings)
        let axes = Set(settings.map(\.axis)).sorted()
        func unknown(_ name: String) -> String {
            "there is no axis \(JSONWriter.quoted(name))"
                + (axes.isEmpty ? "" : "; the axes are \(axes.joined(separator: ", "))")
        }
        func report(_ problem: String) {
            section.report(problem, at: "choice", involving: ["axes", "variants"])
        }
        for name in choice.within where !axes.contains(name) { report("within: " + unknown(name)) }
        for (name, text) in choice.untuned.sorted(by: { $0.key < $1.key }) {
            let texts = Set(settings.filter { $0.axis == name }.map(\.text))
            if texts.isEmpty {
                report("untuned: " + unknown(name))
            } else if !texts.contains(text) {
                report("untuned: \(name) is never \(text)")
            }
        }
    }

    /// Whether a key is named among the changes or axes.
    private func isChanged(_ key: String) -> Bool {
        let changed = ([changes] + variants.map(\.changes)).flatMap { $0.members.map(\.key) }
        let axes = (axes + variants.flatMap(\.axes)).flatMap(\.keys)
        return changed.contains(key) || axes.contains(JSONPath(key))
    }

    /// With a seed and a hash it is still a name that every file system takes.
    private static let folderName = TextRule(
        description: "a name", pattern: "[A-Za-z0-9][A-Za-z0-9._+=-]{0,179}")

    static let unequal = "the axes that are zipped have different numbers of values"

    private func reportRepetitions(to section: ConfigurationSection) {
        for (key, names) in [("variants", variants.map(\.name)), ("claims", claims.map(\.name))] {
            for name in Set(names.filter { name in names.count { $0 == name } > 1 }).sorted() {
                section.report("the name \(JSONWriter.quoted(name)) occurs twice", at: key)
            }
        }
    }

    private static func unknown(_ name: String, among names: [String]) -> String {
        let list = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
        return "there is no cell \(JSONWriter.quoted(name)); the cells are \(list)"
    }
}

extension StudyConfiguration {
    /// The columns of metrics.csv that the study asks about, and the keys that name them.
    var namedColumns: [(place: String, column: String)] {
        success.enumerated().map { ("success.\($0).column", $1.column) }
            + outcomes.enumerated().map { ("outcomes.\($0)", $1) }
            + (choice.map { [("choice.by", $0.column)] } ?? [])
            + claims.enumerated().filter { !$1.column.isEmpty }.map { ("claims.\($0).column", $1.column) }
    }

    /// All keys of a study file, as a page of documentation.
    public static var guide: String {
        ConfigurationGuide.markdown(title: "Study files", declaration: StudyConfiguration.init)
    }

    /// All keys of a study file, as a JSON Schema that editors understand.
    public static var schema: JSONValue {
        ConfigurationSchema.json(title: "gantrain study", declaration: StudyConfiguration.init)
    }
}
