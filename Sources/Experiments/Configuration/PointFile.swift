import Distributions
import Foundation
import Networks
import Records
import Settings
import Storage
import SystemPackage

/// A file of the user's own points, as a configuration names it: a table of text, or an array of NumPy.
struct PointFile: Sendable {
    let path: String
    /// What the file's bytes must hash to; empty if nothing is known of them yet.
    let checksum: String
    /// How the table is written; nil for an array of NumPy.
    private let format: PointTable.Format?
    private let noise: Double

    init(_ section: ConfigurationSection, isTable: Bool) {
        path = section.text(
            "path", default: nil, allowed: .path,
            about: "The file. Looked for from the current folder, then beside the configuration.")
        checksum = section.text(
            "checksum", default: "", allowed: .checksum,
            about: "FNV-1a of the file, by which a run notices that it has changed; \"\" before it is read.")
        format = isTable ? PointTable.Format(section) : nil
        noise = readNoise(section)
    }

    /// Numbers in a point, as far as it is known before the file is read.
    var expectedWidth: Int { format?.columns?.count == 1 ? 1 : 2 }

    /// The points of the file, and the file's name as a run's configuration keeps it: absolute, with its checksum.
    struct Contents {
        let points: PointSet
        let path: String
        let checksum: String
    }

    /// - Parameter configuration: the configuration file, beside which the points may lie too.
    /// - Throws: ``FileError`` if the file cannot be read, is no table of points, or has changed.
    func read(beside configuration: String) throws(FileError) -> Contents {
        let found = try find(beside: configuration)
        let bytes = try Files.read(found)
        var hash = FNV1a()
        hash.add(bytes)
        let actual = String(hash.value, radix: 16)
        guard checksum.isEmpty || checksum == actual else {
            throw FileError(
                .read, found.string,
                "its checksum is \(actual), not \(checksum): it has changed since data.checksum was written",
                advice: "Put the old file back, or train anew without data.checksum.")
        }
        do throws(PointFileError) {
            let list = try points(in: bytes)
            return Contents(
                points: PointSet(list.points, width: list.width, noise: Point(noise, noise)),
                path: URL(fileURLWithPath: found.string).resolvingSymlinksInPath().path, checksum: actual)
        } catch {
            throw FileError(.read, found.string, error.description)
        }
    }

    private func points(in bytes: Data) throws(PointFileError) -> PointList {
        if let format { return try PointTable.points(of: bytes, as: format) }
        return try NumPyPoints.points(of: bytes)
    }

    private func find(beside configuration: String) throws(FileError) -> FilePath {
        let given = FilePath(path)
        if Files.exists(given) { return given }
        let folder = FilePath(configuration).removingLastComponent()
        if given.isAbsolute {
            // A run that came from another machine brings its data along; the checksum says that it is they.
            let near = given.lastComponent.map { folder.appending($0) }
            if let near, !checksum.isEmpty, Files.exists(near) { return near }
            return given
        }
        let there = folder.pushing(given)
        if Files.exists(there) { return there }
        throw FileError(.read, path, "no such file, neither here nor beside \(configuration)")
    }
}

extension PointTable.Format {
    fileprivate init(_ section: ConfigurationSection) {
        self.init(
            separator: section.choice(
                "separator", default: .auto,
                about:
                    "What separates two cells; \"auto\" recognizes it, \"space\" is one or more spaces or tabs."
            ),
            decimal: section.choice(
                "decimal", default: .auto,
                about: "The decimal sign; \"auto\" uses the sign of the first number that has one."),
            header: section.choice(
                "header", default: .auto,
                about: "Whether the first line names the columns; \"auto\": if it has names and no numbers."),
            columns: section.optionalNamesOrNumbers(
                "columns", name: .columnName, largest: 10_000, count: 1...2,
                about:
                    "The columns that are read, x first, by their names or their numbers from 1; null for all, of which "
                    + "there must be one or two. One column gives points on a line."
            ).map { $0.map { if case .number(let number) = $0 { .number(number) } else { .name($0.name) } } },
            comment: section.text(
                "comment", default: "#", allowed: .commentSign,
                about: "Lines that start with this text are skipped; \"\" skips none."))
    }
}

extension NameOrNumber {
    fileprivate var name: String { if case .name(let name) = self { name } else { "" } }
}

extension TextRule {
    static let path = TextRule(description: "the path of a file", pattern: "[\\s\\S]{1,4096}")
    static let checksum = TextRule(
        description: "up to 16 hexadecimal digits", pattern: "[0-9a-f]{0,16}")
    fileprivate static let columnName = TextRule(description: "a name", pattern: "[\\s\\S]{1,200}")
    fileprivate static let commentSign = TextRule(
        description: "up to 3 signs, none of them a letter, a digit or a sign of numbers",
        pattern: "[^A-Za-z0-9+.,;\\s\"-]{0,3}")
}
