import Foundation
import Storage
import SystemPackage

extension RunDirectory {
    /// Removes what gantrain has made here, so that nothing of the old run is taken for the new one's. Other files
    /// stay, and links are not followed.
    ///
    /// The configuration stays until the new one replaces it, and the checkpoint goes first: after a kill in between
    /// this is still a run, and none of its files speaks of steps that others have lost.
    ///
    /// - Throws: ``FileError`` if something cannot be removed, or a link stands where gantrain makes a folder.
    func removeFiles() throws(FileError) {
        // Obstacles are found before anything is removed.
        try checkPlaces()
        let analysed = try OwnFolder(analyses).names.filter { $0.isOfStep(ending: "") }.map(
            analyses.appending)
        for folder in [keptCheckpoints, spectra, exports, FilePath(figures)] + analysed {
            _ = try OwnFolder(folder).names
        }
        for file in files {
            try Files.remove(file)
            try Files.remove(FilePath(file.string + ".partial"))
        }
        try OwnFolder(keptCheckpoints).remove { $0.isOfStep(ending: ".safetensors") }
        try OwnFolder(spectra).remove { $0.isOfStep(ending: ".csv") }
        for analysis in analysed.map(OwnFolder.init) {
            try analysis.removeFigures()
            try analysis.remove { ["eigenvalues.csv", "summary.json"].contains($0) }
        }
        try OwnFolder(analyses).remove { _ in false }
        try OwnFolder(exports).remove { ExportFile(rawValue: $0.replacing(".partial", with: "")) != nil }
        try OwnFolder(FilePath(figures)).removeFigures()
    }

    /// Removes what a run leaves only when it is done, figures included. A run without these files ends once more when it
    /// is gone on with.
    func removeWhatTellsOfTheEnd() throws(FileError) {
        for file in [summary, samples, latents] { try Files.remove(file) }
        try OwnFolder(FilePath(figures)).removeFigures()
    }

    /// Where `gantrain spectrum` writes.
    private var analyses: FilePath { path.appending("spectrum") }

    /// The folder of the spectrum at a step.
    ///
    /// - Throws: ``FileError`` if one of the folders is a link.
    func analysis(of step: Int) throws(FileError) -> FilePath {
        let folder = analyses.appending("step-\(step)")
        for place in [analyses, folder] { try OwnFolder(place).checkKind() }
        return folder
    }

    /// Where `gantrain export` writes.
    private var exports: FilePath { path.appending("exports") }

    /// The folder of exports.
    ///
    /// - Throws: ``FileError`` if a link stands in its place.
    package func exportsFolder() throws(FileError) -> FilePath {
        try OwnFolder(exports).checkKind()
        return exports
    }

    /// The folder of the figures, which may be drawn there.
    ///
    /// - Throws: ``FileError`` if it is a link.
    public func figuresFolder() throws -> String {
        try OwnFolder(FilePath(figures)).checkKind()
        return figures
    }

    /// Looks, before training, whether everything that it writes in the end can take its place: a folder of the name of a
    /// file would show only then.
    ///
    /// - Throws: ``FileError``.
    func checkPlaces() throws(FileError) {
        for file in files + [configuration] { try Files.checkReplaceable(file) }
        for folder in [keptCheckpoints, spectra] { try OwnFolder(folder).checkKind() }
    }

    /// Beside the configuration.
    private var files: [FilePath] {
        [
            checkpoint, summary, machine, touches, metrics, columns, snapshots, surfaces, samples, latents,
            modes,
            FilePath(report),
        ]
    }
}

/// What `gantrain export` writes, by the names of the files.
package enum ExportFile: String {
    /// TensorBoard looks for "tfevents" and a number.
    case events = "events.out.tfevents.0.gantrain"
    case arrays = "run.npz"
    case generator = "generator.onnx"
    case discriminator = "discriminator.onnx"
}

extension RunDirectory {
    /// Whether the figures have been drawn, all of them: a kill may have come in between.
    public var hasFigures: Bool {
        get throws {
            let names = Set(try Folders.names(in: FilePath(figures)))
            let drawn = names.filter { $0.hasSuffix(".gp") }.map { $0.dropLast("gp".count) }
            return !drawn.isEmpty && !names.contains { $0.hasPrefix(".drawing-") }
                && drawn.allSatisfy { names.contains($0 + "svg") && names.contains($0 + "png") }
        }
    }
}

/// A folder in which gantrain has made files, and others may have too.
package struct OwnFolder {
    private let path: FilePath

    package init(_ path: FilePath) { self.path = path }

    /// None if there is no folder.
    ///
    /// - Throws: ``FileError`` if it cannot be read, or something else is in its place.
    var names: [String] {
        get throws(FileError) {
            try checkKind()
            return try Folders.names(in: path)
        }
    }

    /// A folder of a run may come from somebody else, and nothing is written or removed through a link.
    func checkKind() throws(FileError) {
        guard [nil, .folder].contains(FileKind(ofLink: path)) else {
            throw FileError(
                .create, path.string, "a link or a file is in the place of a folder of gantrain's",
                advice: "Move it away.")
        }
    }

    /// Removes files, and the folder if nothing else is in it.
    ///
    /// - Parameter isOurs: tells it by a file's name.
    func remove(where isOurs: (String) -> Bool) throws(FileError) {
        for name in try names where isOurs(name) && kind(of: name) == .file {
            try Files.remove(path.appending(name))
        }
        try Folders.removeEmpty(path)
    }

    /// Removes pictures with their scripts and data, and the folder if nothing else is in it. Each script of
    /// gantrain's says in its first line what it draws from what.
    package func removeFigures() throws(FileError) {
        for name in try names {
            if name.hasPrefix(".drawing-"), kind(of: name) == .folder {
                try OwnFolder(path.appending(name)).removeFigures()
            } else if name.hasSuffix(".gp") {
                let figure = String(name.dropLast(".gp".count))
                guard let data = try dataName(of: figure) else { continue }
                // The script goes last: after a kill in between it still tells.
                for file in [data, "\(figure).svg", "\(figure).png", name] {
                    try Files.remove(path.appending(file))
                }
            }
        }
        try Folders.removeEmpty(path)
    }

    private func kind(of name: String) -> FileKind? { FileKind(ofLink: path.appending(name)) }

    /// nil if the figure's script is not one of gantrain's.
    private func dataName(of figure: String) throws(FileError) -> String? {
        guard let bytes = try Files.beginning(of: path.appending("\(figure).gp"), limit: 512) else {
            return nil
        }
        let start = "# The figure `\(figure)`, drawn from "
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix(start) else { return nil }
        let data = text.dropFirst(start.count).prefix { $0 != " " }.dropLast()
        return data.hasPrefix("\(figure).") && !data.contains("/") ? String(data) : nil
    }
}

extension String {
    /// Whether it is such as "step-200.csv", or what a kill has left of writing that.
    fileprivate func isOfStep(ending: String) -> Bool {
        let whole = hasSuffix(".partial") ? String(dropLast(".partial".count)) : self
        guard whole.hasPrefix("step-"), whole.hasSuffix(ending) else { return false }
        let number = whole.dropFirst("step-".count).dropLast(ending.count)
        return !number.isEmpty && number.allSatisfy { "0123456789".contains($0) }
    }
}
