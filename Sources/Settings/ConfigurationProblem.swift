import Text

/// One thing that is wrong with a configuration.
public struct ConfigurationProblem: Equatable, Sendable {
    /// The value in question.
    public let path: JSONPath
    /// Nil if the value was not written in the file.
    public let line: Int?
    /// Where the value comes from, such as "--set steps=0"; nil for the file.
    public let origin: String?
    /// What is wrong in words, without the path.
    public let message: String
    /// Whether the value could not be read, so that a placeholder stands for it.
    let isUnread: Bool
}

extension ConfigurationProblem: CustomStringConvertible {
    /// The path and what is wrong there.
    public var description: String {
        path.isRoot ? message : "\(path): \(message)"
    }
}

/// Everything that is wrong with a configuration, found in one pass.
public struct ConfigurationError: Error, Equatable, Sendable {
    /// The file, as the user named it.
    public let name: String
    /// By line, those without a line last, and then by path.
    public let problems: [ConfigurationProblem]

    /// Puts the problems in order.
    init(name: String, problems: [ConfigurationProblem]) {
        self.name = name
        // Swift's sort is stable, so problems at the same place stay in the order in which they were found.
        self.problems = problems.sorted { ($0.line ?? .max, $0.path) < ($1.line ?? .max, $1.path) }
    }

    /// The problems of several readings of the same file, each once.
    package init?(joining errors: [ConfigurationError]) {
        guard let name = errors.first?.name else { return nil }
        var problems: [ConfigurationProblem] = []
        for problem in errors.flatMap(\.problems) where !problems.contains(problem) {
            problems.append(problem)
        }
        self.init(name: name, problems: problems)
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// The problems of the file, then the problems of each option, each group under a heading.
    public var description: String {
        let origins = problems.reduce(into: [String?]()) { origins, problem in
            if !origins.contains(problem.origin) { origins.append(problem.origin) }
        }
        return (origins.filter { $0 == nil } + origins.filter { $0 != nil }).map { origin in
            Self.list(problems.filter { $0.origin == origin }, of: origin ?? name)
        }.joined(separator: "\n")
    }

    /// A heading and a line for each problem, with the line numbers in a column.
    private static func list(_ problems: [ConfigurationProblem], of name: String) -> String {
        let digits = problems.compactMap(\.line).map { String($0).count }.max()
        let rows = problems.map { "  " + Self.margin(line: $0.line, digits: digits) + $0.description }
        let heading = "\(name.excerpt(200).printable): \(counted(problems.count, "problem"))"
        return ([heading] + rows).joined(separator: "\n")
    }

    private static func margin(line: Int?, digits: Int?) -> String {
        guard let digits else { return "" }
        let number = line.map(String.init) ?? ""
        return (line == nil ? "     " : "line ") + String(repeating: " ", count: digits - number.count)
            + number + "  "
    }
}

/// The problems found so far, shared by all sections of a document.
final class ProblemLog {
    private let document: JSONDocument
    private let synonyms: [String: String?]
    private(set) var problems: [ConfigurationProblem] = []

    init(_ document: JSONDocument, synonyms: [String: String?]) {
        self.document = document
        self.synonyms = synonyms
    }

    /// - Parameters:
    ///   - isUnread: whether a placeholder stands for the value.
    ///   - others: where values stand that may be at fault as well; one that an option has set is blamed.
    func add(_ message: String, at path: JSONPath, isUnread: Bool = false, blaming others: [JSONPath] = []) {
        let origin = ([path] + others).lazy.compactMap(document.origin).first
        let line = origin == nil ? document.lines[path] : nil
        problems.append(
            ConfigurationProblem(path: path, line: line, origin: origin, message: message, isUnread: isUnread)
        )
    }

    /// A value that breaks a rule.
    ///
    /// - Parameter hint: JSON that was probably meant.
    func reject(_ found: String, allowed: String, hint: String?, at path: JSONPath) {
        add("found \(found); allowed is \(allowed)" + Self.question(hint), at: path, isUnread: true)
    }

    static func question(_ hint: String?) -> String { hint.map { "; did you mean \($0)?" } ?? "" }

    /// Whether an option has put the value there.
    func isFromOption(_ path: JSONPath) -> Bool { document.origin(of: path) != nil }

    /// Whether something at or inside the path could not be read.
    func hasPlaceholder(within path: JSONPath) -> Bool {
        problems.contains { $0.isUnread && $0.path.isWithin(path) }
    }

    /// What was probably meant: a name by which something is known elsewhere, or else one that is spelt alike.
    func nearest(to name: String, among names: [String]) -> String? {
        if let known = synonyms[name.folded] {
            guard let known else { return nil }
            if names.contains(known) { return known }
        }
        return names.first { $0.folded == name.folded } ?? Spelling.nearest(to: name, among: names)
    }

    /// What a name that is known elsewhere is called here.
    func synonym(of name: String) -> String? { synonyms[name.folded] ?? nil }

    /// A value, and a word if it is known elsewhere and missing here.
    func excerpt(of value: JSONValue) -> String {
        value.excerpt + (value.textValue.map(remark(onMissing:)) ?? "")
    }

    /// A remark on a name that is known elsewhere and missing here; empty for other names.
    func remark(onMissing name: String) -> String {
        synonyms[name.folded] == .some(nil) ? ", which is not supported" : ""
    }

    /// What was probably meant by a value that breaks a rule, as JSON.
    func hint(for value: JSONValue, under rule: ValueRule) -> String? {
        if case .list = rule { return listHint(for: value, under: rule) }
        guard let text = value.textValue else { return nil }
        switch rule {
        case .choice(let names): return nearest(to: text, among: names).map(JSONWriter.quoted)
        case .boolean:
            let words = [
                "true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false",
            ]
            return words[text.lowercased()]
        case .integer, .number:
            guard let number = text.writtenNumber, rule.breaches(of: .number(number)).isEmpty else {
                return nil
            }
            return JSONWriter.number(number)
        case .either(let one, let other):
            return hint(for: value, under: one) ?? hint(for: value, under: other)
        case .text, .list, .anything, .mapping: return nil
        }
    }

    /// The list that was meant by its elements without brackets: `64,64`, `(64, 64)`, or a single `64`.
    private func listHint(for value: JSONValue, under rule: ValueRule) -> String? {
        let elements = value.textValue?.filter { !"()".contains($0) } ?? "\(value)"
        guard value.listValue == nil, let list = try? JSONValue.parse("[\(elements)]"),
            rule.breaches(of: list).isEmpty
        else {
            return nil
        }
        return "\(list)"
    }

    /// A section, or a list of them, that was probably meant by the name of one of its cases, which stands for it: as
    /// JSON, or alone for a list where an option may give it so.
    func hint(
        for value: JSONValue, at path: JSONPath, in description: SectionDescription, isList: Bool = false
    ) -> String? {
        let section: String?
        if isList, value.isNothing { return "[]" }
        if let text = value.textValue {
            let meant = description.variants.lazy.compactMap { variant in
                self.nearest(to: text, among: variant.cases.map(\.name))
            }.first
            if let meant, isFromOption(path) { return JSONWriter.quoted(meant) }
            section = meant.map(JSONWriter.quoted)
        } else {
            section = isList && value.objectValue?.isEmpty == false ? "\(value)" : nil
        }
        return section.map { isList ? "[\($0)]" : $0 }
    }
}

extension JSONValue {
    /// Whether a person says with it that something is absent.
    var isNothing: Bool {
        self == .null || self == false || ["none", "nil", "null"].contains(textValue?.lowercased())
    }
}

extension String {
    /// A name without what programs write differently: `weight_decay`, `weight-decay`, `weightDecay`.
    package var folded: String { lowercased().filter { $0.isLetter || $0.isNumber } }

    /// The number that a person means by `5_000`, `5,000`, `10k` or `2M`.
    fileprivate var writtenNumber: Double? {
        if let number = Double(self) { return number }
        let factors: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6]
        if let factor = last.flatMap({ factors[$0] }) { return Double(dropLast()).map { $0 * factor } }
        guard wholeMatch(of: /[0-9]{1,3}([,_][0-9]{3})+/) != nil else { return nil }
        return Double(filter(\.isNumber))
    }
}
