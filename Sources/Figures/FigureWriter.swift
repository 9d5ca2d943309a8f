import Foundation

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

    /// A writer that finds gnuplot on the `PATH` of this process, unless told another, and gives it a minute.
    public init(searchPath: String? = nil, timeout: Double = 60) {
        self.searchPath = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        self.timeout = timeout
    }

    /// Draws all figures of a run and returns their files, in the order a reader would want them: losses,
    /// gradient norms, coverage if the target has modes, samples, densities and, if the portrait has them, the
    /// discriminator and the spectrum.
    ///
    /// No file is seen half written. When gnuplot is missing or fails, the scripts and their data are in place
    /// all the same, to be drawn later or looked into.
    /// - Parameters:
    ///   - folder: The path of the folder for the files themselves, usually `RUN/figures`; it is made if it
    ///     is missing.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(_ portrait: RunPortrait, into folder: String) throws -> [Figure] {
        try draw(FigureSource.all(of: portrait), into: folder)
    }

    /// Draws the figures of several runs side by side and returns their files: samples, coverage, losses,
    /// gradient norms and, if a run has a surface, the discriminators. Otherwise as for one run.
    ///
    /// - Parameter remedy: the command that draws them again, for the message that gnuplot is missing.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(_ portrait: ComparisonPortrait, into folder: String, remedy: String) throws -> [Figure] {
        do { return try draw(FigureSource.all(of: portrait), into: folder) } catch FigureError.gnuplotMissing
        {
            throw FigureError.gnuplotMissing(folder: folder, remedy: remedy)
        }
    }

    /// Draws eigenvalues in the complex plane, as the figures of a run are drawn.
    ///
    /// - Parameter remedy: the command that draws them again, for the message that gnuplot is missing.
    /// - Throws: `FigureError`.
    @discardableResult
    public func draw(_ portrait: SpectrumPortrait, into folder: String, remedy: String) throws -> [Figure] {
        do { return try draw([.spectrum(portrait)], into: folder) } catch FigureError.gnuplotMissing {
            throw FigureError.gnuplotMissing(folder: folder, remedy: remedy)
        }
    }

    /// Draws the figures of a game with a known answer, as above: phase portraits where there are any, paths of
    /// eigenvalues, distances from the equilibrium.
    @discardableResult
    public func draw(_ portrait: GamePortrait, into folder: String) throws -> [Figure] {
        try draw(FigureSource.all(of: portrait), into: folder)
    }

    private func draw(_ sources: [FigureSource], into folder: String) throws -> [Figure] {
        let place = try Folder(making: folder)
        return try place.withScratch { scratch in
            for source in sources {
                try scratch.write(source.script, as: source.scriptName)
                try scratch.write(source.data, as: source.dataName)
            }
            let drawing = Result { try render(sources, in: scratch, for: folder) }
            for source in sources {
                try scratch.move(source.scriptName, to: place)
                try scratch.move(source.dataName, to: place)
            }
            try drawing.get()
            for picture in sources.flatMap(\.pictureNames) {
                try scratch.move(picture, to: place)
            }
            return sources.map { Figure($0, in: place) }
        }
    }

    private func render(_ sources: [FigureSource], in scratch: Folder, for folder: String) throws {
        guard let gnuplot = Gnuplot(searchPath: searchPath, timeout: timeout) else {
            throw FigureError.gnuplotMissing(folder: folder)
        }
        try gnuplot.draw(sources.map(\.scriptName), in: scratch)
        if let absent = sources.flatMap(\.pictureNames).first(where: { !scratch.holds($0) }) {
            throw FigureError.gnuplotFailed(status: 0, complaint: "it drew no \(absent)")
        }
    }
}

extension Figure {
    fileprivate init(_ source: FigureSource, in folder: Folder) {
        name = source.name
        script = folder.file(source.scriptName)
        data = folder.file(source.dataName)
        svg = folder.file("\(source.name).svg")
        png = folder.file("\(source.name).png")
    }
}
