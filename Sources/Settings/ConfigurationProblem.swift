import Text

/// One thing that is wrong with a configuration.
public struct ConfigurationProblem: Equatable, Sendable {
    /// What is wrong.
    public enum Kind: Equatable, Sendable {
        /// A required key is absent.
        case missing(allowed: String)
        /// The value is not one of those allowed; `nearest` is an allowed text that resembles it.
        case notAllowed(found: String, allowed: String, nearest: String?)
        /// The section has no such key; `nearest` is one of its keys that resembles it, or the path of one of the same
        /// name inside it.
        case unknownKey(nearest: String?)
        /// The key belongs to other cases of a variant than the chosen one.
        case keyOfOtherCase(key: String, selector: String, owners: [String], chosen: String)
        /// A check across several keys failed.
        case conflict(String)
    }

    /// The value in question.
    public let path: JSONPath
    /// Nil if the value was not written in the file.
    public let line: Int?
    /// What is wrong with it.
    public let kind: Kind

    /// What is wrong in words, without the path.
    public var message: String {
        switch kind {
        case .missing(let allowed): "missing; allowed is \(allowed)"
        case .notAllowed(let found, let allowed, let nearest):
            "found \(found); allowed is \(allowed)" + Self.hint(nearest)
        case .unknownKey(let nearest): "unknown key" + Self.hint(nearest)
        case .keyOfOtherCase(let key, let selector, let owners, let chosen):
            "\(JSONWriter.quoted(key)) is a key of \(selector) "
                + owners.map(JSONWriter.quoted).joined(separator: " or ")
                + ", not of \(JSONWriter.quoted(chosen))"
        case .conflict(let message): message
        }
    }

    private static func hint(_ nearest: String?) -> String {
        nearest.map { "; did you mean \(JSONWriter.quoted($0))?" } ?? ""
    }
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
    public init(name: String, problems: [ConfigurationProblem]) {
        self.name = name
        // Swift's sort is stable, so problems at the same place stay in the order in which they were found.
        self.problems = problems.sorted { ($0.line ?? .max, $0.path) < ($1.line ?? .max, $1.path) }
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// A heading and a line for each problem, with the line numbers in a column of their own.
    public var description: String {
        let digits = problems.compactMap(\.line).map { String($0).count }.max()
        let rows = problems.map { "  " + Self.margin(line: $0.line, digits: digits) + $0.description }
        let heading = "\(name): \(counted(problems.count, "problem"))"
        return ([heading] + rows).joined(separator: "\n")
    }

    private static func margin(line: Int?, digits: Int?) -> String {
        guard let digits else { return "" }
        let number = line.map(String.init) ?? ""
        return (line == nil ? "     " : "line ") + String(repeating: " ", count: digits - number.count)
            + number + "  "
    }
}
