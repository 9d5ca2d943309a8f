import Experiments
import Games
import Runs
import Storage
import SystemPackage

/// A run in a format that other programs read.
public enum RunExport {
    public enum Format: String, CaseIterable, Sendable {
        /// TensorBoard's event file, with numbers and figures.
        case tensorboard
        /// NumPy's archive, with samples, latent points, snapshots, surfaces and the table.
        case npz
        /// A model each of generator and discriminator.
        case onnx

        fileprivate var files: [ExportFile] {
            switch self {
            case .tensorboard: [.events]
            case .npz: [.arrays]
            case .onnx: [.generator, .discriminator]
            }
        }
    }

    /// Reads a run and writes its files.
    ///
    /// - Parameter folder: where they are written; nil for the run's own folder of exports.
    /// - Returns: the files, and whether figures are among them where they could be.
    /// - Throws: ``ExportError`` if the run has nothing to be written; what reading a run throws; ``FileError`` if a file
    ///   cannot be written, or something else than an export is in its place.
    public static func write(
        _ directory: RunDirectory, as format: Format, into folder: String? = nil
    ) throws -> (files: [String], hasFigures: Bool) {
        let place = try folder.map { FilePath($0) } ?? directory.exportsFolder()
        if folder != nil {
            try RunDirectory(place.string).checkIsFree()
            for file in format.files {
                let path = place.appending(file.rawValue)
                if Files.exists(path) {
                    try Files.check(path, replacesOnly: "export", option: "--out", where: file.isBeginning)
                }
            }
        }
        let run = try StoredRun(reading: directory)
        let contents = try format.files.map { file in
            do { return try bytes(of: file, run) } catch var error as ExportError {
                error.run = directory.name
                throw error
            }
        }
        try Folders.make(place)
        for (file, bytes) in zip(format.files, contents) {
            try Files.write(bytes, to: place.appending(file.rawValue))
        }
        return (
            format.files.map { place.appending($0.rawValue).string },
            try format != .tensorboard || directory.hasFigures
        )
    }

    private static func bytes(of file: ExportFile, _ run: StoredRun) throws -> [UInt8] {
        switch file {
        case .events: return try EventFile(of: run).bytes
        case .arrays:
            guard let bytes = try RunArrays(of: run).archive.encoded else {
                throw ExportError("its numbers take more than the 4 GB of a zip archive")
            }
            return bytes
        case .generator: return try model(of: .generator, run)
        case .discriminator: return try model(of: .discriminator, run)
        }
    }

    private static func model(of player: Player, _ run: StoredRun) throws -> [UInt8] {
        if let game = run.configuration.knownGame {
            throw ExportError("it plays the game \(game.name), which has no networks")
        }
        return try ONNXModel(of: player, in: run).encoded
    }
}

extension ExportFile {
    /// Whether a file begins as one of this kind.
    fileprivate func isBeginning(_ bytes: some Collection<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return switch self {
        case .events: text.contains("brain.Event:")
        case .arrays: text.contains("metrics.npy")
        case .generator, .discriminator: text.contains(ONNXModel.producer)
        }
    }
}
