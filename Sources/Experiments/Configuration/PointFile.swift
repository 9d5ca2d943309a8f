import Distributions
import Foundation
import Networks
import Storage
import SystemPackage

/// A CSV file of the user's own points, as a configuration names it.
struct PointFile: Sendable {
    let path: String
    /// What the file's bytes must hash to; empty if nothing is known of them yet.
    let checksum: String
    let noise: Double
    let scale: Double

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
        do {
            let points = try PointTable.points(of: bytes)
            return Contents(
                points: PointSet(points, noise: noise, scale: scale),
                path: URL(fileURLWithPath: found.string).resolvingSymlinksInPath().path, checksum: actual)
        } catch {
            throw FileError(.read, found.string, error.description)
        }
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
