import Settings

/// One value of an axis in a cell.
public struct StudySetting: Sendable, Equatable {
    /// As names of cells and tables call the axis.
    public let axis: String
    /// The value as names of cells and tables write it.
    public let text: String
    let keys: [JSONPath]
    let value: JSONValue
}

/// A variant with one value of each axis, before it is a configuration.
struct CellName: Sendable {
    /// nil if the study has no variants.
    let variant: StudyVariant?
    let settings: [StudySetting]

    /// Such as `r1-gamma=10`.
    var name: String { Self.name(variant?.name, settings) }

    static func name(_ variant: String?, _ settings: [StudySetting]) -> String {
        let parts = (variant.map { [$0] } ?? []) + settings.map { "\($0.axis)=\($0.text)" }
        return parts.isEmpty ? "base" : parts.joined(separator: "-")
    }
}

extension StudyChoice {
    /// The name of the cells from which one is chosen: the cells of a variant with equal values of the axes in
    /// ``within``: `r1-data=circle`, or `r1` without such axes.
    package func group(of variant: String?, _ settings: [StudySetting]) -> String {
        CellName.name(variant, settings.filter { within.contains($0.axis) })
    }

    /// The values of the axes in ``within``, such as `data=circle`; empty without any.
    package func problem(_ settings: [StudySetting]) -> String {
        settings.filter { within.contains($0.axis) }.map { "\($0.axis)=\($0.text)" }.joined(separator: "-")
    }

    /// Whether these are the settings of somebody who does not choose.
    package func isUntuned(_ settings: [StudySetting]) -> Bool {
        let open = settings.filter { !within.contains($0.axis) }
        return !open.isEmpty && open.allSatisfy { untuned[$0.axis] == $0.text }
    }
}

extension StudyConfiguration {
    /// All cells, variant by variant.
    var cellNames: [CellName] {
        let variants: [StudyVariant?] = variants.isEmpty ? [nil] : variants
        return variants.flatMap { variant in
            let names = StudyAxis.names(of: (variant?.axes ?? []) + axes)
            let own = StudyAxis.settings(
                of: variant?.axes ?? [], named: names, variant?.combination ?? .cross)
            let common = StudyAxis.settings(
                of: axes, named: Array(names.dropFirst(variant?.axes.count ?? 0)), combination)
            return own.flatMap { own in common.map { CellName(variant: variant, settings: own + $0) } }
        }
    }

    /// Cells times seeds; nil if there are too many.
    var runCount: Int? {
        func count(_ axes: [StudyAxis], _ combination: Combination) -> Int? {
            switch combination {
            case .zip: return Set(axes.map(\.values.count)).count > 1 ? 0 : axes.first?.values.count ?? 1
            case .cross:
                return axes.reduce(1) { product, axis in
                    product.flatMap { $0 * axis.values.count <= Self.mostRuns ? $0 * axis.values.count : nil }
                }
            }
        }
        let own = variants.isEmpty ? [1] : variants.map { count($0.axes, $0.combination) }
        guard let common = count(axes, combination), !own.contains(nil) else { return nil }
        let cells = own.reduce(0) { $0 + ($1 ?? 0) } * common
        let (runs, overflow) = cells.multipliedReportingOverflow(by: seeds.count)
        return overflow || runs > Self.mostRuns ? nil : runs
    }
}

extension StudyAxis {
    /// The name that each axis has among others: its own, or as many last words of its key as tell it from them.
    static func names(of axes: [StudyAxis]) -> [String] {
        axes.map { axis in
            if let name = axis.name { return name }
            let words = axis.keys[0].parts.filter { Int($0) == nil }
            let others = axes.filter { $0.keys != axis.keys }.map {
                $0.keys[0].parts.filter { Int($0) == nil }
            }
            let length =
                (1...max(1, words.count)).first { length in
                    !others.contains { $0.suffix(length).elementsEqual(words.suffix(length)) }
                } ?? words.count
            return words.suffix(length).joined(separator: ".").safeInNames
        }
    }

    /// What the axes are set to, cell by cell; one empty cell for no axes.
    static func settings(
        of axes: [StudyAxis], named names: [String], _ combination: StudyConfiguration.Combination
    ) -> [[StudySetting]] {
        let choices = zip(axes, names).map { axis, name in
            zip(axis.values, axis.texts).map {
                StudySetting(axis: name, text: $1, keys: axis.keys, value: $0)
            }
        }
        switch combination {
        case .cross:
            return choices.reduce([[]]) { cells, choices in
                cells.flatMap { cell in choices.map { cell + [$0] } }
            }
        case .zip:
            guard let count = choices.map(\.count).min() else { return [[]] }
            return (0..<count).map { index in choices.map { $0[index] } }
        }
    }

    /// The values in words that tell them apart: numbers and texts as they are, objects by their kind, and by their
    /// place where that is not enough.
    private var texts: [String] {
        guard labels.isEmpty else { return labels }
        let words = values.map(\.textInNames)
        return words.indices.map { index in
            words.count { $0 == words[index] } == 1 ? words[index] : "\(words[index])\(index + 1)"
        }
    }
}

extension JSONValue {
    /// As names of cells write the value.
    var textInNames: String { word.safeInNames }

    private var word: String {
        switch self {
        case .string(let text): text
        case .object(let object): object["kind"]?.textValue ?? "object"
        case .array(let values):
            values.isEmpty ? "none" : values.map(\.word).joined(separator: "x")
        default: "\(self)"
        }
    }
}

extension String {
    /// The text for the name of a file: letters, digits and a few marks.
    fileprivate var safeInNames: String {
        let allowed = unicodeScalars.map { scalar -> Character in
            let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isSafe || "._+-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        return String(allowed.prefix(40))
    }
}
