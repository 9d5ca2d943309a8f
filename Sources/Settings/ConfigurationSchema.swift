/// The JSON Schema of a declaration, with which editors complete keys and mark mistakes.
public enum ConfigurationSchema {
    /// A schema in the dialect of 2020-12. It is as strict as the reader, save for checks across keys.
    public static func json<T>(
        title: String, declaration: (ConfigurationSection) -> T
    ) -> JSONValue {
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string(title),
        ]
        schema.merge(object(ConfigurationReader.description(of: declaration)))
        return .object(schema)
    }

    /// The schema of a section: of its one form, or of one of the forms its variants give it.
    static func object(_ description: SectionDescription) -> JSONObject {
        let forms = SectionForm.forms(of: description)
        guard forms.count != 1 else { return forms.first?.schema ?? [:] }
        return ["type": "object", "oneOf": .array(forms.map { .object($0.schema) })]
    }

    static func key(_ key: KeyDescription) -> JSONObject {
        var schema = content(key.content)
        schema["description"] = .string(description(key.notes))
        schema["default"] = key.defaultValue
        return schema
    }

    private static func content(_ content: KeyDescription.Content) -> JSONObject {
        switch content {
        case .value(let rule):
            return value(rule)
        case .section(let description):
            return section(description)
        case .optionalSection(let description):
            return ["anyOf": [["type": "null"], .object(section(description))]]
        case .numberOrSection(let range, let description):
            return ["anyOf": [.object(value(.number(range))), .object(object(description))]]
        case .sections(let description, let count):
            return list(of: section(description), count: count)
        }
    }

    /// A section, or the name of one of its cases that has no required keys, which stands for it.
    private static func section(_ description: SectionDescription) -> JSONObject {
        let cases = description.variants.flatMap(\.cases)
        let names = cases.filter { !$0.description.needsValues }.map(\.name)
        var schema = object(description)
        let needsMore = description.entries.contains {
            if case .key(let key) = $0 { key.isRequired } else { false }
        }
        guard !names.isEmpty, !needsMore, let forms = schema["oneOf"]?.listValue else { return schema }
        schema["type"] = nil
        schema["oneOf"] = .array([.object(value(.choice(names)))] + forms)
        return schema
    }

    private static func value(_ rule: ValueRule) -> JSONObject {
        switch rule {
        case .integer(let range):
            return [
                "type": "integer", "minimum": .number(Double(range.lowerBound)),
                "maximum": .number(Double(range.upperBound)),
            ]
        case .number(let range):
            return number(range)
        case .boolean:
            return ["type": "boolean"]
        case .text(let rule):
            return rule.pattern.map { ["type": "string", "pattern": .string($0)] } ?? ["type": "string"]
        case .choice(let names):
            return ["type": "string", "enum": .array(names.map { .string($0) })]
        case .list(let element, let count):
            return list(of: value(element), count: count)
        case .either(let one, let other):
            return ["anyOf": [.object(value(one)), .object(value(other))]]
        case .anything: return [:]
        case .mapping: return ["type": "object"]
        }
    }

    private static func number(_ range: NumberRange) -> JSONObject {
        var schema: JSONObject = ["type": "number"]
        if let lower = range.lower {
            schema[lower.isIncluded ? "minimum" : "exclusiveMinimum"] = .number(lower.value)
        }
        if let upper = range.upper {
            schema[upper.isIncluded ? "maximum" : "exclusiveMaximum"] = .number(upper.value)
        }
        return schema
    }

    private static func list(of element: JSONObject, count: ClosedRange<Int>) -> JSONObject {
        var schema: JSONObject = ["type": "array", "items": .object(element)]
        if count.lowerBound > 0 { schema["minItems"] = .number(Double(count.lowerBound)) }
        if count.upperBound < .max { schema["maxItems"] = .number(Double(count.upperBound)) }
        return schema
    }

    private static func description(_ notes: KeyNotes) -> String {
        let remarks = [notes.unit.map { "unit: \($0)" }, notes.source.map { "source: \($0)" }].compactMap(
            \.self)
        return remarks.isEmpty ? notes.about : "\(notes.about) (\(remarks.joined(separator: "; ")))"
    }
}

/// One form of a section: its keys once all its variants are decided.
///
/// The forms are spelt out, for `additionalProperties` sees only the properties beside it; conditional keys
/// would have to be allowed everywhere. Each form fixes its selectors, so no two accept the same object.
private struct SectionForm {
    var properties = JSONObject()
    var required: [String] = []
    var about: [String] = []

    static func forms(of description: SectionDescription) -> [SectionForm] {
        description.entries.reduce([SectionForm()]) { forms, entry in
            switch entry {
            case .key(let key):
                forms.map { $0.adding(key) }
            case .variant(let variant):
                forms.flatMap { form in variant.cases.flatMap { form.choosing($0, of: variant) } }
            }
        }
    }

    private func adding(_ key: KeyDescription) -> SectionForm {
        var form = self
        form.properties[key.name] = .object(ConfigurationSchema.key(key))
        if key.isRequired { form.required.append(key.name) }
        return form
    }

    private func choosing(_ chosen: VariantDescription.Case, of variant: VariantDescription) -> [SectionForm]
    {
        let selector = variant.selector
        var form = self
        let name = JSONValue.string(chosen.name)
        var property: JSONObject = ["const": name, "description": .string(selector.notes.about)]
        if selector.defaultValue == name {
            property["default"] = name
        } else {
            form.required.append(selector.name)
        }
        form.properties[selector.name] = .object(property)
        form.about.append("\(selector.name) \(JSONWriter.quoted(chosen.name)): \(chosen.about)")
        return Self.forms(of: chosen.description).map(form.merging)
    }

    private func merging(_ other: SectionForm) -> SectionForm {
        var form = self
        form.properties.merge(other.properties)
        form.required += other.required
        form.about += other.about
        return form
    }

    var schema: JSONObject {
        var schema: JSONObject = ["type": "object"]
        if !about.isEmpty { schema["description"] = .string(about.joined(separator: "; ")) }
        schema["properties"] = .object(properties)
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        schema["additionalProperties"] = false
        return schema
    }
}

extension JSONObject {
    /// Takes over the members of another object.
    fileprivate mutating func merge(_ other: JSONObject) {
        for member in other.members { self[member.key] = member.value }
    }
}
