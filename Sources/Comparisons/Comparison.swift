import Runs
import Settings

/// Runs side by side: in which settings they differ, and how each ended.
public struct Comparison: Sendable {
    /// In the order given.
    public let runs: [ComparedRun]
    /// In the order of the configuration; the names and seeds of runs are none of them.
    public let differences: [JSONDifference]

    /// - Throws: ``ComparisonError`` for fewer than two runs or one given twice, and what reading one throws.
    public init(reading directories: [RunDirectory]) throws {
        guard directories.count > 1 else { throw ComparisonError.tooFew(directories.count) }
        for (index, directory) in directories.enumerated() {
            // One run may be given by two paths.
            if let twin = directories.prefix(index).first(where: { $0.place == directory.place }) {
                throw ComparisonError.repeated(twin.name, directory.name)
            }
        }
        self.init(try directories.map(ComparedRun.init(reading:)))
    }

    public init(_ runs: [ComparedRun]) {
        self.runs = runs
        differences = JSONDifference.all(among: runs.map(\.configuration)).filter {
            !["name", "seed"].contains($0.path.description)
        }
    }

    /// The folders' own names, if they tell the runs apart, else the paths. What ends a name in a study is left out where
    /// the rest suffices: the hash, and the seed if all runs share it.
    public var names: [String] {
        let own = runs.map(\.name)
        let withSeed = own.map { $0.replacing(/-[0-9a-f]{16}$/, with: "") }
        let cells = own.map { $0.replacing(/-seed[0-9]+-[0-9a-f]{16}$/, with: "") }
        let seeds = Set(runs.map { $0.configuration["seed"]?.numberValue })
        return ((seeds.count == 1 ? [cells] : []) + [withSeed, own]).first { Set($0).count == $0.count }
            ?? runs.map(\.directory.name)
    }

    /// Which setting each run has, counted from 0 in the order of the runs: runs that differ in name and seed alone have
    /// the same.
    public var settings: [Int] {
        var known: [[JSONValue?]] = []
        return runs.indices.map { run in
            let values = differences.map { $0.values[run] }
            if let place = known.firstIndex(of: values) { return place }
            known.append(values)
            return known.count - 1
        }
    }

    /// With the runs in the order of a column: the best first where better and worse are known, else the least first, and
    /// those without a value last.
    ///
    /// - Parameter key: a column of `metrics.csv`, another number of the summaries, or the path of a setting.
    /// - Throws: ``ComparisonError/noColumn(_:known:)``.
    public func sorted(by key: String) throws(ComparisonError) -> Comparison {
        let column = runs.flatMap(\.results).first { $0.name == key }
        let path = JSONPath(key)
        let values = runs.map { run in
            (run.figures[key] ?? run.configuration[path])?.numberValue.map {
                column?.better == .higher ? -$0 : $0
            }
        }
        guard values.contains(where: { $0 != nil }) else {
            throw .noColumn(
                key, known: runs.flatMap(\.results).map(\.name).uniqued + ["seed", "steps", "seconds"])
        }
        let order = runs.indices.sorted { one, other in
            (values[one] ?? .infinity, one) < (values[other] ?? .infinity, other)
        }
        return Comparison(order.map { runs[$0] })
    }

    /// Where the runs differ, in short: a section of which they have different kinds stands for what is in it.
    public var places: [JSONPath] {
        let paths = differences.map(\.path)
        let sections = paths.filter { $0.parts.last == "kind" }.map { path in
            JSONPath([String](path.parts.dropLast()))
        }
        return paths.reduce(into: []) { places, path in
            let place = sections.first { path.isWithin($0) } ?? path
            if !places.contains(place) { places.append(place) }
        }
    }

    /// For other programs; a setting that a run does not have, and a figure that it has not reached, is null.
    public var json: JSONValue {
        [
            "runs": .array(
                runs.map { run in
                    var members = JSONObject()
                    members["folder"] = .string(run.directory.name)
                    for member in run.figures.members { members[member.key] = member.value }
                    return .object(members)
                }),
            "differences": .array(
                differences.map { difference in
                    [
                        "path": .string("\(difference.path)"),
                        "values": .array(difference.values.map { $0 ?? .null }),
                    ]
                }),
        ]
    }
}

/// Runs that cannot be compared.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
    case tooFew(Int)
    case repeated(String, String)
    /// No run has a number of this name; the columns that there are.
    case noColumn(String, known: [String])

    public var description: String {
        switch self {
        case .tooFew(let count):
            "a comparison takes two runs or more; there \(count == 1 ? "is 1" : "are \(count)")"
        case .repeated(let one, let other):
            one == other ? "\(one) is given twice" : "\(one) and \(other) are the same run"
        case .noColumn(let key, let known):
            "--sort: the runs have no number \(key); there are \(known.joined(separator: ", ")), and settings such as "
                + "generator.optimizer.learningRate"
        }
    }
}

extension [String] {
    /// Each once, in the order of their first places.
    fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
