import Foundation
import Runs
import Storage
import SystemPackage

/// A folder for one test, gone when the test is over.
package final class Scratch {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "experiments-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> FilePath { FilePath(path).appending(name) }

    package func run(_ name: String = "run") -> RunDirectory { RunDirectory("\(path)/\(name)") }

    package func write(_ text: String, as name: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }

    package func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }
}

extension RunDirectory {
    package func bytes(of file: String) throws -> Data { try Files.read(path.appending(file)) }

    package func text(of file: String) throws -> String {
        String(decoding: try bytes(of: file), as: UTF8.self)
    }

    /// The files that equal runs have in common, without the times.
    package func comparable() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in [
            "checkpoint.safetensors", "samples.csv", "latents.csv", "snapshots.csv", "config.json",
            "columns.json",
        ] {
            files[name] = try bytes(of: name)
        }
        // Data may have no modes.
        let modes = path.appending("modes.csv")
        if Files.exists(modes) { files["modes.csv"] = try bytes(of: "modes.csv") }
        // Of a game with a known answer there is none.
        if Files.exists(surfaces) { files["surfaces.safetensors"] = try bytes(of: "surfaces.safetensors") }
        let rows = try text(of: "metrics.csv").split(separator: "\n", omittingEmptySubsequences: false)
        let timeless = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).dropLast() }
        files["metrics.csv"] = Data(timeless.map { $0.joined(separator: ",") }.joined(separator: "\n").utf8)
        return files
    }

    /// Which of the comparable files are not the same as those of another run.
    package func differences(from other: RunDirectory) throws -> [String] {
        let (mine, others) = (try comparable(), try other.comparable())
        return mine.keys.filter { mine[$0] != others[$0] }.sorted()
    }
}
