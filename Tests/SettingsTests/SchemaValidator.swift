import Settings

/// Just enough of JSON Schema to judge the schemas made here. An unknown keyword is a failure, so that
/// nothing in a schema goes unchecked.
struct SchemaValidator {
    private static let annotations: Set<String> = ["$schema", "title", "description", "default"]

    static func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        guard let keywords = schema.objectValue else { return schema == true }
        return keywords.members.allSatisfy { member in
            annotations.contains(member.key) || holds(member.key, member.value, of: value, in: keywords)
        }
    }

    private static func holds(
        _ keyword: String, _ argument: JSONValue, of value: JSONValue, in schema: JSONObject
    ) -> Bool {
        switch keyword {
        case "type": return isType(value, argument.textValue ?? "")
        case "const": return value == argument
        case "enum": return argument.listValue?.contains(value) ?? false
        case "anyOf": return argument.listValue?.contains { accepts(value, $0) } ?? false
        case "oneOf": return argument.listValue?.count { accepts(value, $0) } == 1
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
            return isWithin(value, keyword, argument)
        case "minLength": return compare(value.textValue?.unicodeScalars.count, >=, argument)
        case "maxLength": return compare(value.textValue?.unicodeScalars.count, <=, argument)
        case "minItems": return compare(value.listValue?.count, >=, argument)
        case "maxItems": return compare(value.listValue?.count, <=, argument)
        case "items": return value.listValue?.allSatisfy { accepts($0, argument) } ?? true
        case "pattern": return matches(value, argument)
        case "required":
            guard let object = value.objectValue else { return true }
            return argument.listValue?.allSatisfy { object[$0.textValue ?? ""] != nil } ?? false
        case "properties", "additionalProperties": return hasGoodMembers(value, schema)
        default: return false
        }
    }

    private static func isType(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .boolean: type == "boolean"
        case .number: type == "number" || type == "integer" && value.integerValue != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private static func isWithin(_ value: JSONValue, _ keyword: String, _ argument: JSONValue) -> Bool {
        guard let number = value.numberValue else { return true }
        guard let limit = argument.numberValue else { return false }
        return switch keyword {
        case "minimum": number >= limit
        case "maximum": number <= limit
        case "exclusiveMinimum": number > limit
        default: number < limit
        }
    }

    private static func compare(_ count: Int?, _ holds: (Int, Int) -> Bool, _ limit: JSONValue) -> Bool {
        guard let count else { return true }
        return limit.integerValue.map { holds(count, $0) } ?? false
    }

    private static func matches(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
        guard let text = value.textValue else { return true }
        guard let regex = try? Regex(pattern.textValue ?? "(") else { return false }
        return text.firstMatch(of: regex) != nil
    }

    private static func hasGoodMembers(_ value: JSONValue, _ schema: JSONObject) -> Bool {
        guard let object = value.objectValue else { return true }
        return object.members.allSatisfy { member in
            accepts(
                member.value,
                schema["properties"]?.objectValue?[member.key] ?? schema["additionalProperties"] ?? true)
        }
    }
}
