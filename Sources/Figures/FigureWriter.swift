import Foundation
import Storage
import SystemPackage
import Records

/// The files of one figure, as paths.
public struct Figure: Sendable, Equatable {
    /// The name all its files share, such as `losses`.
    public var name: String
    /// The gnuplot script; `gnuplot NAME.gp` in its folder draws the pictures again.
    public var script: String
    /// The data the script reads.
    public var data: String
    /// The picture for pages and papers, of any size.
    public var svg: String
    /// The picture in pixels, twice as many as the SVG counts.
    public var png: String
}

/// Draws the figures of a run with gnuplot.
public struct FigureWriter: Sendable {
    /// Where to look for gnuplot, written as in `PATH`.
    public var searchPath: String
    /// How long gnuplot may work on all figures together, in seconds, before it is stopped.
    public var timeout: Double
    /// Asked while gnuplot is at work; true stops it.
    public var shouldStop: @Sendable () -> Bool

    /// A writer that finds gnuplot on the `PATH` of this process, unless told another, and gives it a minute.
    public init(
        searchPath: String? = nil, timeout: Double = 60,
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) {
        self.shouldStop = shouldStop
        self.searchPath = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        self.timeout = timeout
    }

    /// Draws all figures of a run, as ``RunFigure`` lists them, and returns their files.
    ///
    /// No file is seen half written. When gnuplot is missing or fails, the scripts and their data are in place
    /// all the same, to be drawn later or looked into.
    /// - Parameters:
    ///   - folder: The path of the folder for the files themselves, usually `RUN/figures`; it is made if it
    ///     is missing.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(_ record: RunRecord, into folder: String) throws -> [Figure] {
        try draw(FigureSource.all(of: record), into: folder)
    }

    /// Draws the figures of several runs side by side and returns their files: samples, coverage, losses,
    /// gradient norms and, if a run has a surface, the discriminators. Otherwise as for one run.
    ///
    /// - Parameters:
    ///   - remedy: the command that draws them again, for the message that gnuplot is missing.
    ///   - separateScales: whether each discriminator has a scale of colours that suits it alone.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(
        _ record: ComparisonRecord, into folder: String, remedy: String, separateScales: Bool = false
    ) throws -> [Figure] {
        do {
            return try draw(FigureSource.all(of: record, separateScales: separateScales), into: folder)
        } catch FigureError.gnuplotMissing {
            throw FigureError.gnuplotMissing(folder: folder, remedy: remedy)
        }
    }

    /// Draws eigenvalues in the complex plane, as the figures of a run are drawn.
    ///
    /// - Parameters:
    ///   - title: the run in a line.
    ///   - apart: of the discriminator's and of the generator's own block; nil for no picture of them.
    ///   - path: the field from the start of training to its end; nil for no picture of it.
    ///   - remedy: the command that draws them again, for the message that gnuplot is missing.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(
        _ spectra: [SpectrumRecord], of title: String,
        apart: (discriminator: SpectrumRecord, generator: SpectrumRecord)? = nil,
        path: FieldPathRecord? = nil, into folder: String, remedy: String
    ) throws -> [Figure] {
        var sources = [FigureSource.spectrum(spectra, of: title)]
        if let apart {
            sources.append(
                .playerSpectra(discriminator: apart.discriminator, generator: apart.generator, of: title))
        }
        if let path { sources.append(.fieldPath(path, of: title)) }
        do { return try draw(sources, into: folder) } catch FigureError.gnuplotMissing {
            throw FigureError.gnuplotMissing(folder: folder, remedy: remedy)
        }
    }

    /// Draws the figures of a game with a known answer, as above: phase portraits where there are any, paths of
    /// eigenvalues, distances from the equilibrium.
    @discardableResult
    public func draw(_ record: GameRecord, into folder: String) throws -> [Figure] {
        try draw(FigureSource.all(of: record), into: folder)
    }

    /// Draws the training as a moving picture, `training.png`: samples and discriminators at the moments that the run has
    /// kept. Otherwise as the figures of a run are drawn.
    ///
    /// - Returns: nil for a run that has kept none.
    /// - Throws: `FigureError`.
    public func animate(_ record: RunRecord, into folder: String) throws -> Figure? {
        guard let source = FigureSource.training(record) else { return nil }
        do { return try draw([source], into: folder).first } catch FigureError.gnuplotMissing {
            throw FigureError.gnuplotMissing(folder: folder, remedy: "gantrain plot RUN --animate")
        }
    }

    private func draw(_ sources: [FigureSource], into folder: String) throws -> [Figure] {
        try checkNames(of: sources, in: folder)
        let place = FilePath(folder)
        do {
            try Folders.make(place)
            let scratch = try ScratchFolder(in: place, prefix: ".drawing-")
            defer { scratch.close() }
            for source in sources {
                try Files.write(source.script, to: scratch.path.appending(source.scriptName))
                try Files.write(source.data, to: scratch.path.appending(source.dataName))
            }
            let drawing = Result { try render(sources, in: scratch.path, for: folder) }
            for source in sources {
                try scratch.move(source.scriptName, to: place)
                try scratch.move(source.dataName, to: place)
            }
            try drawing.get()
            for picture in sources.flatMap(\.pictureNames) { try scratch.move(picture, to: place) }
        } catch let error as FileError { throw FigureError.cannotWrite(error) }
        return sources.map { Figure($0, in: folder) }
    }

    /// Figures of measures have names that come from elsewhere, and names become files.
    private func checkNames(of sources: [FigureSource], in folder: String) throws(FigureError) {
        var taken: Set<String> = []
        for name in sources.map(\.name) {
            guard Column.Figure(name, heading: "").hasSoundName, taken.insert(name).inserted else {
                throw .cannotWrite(
                    FileError(.write, "\(folder)/\(name)", "it is no name for a figure, or the name of two"))
            }
        }
    }

    private func render(_ sources: [FigureSource], in scratch: FilePath, for folder: String) throws {
        guard let gnuplot = Gnuplot(searchPath: searchPath, timeout: timeout) else {
            throw FigureError.gnuplotMissing(folder: folder)
        }
        try gnuplot.draw(sources.map(\.scriptName), in: scratch, shouldStop: shouldStop)
        for source in sources where !source.frames.isEmpty {
            try join(source.frames, to: scratch.appending("\(source.name).png"), for: folder)
        }
        for picture in sources.flatMap(\.pictureNames) {
            switch PictureFile.state(of: scratch.appending(picture)) {
            case .whole: break
            case .missing: throw FigureError.gnuplotFailed(status: 0, complaint: "it drew no \(picture)")
            case .cutOff:
                // gnuplot does not look whether its writes succeed.
                throw FileError(
                    .write, "\(folder)/\(picture)", "gnuplot could not write all of it",
                    advice: "The disk may be full, or a limit on the size of files is reached.")
            }
        }
    }
}

extension FigureWriter {
    private func join(_ frames: [String], to picture: FilePath, for folder: String) throws {
        let files = try frames.map { frame -> [UInt8] in
            let path = picture.removingLastComponent().appending(frame)
            guard PictureFile.state(of: path) == .whole else {
                throw FigureError.gnuplotFailed(status: 0, complaint: "it did not draw all of \(frame)")
            }
            return Array(try Files.read(path))
        }
        guard let joined = AnimatedPNG.joining(files) else {
            throw FigureError.gnuplotFailed(status: 0, complaint: "it drew frames that do not fit together")
        }
        try Files.write(Data(joined), to: picture)
    }
}

/// A picture as gnuplot leaves it.
enum PictureFile {
    enum State { case whole, missing, cutOff }

    /// The end of a PNG file: its last chunk, IEND, which is empty, with its checksum.
    private static let endOfPNG: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

    static func state(of path: FilePath) -> State {
        guard let bytes = try? Files.read(path), !bytes.isEmpty else { return .missing }
        let end =
            path.extension == "png"
            ? bytes.suffix(endOfPNG.count).elementsEqual(endOfPNG)
            : String(decoding: bytes.suffix(20), as: UTF8.self).contains("</svg>")
        return end ? .whole : .cutOff
    }
}

extension Figure {
    fileprivate init(_ source: FigureSource, in folder: String) {
        name = source.name
        script = "\(folder)/\(source.scriptName)"
        data = "\(folder)/\(source.dataName)"
        svg = "\(folder)/\(source.name).svg"
        png = "\(folder)/\(source.name).png"
    }
}
