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

    public var description: String {
        switch self {
        case .tooFew(let count):
            "a comparison takes two runs or more; there \(count == 1 ? "is 1" : "are \(count)")"
        case .repeated(let one, let other):
            one == other ? "\(one) is given twice" : "\(one) and \(other) are the same run"
        }
    }
}
