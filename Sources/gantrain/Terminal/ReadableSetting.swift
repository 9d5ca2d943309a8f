import Settings

/// The value of a setting for a person: `r1 gamma=1 → 0.1 (exponential)`, `64×4`, `none`.
struct ReadableSetting: CustomStringConvertible {
    let value: JSONValue?

    /// Settings that a run does not have are as good as empty.
    static let absent = "–"

    var description: String {
        switch value {
        case nil: Self.absent
        case .null: "none"
        case .boolean(let value): value ? "yes" : "no"
        case .string(let text): text
        case .number: value?.description ?? ""
        case .array(let values): Self.list(values)
        case .object(let object): Self.schedule(object) ?? Self.members(object)
        }
    }

    private static func text(_ value: JSONValue?) -> String { ReadableSetting(value: value).description }

    private static func list(_ values: [JSONValue]) -> String {
        guard let first = values.first else { return "none" }
        if values.count > 1, first.numberValue != nil, values.allSatisfy({ $0 == first }) {
            return "\(values.count) × \(text(first))"
        }
        let separator = first.objectValue == nil ? ", " : " + "
        return values.map { text($0) }.joined(separator: separator)
    }

    /// A number that changes over training, from where to where and along which curve.
    private static func schedule(_ object: JSONObject) -> String? {
        guard let kind = object["kind"]?.textValue, let from = object["from"], let to = object["to"] else {
            return nil
        }
        let over = object["over"]?.integerValue ?? 0
        let steps = over > 0 ? " over \(over) steps" : ""
        return "\(text(from)) → \(text(to)) (\(kind)\(steps))"
    }

    /// The kind stands first and needs no name.
    private static func members(_ object: JSONObject) -> String {
        object.members.map { $0.key == "kind" ? text($0.value) : "\($0.key)=\(text($0.value))" }
            .joined(separator: " ")
    }
}
