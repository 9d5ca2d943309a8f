import Text

/// Writes JSON values as text.
public enum JSONWriter {
    /// The widest list of plain values that is kept on one line.
    private static let inlineWidth = 80

    /// Several lines, indented by two spaces and ended by a line break.
    public static func pretty(_ value: JSONValue) -> String {
        pretty(value, indent: "") + "\n"
    }

    /// One line without a line break.
    public static func compact(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): number(value)
        case .string(let text): quoted(text)
        case .array(let values): "[" + values.map(compact).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.members.map { "\(quoted($0.key)): \(compact($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }

    /// The shortest text that reads back as the same number, and for integers without a fraction.
    ///
    /// JSON has no infinity and no NaN; they are written as null.
    public static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        // `description` would give "3.0"; beyond 2^53 it gives an exponent, which is shorter than the digits.
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The text in double quotes, with escapes.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.isUnprintable: result += scalar.escape
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func pretty(_ value: JSONValue, indent: String) -> String {
        let inner = indent + "  "
        switch value {
        case .array(let values) where !isInline(values):
            let lines = values.map { inner + pretty($0, indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let object) where !object.isEmpty:
            let lines = object.members.map {
                "\(inner)\(quoted($0.key)): \(pretty($0.value, indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default:
            return compact(value)
        }
    }

    private static func isInline(_ values: [JSONValue]) -> Bool {
        // The count bounds the work: a list of more values than characters cannot fit.
        values.count <= inlineWidth && values.allSatisfy(\.isScalar)
            && compact(.array(values)).count <= inlineWidth
    }
}
