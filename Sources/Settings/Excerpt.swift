/// Cuts a text that goes into a message down to a readable length.
enum Excerpt {
    static func of(_ text: String, limit: Int = 40) -> String {
        text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit - 1)) + "…"
    }
}

extension JSONValue {
    /// What was found, for a message: a scalar as it is written, of a list or an object only the type.
    var excerpt: String {
        switch self {
        case .array(let values): "a list of \(values.count)"
        case .object: typeName
        case .string(let text): JSONWriter.quoted(Excerpt.of(text))
        default: JSONWriter.compact(self)
        }
    }
}
