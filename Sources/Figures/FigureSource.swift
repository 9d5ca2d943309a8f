/// A figure before it is drawn: the script and the data it reads. gnuplot makes the rest.
struct FigureSource: Sendable, Equatable {
    /// The name of all the figure's files, without their endings.
    var name: String
    var script: String
    /// The name of the data file, with its ending.
    var dataName: String
    var data: String

    var scriptName: String { "\(name).gp" }

    /// What the script draws, in its folder.
    var pictureNames: [String] { ["\(name).svg", "\(name).png"] }

    /// All the figures of a run, in the order a reader would want them.
    static func all(of portrait: RunPortrait) -> [FigureSource] {
        [
            .losses(portrait), .gradientNorms(portrait), .coverage(portrait), .samples(portrait),
            .densities(portrait), .discriminator(portrait),
            portrait.spectra.isEmpty
                ? nil : .spectrum(SpectrumPortrait(title: portrait.title, moments: portrait.spectra)),
        ].compactMap { $0 }
    }

    /// All the figures of a game with a known answer.
    static func all(of portrait: GamePortrait) -> [FigureSource] {
        [
            portrait.panels.isEmpty ? nil : .phasePortraits(portrait),
            portrait.paths.isEmpty ? nil : .eigenvaluePaths(portrait),
            portrait.distances.isEmpty ? nil : .distances(portrait),
            portrait.spectra.isEmpty
                ? nil : .spectrum(SpectrumPortrait(title: portrait.title, moments: portrait.spectra)),
        ].compactMap { $0 }
    }

    init(sheet: Sheet, setup: [String], drawing: [String], data: String) {
        name = sheet.name
        dataName = sheet.dataName
        script = sheet.script(setup: setup, drawing: drawing)
        self.data = data
    }
}
