// Keys that take a value in more than one form.
extension ConfigurationSection {
    /// Reads a number, or a list of numbers; a single number gives a list of one.
    public func numberOrNumbers(
        _ key: String, default: Double, each range: NumberRange, count: ClosedRange<Int>, about: String,
        source: String? = nil
    ) -> [Double] {
        let rule = ValueRule.either(.number(range), .list(of: .number(range), count: count))
        return value(key, rule, default: .number(`default`), KeyNotes(about: about, source: source))?
            .numbers ?? [`default`]
    }

    /// Reads a number or a list of numbers that may be left out or null, which gives nil.
    public func optionalNumberOrNumbers(
        _ key: String, each range: NumberRange, count: ClosedRange<Int>, about: String, source: String? = nil
    ) -> [Double]? {
        let rule = ValueRule.either(.number(range), .list(of: .number(range), count: count))
        return optional(key, rule, KeyNotes(about: about, source: source))?.numbers
    }

    /// Reads a list of numbers that may be left out or null, which gives nil.
    public func optionalNumbers(
        _ key: String, each range: NumberRange, count: ClosedRange<Int>, about: String, source: String? = nil
    ) -> [Double]? {
        optional(key, .list(of: .number(range), count: count), KeyNotes(about: about, source: source))?
            .numbers
    }

    /// Reads a point: a number for one on a line, which gives a list of one, or a list of as many numbers as the default
    /// has.
    public func point(
        _ key: String, default point: [Double], about: String, source: String? = nil
    ) -> [Double] {
        let rule = ValueRule.either(
            .list(of: .number(.any), count: point.count...point.count), .number(.any))
        return value(
            key, rule, default: .array(point.map(JSONValue.number)), KeyNotes(about: about, source: source))?
            .numbers ?? point
    }

    /// Reads points: a list of numbers for points on a line, or a list of lists of `width` numbers. There is no default;
    /// after a problem there are no points.
    public func points(
        _ key: String, width: Int, count: ClosedRange<Int>, about: String, source: String? = nil
    ) -> [[Double]] {
        let row = ValueRule.list(of: .number(.any), count: width...width)
        let rule = ValueRule.either(.list(of: row, count: count), .list(of: .number(.any), count: count))
        return value(key, rule, default: nil, KeyNotes(about: about, source: source))?.listValue?
            .compactMap(\.numbers) ?? []
    }

    /// Reads a square matrix of `size` rows, or a list of such matrices, that may be left out or null, which gives nil. A
    /// single matrix gives a list of one.
    public func optionalMatrices(
        _ key: String, size: Int, count: ClosedRange<Int>, about: String, source: String? = nil
    ) -> [[[Double]]]? {
        let matrix = ValueRule.list(of: .list(of: .number(.any), count: size...size), count: size...size)
        let rule = ValueRule.either(matrix, .list(of: matrix, count: count))
        guard let value = optional(key, rule, KeyNotes(about: about, source: source)) else { return nil }
        let list = matrix.breaches(of: value).isEmpty ? [value] : value.listValue ?? []
        return list.map { ($0.listValue ?? []).compactMap(\.numbers) }
    }

    /// Reads a list of names and of integers from 1 that may be left out or null, which gives nil.
    public func optionalNamesOrNumbers(
        _ key: String, name: TextRule, largest: Int, count: ClosedRange<Int>, about: String,
        source: String? = nil
    ) -> [NameOrNumber]? {
        let rule = ValueRule.list(of: .either(.text(name), .integer(1...largest)), count: count)
        return optional(key, rule, KeyNotes(about: about, source: source))?.listValue?.compactMap { value in
            value.textValue.map { .name($0) } ?? value.integerValue.map { .number($0) }
        }
    }
}

/// What may be told by its name or by its place, counted from 1.
public enum NameOrNumber: Equatable, Sendable {
    case name(String)
    case number(Int)
}

extension JSONValue {
    /// The numbers of a list, or a single one.
    fileprivate var numbers: [Double]? {
        numberValue.map { [$0] } ?? listValue?.compactMap(\.numberValue)
    }
}
