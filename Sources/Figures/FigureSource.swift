import Records

/// A figure before it is drawn: the script and the data it reads. gnuplot makes the rest.
struct FigureSource: Sendable, Equatable {
    /// The name of all the figure's files, without their endings.
    var name: String
    var script: String
    /// The name of the data file, with its ending.
    var dataName: String
    var data: String
    /// Pictures that the script draws and that are joined to the figure's PNG, in their order; none for a figure that does
    /// not move.
    var frames: [String] = []

    var scriptName: String { "\(name).gp" }

    /// What the script draws, in its folder.
    var pictureNames: [String] { ["\(name).svg", "\(name).png"] }

    /// All the figures of a run, in the order a reader would want them.
    static func all(of record: RunRecord) -> [FigureSource] {
        RunFigure.allCases.flatMap { figure -> [FigureSource] in
            let isLine = record.dimensions == 1
            return switch figure {
            case .losses: [.losses(record)]
            case .gradientNorms: [.gradientNorms(record)]
            case .measures: measures(record)
            case .samples: [isLine ? .lineSamples(record) : .samples(record)]
            case .densities: [isLine ? .lineDensities(record) : .densities(record)]
            case .discriminator:
                [isLine ? .lineDiscriminator(record) : .discriminator(record)].compactMap(\.self)
            case .spectrum: [.spectra(record.spectra, record.title)].compactMap(\.self)
            }
        }
    }

    /// All the figures of a game with a known answer.
    static func all(of record: GameRecord) -> [FigureSource] {
        [
            record.panels.isEmpty ? nil : .phasePortraits(record),
            record.paths.isEmpty ? nil : .eigenvaluePaths(record),
            record.distances.isEmpty ? nil : .distances(record), .spectra(record.spectra, record.title),
        ].compactMap(\.self)
    }

    /// All the figures of a comparison, in the order a reader would want them.
    static func all(of record: ComparisonRecord, separateScales: Bool = false) -> [FigureSource] {
        [.samples(record)].compactMap(\.self) + measures(record)
            + [
                .losses(record), .gradientNorms(record),
                .discriminators(record, separateScales: separateScales),
            ].compactMap(\.self)
    }

    private static func spectra(_ spectra: [SpectrumRecord], _ title: String) -> FigureSource? {
        spectra.isEmpty ? nil : .spectrum(spectra, of: title)
    }

    init(sheet: Sheet, setup: [String], drawing: [String], data: String) {
        name = sheet.name
        dataName = sheet.dataName
        script = sheet.script(setup: setup, drawing: drawing)
        self.data = data
    }
}
